// The board itself: slots side by side, tables below one another. It draws what it is told and knows no rules.

import { Sight } from "./sight.js";
import { say } from "./words.js";

const STATES = ["locked", "broken"]; // of a card, which its cell shows from afar

export class Grid {
  constructor(root, facts) {
    this.root = root;
    this.facts = facts;
    this.cells = new Map();
    this.lines = [];
    this.sight = new Sight(root, (row) => this.#refine(row));
    this.matches = null;
    this.places = null;
  }

  // Lay out some slots and tables; where nothing is told of a meeting's table, one more row has those without one.
  draw(slots, tables) {
    this.slots = slots;
    this.tables = tables;
    this.cells.clear();
    this.rows = [];
    this.lines = [];
    const drawn = document.createDocumentFragment();
    drawn.append(this.#head());
    let zone = null;
    for (const table of tables) {
      if (table.zone !== zone) drawn.append(this.#zone(table));
      zone = table.zone;
      drawn.append(this.#row(table.id, String(table.number), this.#owner(table)));
    }
    if (this.#withoutTable()) drawn.append(this.#row(null, say("no_table"), ""));
    this.root.replaceChildren(drawn);
    this.root.setAttribute("aria-rowcount", this.root.children.length);
    this.root.setAttribute("aria-colcount", slots.length + 1);
    this.#roam(this.rows[0]?.[0]);
    this.sight.watch(this.lines, this.rows, [...this.root.querySelectorAll(".board-hour")]);
  }

  // A row comes near: draw what has changed meanwhile.
  #refine(row) {
    for (const cell of this.rows[row]) {
      if (cell.dirty) this.#paint(cell);
      this.#dim(cell);
      this.#markCell(cell);
    }
  }

  #withoutTable() {
    const needsNone = this.facts.meetings.some((meeting) => meeting.tables?.length === 0);
    return needsNone || [...this.facts.places.values()].some((place) => place.table === null);
  }

  #head() {
    const row = element("div", { class: "board-row board-head", role: "row" });
    row.append(element("div", { class: "board-corner", role: "columnheader" }, say("table")));
    let session = null;
    for (const slot of this.slots) {
      const head = element("div", { class: "board-hour", role: "columnheader" });
      head.append(element("span", { class: "board-from" }, slot.hour));
      const first = slot.session !== session;
      head.append(element("span", { class: "board-note" }, first ? slot.session : `–${slot.until}`));
      if (first) head.classList.add("first");
      if (slot.run === null) head.classList.add("gone");
      session = slot.session;
      row.append(head);
    }
    return row;
  }

  #zone(table) {
    const row = element("div", { class: "board-zone", role: "row" });
    const head = element("div", { role: "rowheader", "aria-colspan": this.slots.length + 1 });
    head.append(element("span", {}, table.zone_name));
    row.append(head);
    return row;
  }

  #owner(table) {
    return table.owner === null ? "" : this.facts.person.get(table.owner).name;
  }

  #row(table, label, note) {
    const row = element("div", { class: "board-row far", role: "row" });
    row.near = false;
    const head = element("div", { class: "board-table", role: "rowheader" });
    head.append(element("span", {}, label));
    if (note) head.append(element("span", { class: "board-note" }, note));
    row.append(head);
    const cells = [];
    for (const slot of this.slots) {
      const cell = element("div", { class: "cell", role: "gridcell", tabindex: "-1" });
      cell.slot_id = slot.id;
      cell.table_id = table;
      cell.row = this.rows.length;
      cell.column = cells.length;
      cells.push(cell);
      row.append(cell);
      this.cells.set(`${slot.id}:${table}`, cell);
      cell.meetings = this.facts.at(slot.id, table);
      cell.dirty = true;
    }
    this.rows.push(cells);
    this.lines.push(row);
    return row;
  }

  // Draw a cell anew: its meetings, their locks and broken rules, what a search has found.
  fill(cell) {
    cell.meetings = this.facts.at(cell.slot_id, cell.table_id);
    cell.dirty = true;
    if (!this.lines[cell.row].near) return;
    this.#paint(cell);
    this.#dim(cell);
  }

  #paint(cell) {
    const { meetings } = cell;
    cell.dirty = false;
    const cards = meetings.map((meeting) => this.#card(meeting));
    cell.replaceChildren(...cards);
    cell.classList.toggle("held", cards.length > 0);
    for (const state of STATES) cell.classList.toggle(state, cards.some((card) => card.classList.contains(state)));
    if (meetings.length) cell.setAttribute("aria-label", meetings.map((meeting) => this.spoken(meeting)).join("; "));
    else cell.removeAttribute("aria-label");
  }

  #card(meeting) {
    const { facts } = this;
    const card = element("div", { class: "board-card" });
    card.meeting = meeting;
    for (const id of facts.attending(meeting)) {
      const person = facts.person.get(id);
      const line = element("span", { class: "who" }, person.name);
      line.dataset.of = person.country ? `${person.organization}, ${person.country}` : person.organization;
      card.append(line);
    }
    card.classList.toggle("locked", facts.places.get(meeting).locked);
    card.classList.toggle("broken", facts.brokenBy.has(meeting));
    card.classList.toggle("stuck", facts.held(meeting) === "begun");
    return card;
  }

  // A meeting's name for those who hear it.
  spoken(meeting) {
    const told = [this.facts.pair(meeting)];
    if (this.facts.places.get(meeting)?.locked) told.push(say("is_locked"));
    if (this.facts.brokenBy.has(meeting)) told.push(say("is_broken"));
    return told.join(", ");
  }

  cellOf(meeting) {
    const place = this.facts.places.get(meeting);
    return place ? this.cells.get(`${place.slot}:${place.table}`) : undefined;
  }

  at(row, column) {
    return this.rows[row]?.[column];
  }

  // Draw the cells of some places anew.
  refresh(places) {
    for (const place of places) {
      const cell = place && this.cells.get(`${place.slot}:${place.table}`);
      if (cell) this.fill(cell);
    }
    this.mark(this.places);
  }

  refreshAll() {
    for (const cell of this.cells.values()) this.fill(cell);
    this.mark(this.places);
  }

  // Show broken rules again where they have changed; no meeting has moved.
  remark() {
    for (const cell of this.cells.values()) {
      const shown = cell.firstElementChild?.classList.contains("broken") ?? false;
      if (cell.meetings.length && shown !== this.facts.brokenBy.has(cell.meetings[0])) this.fill(cell);
    }
  }

  // Show where the picked meeting may go; null: none is picked.
  mark(places) {
    this.places = places;
    for (const line of this.lines) if (line.near) for (const cell of this.rows[line.number]) this.#markCell(cell);
    this.root.classList.toggle("picking", places !== null);
  }

  #markCell(cell) {
    let kind = this.places?.at(cell.slot_id, cell.table_id).kind;
    // What is taken and cannot be exchanged looks as always: hundreds of cells need not be drawn anew.
    if (kind === "impossible" && cell.meetings.length) kind = undefined;
    if (cell.dataset.mark === kind) return;
    if (kind) cell.dataset.mark = kind;
    else delete cell.dataset.mark;
  }

  // Dim all but these meetings; null: none.
  find(matches) {
    this.matches = matches;
    this.root.classList.toggle("finding", matches !== null);
    for (const line of this.lines) if (line.near) for (const cell of this.rows[line.number]) this.#dim(cell);
  }

  #dim(cell) {
    const found = this.matches !== null && cell.meetings.some((meeting) => this.matches.has(meeting));
    if (cell.classList.contains("found") !== found) cell.classList.toggle("found", found);
  }

  get here() {
    return this.roaming;
  }

  // One cell can be reached by Tab: the one where the reader was last.
  #roam(cell) {
    if (this.roaming) this.roaming.tabIndex = -1;
    this.roaming = cell;
    if (cell) cell.tabIndex = 0;
  }

  arrive(cell) {
    if (cell !== this.roaming) this.#roam(cell);
  }

  go(cell) {
    this.sight.reach(cell);
    this.#roam(cell);
    cell.focus();
  }
}

export function element(name, attributes = {}, text = undefined) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  if (text !== undefined) made.textContent = text;
  return made;
}
