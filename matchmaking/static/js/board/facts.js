// A schedule as the server sent it, by what its meetings occupy; moved about here before the server is asked.

export class Facts {
  constructor(sent) {
    Object.assign(this, sent.fixed);
    this.stamp = sent.stamp;
    this.slot = byId(this.slots);
    this.table = byId(this.tables);
    this.person = byId(this.people);
    this.meeting = byId(this.meetings);
    let position = 0;
    for (const slot of this.slots) slot.position = slot.run === null ? null : position++;
    for (const meeting of this.meetings) this.#complete(meeting);
    for (const person of this.people) if (person.unavailable) person.absent = new Set(person.unavailable);
    for (const [first, then] of this.precedences) {
      for (const one of [first, then]) (this.meeting.get(one)?.pairs ?? []).push([first, then]);
    }
    this.show(sent.current);
  }

  #complete(meeting) {
    meeting.open = typeof meeting.slots === "number" ? new Set(this.slot_sets[meeting.slots]) : null;
    meeting.pairs = [];
  }

  // Take over who is where, which the server knows best.
  show(current) {
    this.revision = current.revision;
    this.serverNow = current.now;
    this.shownAt = performance.now();
    this.places = new Map();
    this.taken = new Map();
    this.daysOf = new Map();
    this.withoutTable = new Map();
    for (const [meeting, slot, table, people, locked] of current.places) {
      this.put(meeting, { slot, table, people, locked });
    }
    this.setBroken(current.broken);
  }

  setBroken(broken) {
    this.broken = broken;
    this.brokenBy = new Map();
    for (const one of broken) {
      for (const meeting of one.meetings) {
        if (!this.brokenBy.has(meeting)) this.brokenBy.set(meeting, []);
        this.brokenBy.get(meeting).push(one.sentence);
      }
    }
  }

  // Put a meeting somewhere, or (null) nowhere; answers where it was.
  put(meeting, place) {
    const was = this.places.get(meeting) ?? null;
    if (was) this.#leave(meeting, was);
    if (place) this.#arrive(meeting, place);
    return was;
  }

  #leave(meeting, place) {
    this.places.delete(meeting);
    if (place.table === null) this.withoutTable.get(place.slot).delete(meeting);
    else this.taken.delete(key(place.slot, place.table));
    for (const person of place.people) this.daysOf.get(person).delete(meeting);
  }

  #arrive(meeting, place) {
    this.places.set(meeting, place);
    if (place.table === null) inner(this.withoutTable, place.slot, Set).add(meeting);
    else this.taken.set(key(place.slot, place.table), meeting);
    for (const person of place.people) inner(this.daysOf, person, Map).set(meeting, place.slot);
  }

  // The meetings in a slot at a table, or without one.
  at(slot, table) {
    if (table === null) return [...(this.withoutTable.get(slot) ?? [])];
    const meeting = this.taken.get(key(slot, table));
    return meeting === undefined ? [] : [meeting];
  }

  // The meeting that keeps somebody busy in a slot, besides some.
  busyWith(person, slot, besides) {
    for (const [meeting, when] of this.daysOf.get(person) ?? []) {
      if (when === slot && !besides.includes(meeting)) return meeting;
    }
    return null;
  }

  // Somebody's meetings that rules count, in order of time.
  day(person) {
    const day = [];
    for (const [meeting, slot] of this.daysOf.get(person) ?? []) {
      const position = this.slot.get(slot).position;
      if (position !== null && this.meeting.get(meeting).sides) day.push({ meeting, slot, position });
    }
    return day.sort((one, other) => one.position - other.position || one.meeting - other.meeting);
  }

  begun(slot) {
    const now = this.serverNow + (performance.now() - this.shownAt) / 1000;
    return this.slot.get(slot).starts <= now;
  }

  // Why a meeting may not leave its place: a word, or null.
  stuck(meeting) {
    return this.held(meeting) ?? (this.meeting.get(meeting).sides ? null : "cannot_be_held");
  }

  // Why it may not even be taken out.
  held(meeting) {
    const place = this.places.get(meeting);
    if (place?.locked) return "locked";
    return place && this.begun(place.slot) ? "begun" : null;
  }

  unscheduled() {
    const missing = this.meetings.filter((meeting) => meeting.sides && !this.places.has(meeting.id));
    return missing.sort((one, other) => other.weight - one.weight || one.id - other.id);
  }

  names(people) {
    return people.map((person) => this.person.get(person).name);
  }

  // Who meets: those who attend, or those who wished for it.
  attending(meeting) {
    return this.places.get(meeting)?.people ?? this.meeting.get(meeting).people;
  }

  // Who would attend if nothing stood in their way: as now, else the first of each side, an interpreter among them.
  usual(meeting) {
    const { people, sides } = this.meeting.get(meeting);
    const now = this.places.get(meeting)?.people;
    if (now && now.length === (sides ?? now).length) return now;
    return sides ? sides.map(([first]) => first) : people;
  }

  pair(meeting) {
    return this.names(this.attending(meeting)).join(" – ");
  }
}

export function key(slot, table) {
  return `${slot}:${table}`;
}

function byId(list) {
  return new Map(list.map((one) => [one.id, one]));
}

function inner(outer, at, Kind) {
  if (!outer.has(at)) outer.set(at, new Kind());
  return outer.get(at);
}
