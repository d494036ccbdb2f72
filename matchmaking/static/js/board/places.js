// Where a picked meeting may go: every place is legal, breaks a rule, is an exchange, or is impossible, and why.

import { brought, daysBroken, placeBroken } from "./rules.js";

export class Places {
  constructor(facts, meeting) {
    this.facts = facts;
    this.meeting = meeting;
    this.from = facts.places.get(meeting) ?? null;
    this.bySlot = new Map(facts.slots.map((slot) => [slot.id, this.#inSlot(slot)]));
    this.byPlace = new Map();
  }

  // {kind: here | legal | breaks | swap | impossible, told: [{word, values}], people, other}
  at(slot, table) {
    const place = `${slot}:${table}`;
    if (!this.byPlace.has(place)) this.byPlace.set(place, this.#judged(slot, table));
    return this.byPlace.get(place);
  }

  #judged(slot, table) {
    if (this.from && this.from.slot === slot && this.from.table === table) return { kind: "here", told: [] };
    const there = table === null ? [] : this.facts.at(slot, table);
    const found = this.bySlot.get(slot);
    if (there.length) return this.#exchange(there[0], found);
    if (found.obstacles.length) return { kind: "impossible", told: found.obstacles };
    // The days are the same at every table of the slot.
    found.told ??= this.#broughtToDays([[this.meeting, { slot, table: null, people: found.people }]]);
    const told = [...found.told, ...placeBroken(this.facts, this.meeting, { slot, table, people: found.people })];
    return { kind: told.length ? "breaks" : "legal", told: [...told, ...found.instead], people: found.people };
  }

  // Who would attend in a slot, and what keeps the meeting out of it whatever the table.
  #inSlot(slot) {
    const usual = this.facts.usual(this.meeting);
    const people = usual.map((person, side) => this.#whoComes(person, side, slot.id, usual));
    const closed = this.#closed(slot);
    const obstacles = [...closed, ...this.#busy(people, slot.id, [this.meeting])];
    const instead = people
      .map((person, side) => [person, usual[side]])
      .filter(([person, before]) => person !== before)
      .map((pair) => {
        const [name, other] = this.facts.names(pair);
        return { word: "instead", values: { name, other } };
      });
    return { people, closed, obstacles, instead };
  }

  #closed(slot) {
    if (this.facts.begun(slot.id)) return [{ word: "slot_begun", values: {} }];
    return slot.run === null ? [{ word: "no_session", values: {} }] : [];
  }

  // Which of some people are in other meetings then.
  #busy(people, slot, besides) {
    const { facts } = this;
    return people.flatMap((person) => {
      const busy = facts.busyWith(person, slot, besides);
      if (busy === null) return [];
      const others = facts.attending(busy).filter((other) => other !== person);
      const [name] = facts.names([person]);
      return [{ word: "busy", values: { name, others: facts.names(others).join(", ") } }];
    });
  }

  // Who is there already attends, unless kept away and somebody else of the side is free.
  #whoComes(person, side, slot, usual) {
    const free = (one) =>
      this.facts.busyWith(one, slot, [this.meeting]) === null && !this.facts.person.get(one).absent?.has(slot);
    const candidates = (this.facts.meeting.get(this.meeting).sides?.[side] ?? []).filter(
      (one) => one === person || !usual.includes(one),
    );
    return free(person) ? person : (candidates.find(free) ?? person);
  }

  // The meeting that is there would have to go where this one comes from.
  #exchange(other, found) {
    const { facts, from } = this;
    const values = { names: facts.pair(other) };
    const no = (...told) => ({ kind: "impossible", told: [{ word: "taken", values }, ...told], other });
    const there = facts.places.get(other);
    if (!from) return no();
    const stuck = facts.stuck(other);
    if (stuck) return no({ word: `other_${stuck}`, values });
    const mine = facts.usual(this.meeting);
    const both = [this.meeting, other];
    const obstacles = [
      ...found.closed,
      ...this.#busy(mine, there.slot, both),
      ...this.#busy(there.people, from.slot, both),
    ];
    if (obstacles.length) return no(...obstacles);
    const steps = [
      [this.meeting, { slot: there.slot, table: there.table, people: mine }],
      [other, { slot: from.slot, table: from.table, people: there.people }],
    ];
    const told = steps.flatMap(([meeting, place]) => placeBroken(facts, meeting, place));
    if (!told.length) told.push(...this.#broughtToDays(steps));
    return told.length ? no({ word: "no_swap", values: {} }, ...told) : { kind: "swap", told: [], people: mine, other };
  }

  // The rules of people's days that are newly broken once these meetings are there.
  #broughtToDays(steps) {
    const { facts } = this;
    const meetings = steps.map(([meeting]) => meeting);
    const places = [...steps.map(([, place]) => place), ...meetings.map((meeting) => facts.places.get(meeting))];
    const people = new Set(places.flatMap((place) => place?.people ?? []));
    const before = daysBroken(facts, people, meetings);
    const was = meetings.map((meeting) => [meeting, facts.put(meeting, null)]);
    for (const [meeting, place] of steps) facts.put(meeting, place);
    const after = daysBroken(facts, people, meetings);
    for (const meeting of meetings) facts.put(meeting, null);
    for (const [meeting, place] of was) facts.put(meeting, place);
    return brought(before, after);
  }
}
