// Which rules of the event a place breaks: the server's checker once more, so that no place has to be asked for.
// Each finding has a key, the same as long as it is the same one, an amount, and a word with its values.

// What is broken in some people's days and in the order of some meetings, by key.
export function daysBroken(facts, people, meetings) {
  const found = new Map();
  const note = (key, amount, word, values) => found.set(key, { amount, word, values });
  for (const person of people) dayRules(facts, person, note);
  for (const meeting of meetings) precedences(facts, meeting, note);
  return found;
}

// What a meeting breaks by where it is, or would be, and who attends: nothing of it is broken anywhere else.
export function placeBroken(facts, meeting, place) {
  const found = [];
  placeRules(facts, facts.meeting.get(meeting), place, (word, values = {}) => found.push({ word, values }));
  return found;
}

// What is new, or has grown.
export function brought(before, after) {
  return [...after].filter(([key, one]) => one.amount > (before.get(key)?.amount ?? 0)).map(([, one]) => one);
}

function dayRules(facts, id, note) {
  const person = facts.person.get(id);
  if (!person?.absent) return;
  const day = facts.day(id);
  const told = { name: person.name };
  if (person.most !== null && day.length > person.most) {
    note(`most ${id}`, day.length - person.most, "most", { ...told, limit: person.most });
  }
  if (person.row !== null) {
    for (const row of rows(facts, day)) {
      if (new Set(row.map((held) => held.slot)).size > person.row) {
        note(`row ${id} ${listed(row)}`, 1, "row", { ...told, limit: person.row });
      }
    }
  }
  for (const window of person.windows) {
    const busy = day.filter((held) => window.includes(held.slot));
    if (new Set(busy.map((held) => held.slot)).size === window.length) {
      note(`window ${id} ${window} ${listed(busy)}`, 1, "window", told);
    }
  }
}

// A day's meetings in groups without an idle slot or a pause in between.
function rows(facts, day) {
  const groups = [];
  let last = null;
  for (const held of day) {
    const follows =
      last && held.position <= last.position + 1 && facts.slot.get(held.slot).run === facts.slot.get(last.slot).run;
    if (follows) groups.at(-1).push(held);
    else groups.push([held]);
    last = held;
  }
  return groups;
}

function listed(day) {
  return day.map((held) => held.meeting).join();
}

function placeRules(facts, meeting, place, note) {
  if (meeting.open && !meeting.open.has(place.slot)) note("slot_not_open");
  tableRules(facts, meeting, place, note);
  place.people.forEach((person, side) => {
    const who = facts.person.get(person);
    if (!meeting.sides[side]?.includes(person)) note("side", { name: who.name });
    if (who.absent?.has(place.slot)) note("absent", { name: who.name });
  });
  if (meeting.pinned && !isThere(meeting.pinned, place)) note("pinned");
}

function tableRules(facts, meeting, place, note) {
  const table = facts.table.get(place.table);
  if (meeting.tables?.length === 0) {
    if (table) note("needs_no_table");
  } else if (!table) {
    note("without_table");
  } else if (meeting.tables && !meeting.tables.includes(table.id)) {
    const owner = facts.person.get(table.owner);
    if (owner && !meeting.people.includes(owner.id)) note("stand_of", { name: owner.name });
    else note("not_their_stand");
  }
  if (table?.unavailable.includes(place.slot)) note("table_closed");
}

function isThere([slot, table, people], place) {
  const sameTable = table === null || place.table === table;
  return place.slot === slot && sameTable && (people === null || String(people) === String(place.people));
}

function precedences(facts, id, note) {
  for (const [first, then] of facts.meeting.get(id).pairs) {
    const [before, after] = [first, then].map((one) => facts.slot.get(facts.places.get(one)?.slot)?.position ?? null);
    if (before !== null && after !== null && before >= after) note(`order ${first} ${then}`, 1, "order", {});
  }
}
