// The meetings without a place: how much each is wished for, why it has none, and what would give it one.

import { element } from "./grid.js";
import { say } from "./words.js";

const SHOWN = 40;
const ASKED_AT_ONCE = 8;
const ASK_AFTER = 200; // milliseconds, in which more may come into sight

export class Tray {
  #asked = new Map(); // what the server said, by meeting
  #wanted = new Set();
  #timer = null;

  constructor(board, root) {
    this.board = board;
    this.root = root;
    this.count = root.querySelector("[data-tray-count]");
    this.list = root.querySelector("[data-tray-list]");
    this.note = root.querySelector("[data-tray-note]");
    this.seeing = new IntersectionObserver((entries) => this.#seen(entries), { root: this.list });
    this.list.addEventListener("click", (event) => this.#click(event));
    this.list.addEventListener("keydown", (event) => event.key === "Escape" && board.moving.putBack());
  }

  // Once the board has shown what was found.
  showSoon(matches) {
    cancelAnimationFrame(this.showing);
    this.showing = requestAnimationFrame(() => setTimeout(() => this.show(matches)));
  }

  show(matches) {
    cancelAnimationFrame(this.showing);
    const all = this.board.facts.unscheduled();
    const found = matches ? all.filter((meeting) => matches.has(meeting.id)) : all;
    this.seeing.disconnect();
    const items = found.slice(0, SHOWN).map((meeting) => this.#item(meeting));
    this.list.replaceChildren(...items);
    this.count.textContent = all.length;
    const more = found.length - items.length;
    this.note.textContent = !all.length ? say("all_placed") : more > 0 ? say("more", { count: more }) : "";
    for (const item of items) this.seeing.observe(item);
  }

  // What was said of the draft as it was before is asked again.
  forget() {
    this.#asked.clear();
    this.seeing.disconnect();
    for (const item of this.list.children) this.seeing.observe(item);
  }

  #item(meeting) {
    const item = element("li", { class: "tray-item" });
    item.meeting = meeting.id;
    const card = element("button", { type: "button", class: "tray-card" });
    card.meeting = meeting.id;
    for (const name of this.board.facts.names(meeting.people)) card.append(element("span", { class: "who" }, name));
    card.append(element("span", { class: "tray-weight" }, say("weight", { weight: meeting.weight })));
    item.append(card, element("div", { class: "tray-why" }));
    const known = this.#asked.get(meeting.id);
    if (known) this.#explain(item, known);
    return item;
  }

  #seen(entries) {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) this.#wanted.delete(target.meeting);
      else if (!this.#asked.has(target.meeting)) this.#wanted.add(target.meeting);
    }
    clearTimeout(this.#timer);
    if (this.#wanted.size) this.#timer = setTimeout(() => this.#ask(), ASK_AFTER);
  }

  async #ask() {
    const meetings = [...this.#wanted].slice(0, ASKED_AT_ONCE);
    for (const meeting of meetings) this.#wanted.delete(meeting);
    const { revision } = this.board.facts;
    const found = await this.board.server.ways(meetings).catch(() => []);
    if (revision !== this.board.facts.revision) return;
    for (const one of found) this.#asked.set(one.meeting, one);
    for (const item of this.list.children) {
      if (meetings.includes(item.meeting) && this.#asked.has(item.meeting)) {
        this.#explain(item, this.#asked.get(item.meeting));
      }
    }
    if (this.#wanted.size) this.#ask();
  }

  #explain(item, { why, ways }) {
    const shown = why.map((sentence) => element("p", {}, sentence));
    for (const way of ways) {
      const line = element("p", { class: "tray-way" }, `${way.sentences.join(" ")} `);
      line.append(way.steps.length ? this.#doing(item.meeting, way) : this.#link(way));
      shown.push(line);
    }
    item.lastElementChild.replaceChildren(...shown);
  }

  #doing(meeting, way) {
    const button = element("button", { type: "button", class: "secondary small" }, say("do_it"));
    button.append(element("span", { class: "visually-hidden" }, ` ${this.board.facts.pair(meeting)}`));
    button.addEventListener("click", () => this.#carryOut(meeting, way));
    return button;
  }

  #carryOut(meeting, way) {
    const { facts, edits, grid } = this.board;
    const position = [...this.list.children].findIndex((item) => item.meeting === meeting);
    const steps = way.steps.map((step) => ({ meeting: step.meeting, to: step.to && placed(step.to) }));
    const [slot, table] = way.steps.at(-1).to;
    const place = this.board.moving.where({ slot_id: slot, table_id: table });
    this.board.moving.forget();
    edits.rearrange(steps, say("moved", { names: facts.pair(meeting), place }));
    const cell = grid.cellOf(meeting);
    if (cell) grid.sight.reach(cell);
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
    const next = this.list.children[Math.min(position, this.list.children.length - 1)];
    (next?.querySelector("button") ?? grid.here)?.focus();
  }

  #link(way) {
    const { urls } = this.board;
    const places = { add_table: urls.tables, other_table: urls.tables };
    const at = way.person === null ? (places[way.needs] ?? urls.limits) : urls.person.replace("/0", `/${way.person}`);
    const limit = way.needs === "raise_limit" ? urls.limits : at;
    return element("a", { href: limit }, say("where_to_change"));
  }

  #click(event) {
    const card = event.target.closest(".tray-card");
    if (!card || this.board.moving.picked) return this.board.moving.putBack();
    // A click without a pointer is a key's: whoever uses keys goes on from the first place that is legal.
    if (this.board.moving.pick(card.meeting, card) && event.detail === 0) this.board.moving.toNextLegal();
    return undefined;
  }
}

function placed([slot, table, people]) {
  return { slot, table, people };
}
