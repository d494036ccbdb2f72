// A meeting is picked, looks for a place, and is dropped or put back: by keys, by dragging, or by pressing.

import { askToSwap } from "./swap.js";
import { Places } from "./places.js";
import { element } from "./grid.js";
import { say, sayAll } from "./words.js";

const DRAG_FROM = 6; // pixels
const EDGE = 48;
const SPEED = 14;
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const PAGE = 8;

export class Moving {
  constructor(board) {
    this.board = board;
    this.picked = null;
    const { root } = board.grid;
    root.addEventListener("keydown", (event) => this.#key(event));
    root.addEventListener("focusin", (event) => this.#focused(event));
    root.addEventListener("click", (event) => this.#click(event));
    root.addEventListener("pointerover", (event) => this.#hover(event));
    board.root.addEventListener("pointerdown", (event) => this.#press(event));
  }

  // Picking ---------------------------------------------------------------------------------------------------------

  pick(meeting, origin) {
    const { facts, grid } = this.board;
    if (!this.board.editable) return false;
    const stuck = facts.stuck(meeting);
    if (stuck) {
      this.board.tell(say(stuck, { names: facts.pair(meeting) }), true);
      return false;
    }
    this.picked = { meeting, origin, places: new Places(facts, meeting) };
    grid.mark(this.picked.places);
    grid.cellOf(meeting)?.classList.add("picked");
    this.board.tell(say("picked", { names: facts.pair(meeting) }));
    return true;
  }

  #release() {
    const { meeting } = this.picked;
    this.board.grid.cellOf(meeting)?.classList.remove("picked");
    this.picked = null;
    this.board.grid.mark(null);
  }

  putBack() {
    if (!this.picked) return;
    const { meeting, origin } = this.picked;
    this.#release();
    this.board.tell(say("put_back", { names: this.board.facts.pair(meeting) }));
    if (origin?.meetings) this.board.grid.go(origin);
    else origin?.focus();
  }

  // Nothing may be picked while the board is drawn anew.
  forget() {
    if (this.picked) this.#release();
  }

  // The board was drawn anew, perhaps another day of it.
  again() {
    if (!this.picked) return;
    this.board.grid.mark(this.picked.places);
    this.board.grid.cellOf(this.picked.meeting)?.classList.add("picked");
  }

  // The next place that is legal, in the order of time, from here on; also on days and in zones that are not shown.
  toNextLegal(by = 1) {
    const { facts, grid } = this.board;
    const { meeting, places } = this.picked;
    const tables = facts.meeting.get(meeting).tables?.length === 0 ? [null] : facts.tables.map((table) => table.id);
    const all = facts.slots.flatMap((slot) => tables.map((table) => [slot.id, table]));
    const start = all.findIndex(([slot, table]) => slot === grid.here?.slot_id && table === grid.here?.table_id);
    for (let k = 1; k <= all.length; k++) {
      const [slot, table] = all[(start + by * k + all.length * 2) % all.length];
      if (places.at(slot, table).kind !== "legal") continue;
      const shown = () => grid.cells.get(`${slot}:${table}`);
      this.board.uncover(slot, shown);
      return grid.go(shown());
    }
    this.board.tell(say("none_legal"));
  }

  where(cell) {
    const { facts } = this.board;
    const table = cell.table_id === null ? say("no_table") : say("at_table", { number: facts.table.get(cell.table_id).number });
    return say("place", { hour: facts.slot.get(cell.slot_id).long, table });
  }

  #tellPlace(cell) {
    const found = this.picked.places.at(cell.slot_id, cell.table_id);
    this.board.tell(`${this.where(cell)}: ${say(`kind_${found.kind}`)} ${sayAll(found.told)}`);
  }

  // Dropping --------------------------------------------------------------------------------------------------------

  async drop(cell) {
    const { meeting, places } = this.picked;
    const { facts, edits, grid } = this.board;
    const found = places.at(cell.slot_id, cell.table_id);
    if (found.kind === "here") return this.putBack();
    if (found.kind === "impossible") return this.board.tell(`${say("not_there")} ${sayAll(found.told)}`, true);
    const names = facts.pair(meeting);
    const to = { slot: cell.slot_id, table: cell.table_id, people: found.people };
    const steps = [{ meeting, to }];
    if (found.kind === "swap") {
      const back = places.from;
      const other = { hour: facts.slot.get(back.slot).long, names: facts.pair(found.other) };
      if (!(await askToSwap(say("swap_question", { names, other: other.names }), say("swap")))) return this.putBack();
      steps.push({ meeting: found.other, to: { ...back, people: facts.attending(found.other) } });
    }
    this.#release();
    edits.rearrange(steps, `${say("moved", { names, place: this.where(cell) })} ${sayAll(found.told)}`);
    grid.go(cell);
  }

  takeOut(meeting) {
    const { facts, edits } = this.board;
    const held = facts.held(meeting);
    const names = facts.pair(meeting);
    this.forget();
    if (held) return this.board.tell(say(held, { names }), true);
    edits.rearrange([{ meeting, to: null }], say("taken_out", { names }));
  }

  // Keys ------------------------------------------------------------------------------------------------------------

  #key(event) {
    const cell = event.target.closest(".cell");
    if (!cell || event.altKey || (event.ctrlKey && !["Home", "End"].includes(event.key))) return;
    const to = this.#towards(event, cell);
    if (to === undefined && !this.#act(event, cell)) return;
    event.preventDefault();
    if (to) this.board.grid.go(to);
  }

  #towards(event, { row, column }) {
    const { grid } = this.board;
    const [lastRow, lastColumn] = [grid.rows.length - 1, grid.slots.length - 1];
    const step = STEPS[event.key];
    if (step) return grid.at(row + step[0], column + step[1]) ?? null;
    if (event.key === "Home") return event.ctrlKey ? grid.at(0, 0) : grid.at(row, 0);
    if (event.key === "End") return event.ctrlKey ? grid.at(lastRow, lastColumn) : grid.at(row, lastColumn);
    if (event.key === "PageUp") return grid.at(Math.max(0, row - PAGE), column);
    if (event.key === "PageDown") return grid.at(Math.min(lastRow, row + PAGE), column);
    return undefined;
  }

  #act(event, cell) {
    const [meeting] = cell.meetings;
    const letter = event.key.toLowerCase();
    if (event.key === "Escape" && this.picked) this.putBack();
    else if (event.key === "Enter" || event.key === " ") {
      if (this.picked) this.drop(cell);
      else if (meeting !== undefined) this.pick(meeting, cell);
    } else if (letter === "n" && this.picked) this.toNextLegal(event.shiftKey ? -1 : 1);
    else if (!this.board.editable || meeting === undefined) return false;
    else if (letter === "l") this.lock(meeting);
    else if (event.key === "Delete" || event.key === "Backspace") this.takeOut(meeting);
    else return false;
    return true;
  }

  lock(meeting) {
    const { facts, edits } = this.board;
    this.forget();
    if (facts.held(meeting) === "begun") return this.board.tell(say("begun", { names: facts.pair(meeting) }), true);
    edits.lock(meeting);
  }

  #focused(event) {
    const cell = event.target.closest(".cell");
    if (!cell) return;
    this.board.grid.arrive(cell);
    if (this.picked) this.#tellPlace(cell);
    this.board.panel.show(cell);
  }

  // Pressing and dragging -------------------------------------------------------------------------------------------

  #click(event) {
    const cell = event.target.closest(".cell");
    if (!cell) return;
    if (this.dropped) this.dropped = false;
    else if (this.picked) this.drop(cell);
    else this.board.grid.go(cell);
  }

  #hover(event) {
    const cell = event.target.closest?.(".cell");
    if (this.picked && cell) this.#tellPlace(cell);
  }

  // A finger scrolls; whoever has one presses “Move”, then the place.
  #press(event) {
    // From afar a cell shows its colour, not its cards.
    const card = event.target.closest(".board-card, .tray-card") ?? event.target.querySelector(":scope > .board-card");
    if (!card || event.button !== 0 || event.pointerType === "touch" || !this.board.editable || this.picked) return;
    const start = { x: event.clientX, y: event.clientY };
    const stop = new AbortController();
    const follow = (move) => {
      if (!this.drag && Math.hypot(move.clientX - start.x, move.clientY - start.y) < DRAG_FROM) return;
      if (!this.drag && !this.#lift(card)) return stop.abort();
      this.#carry(move);
    };
    const end = (up) => {
      stop.abort();
      if (this.drag) this.#land(up);
    };
    const { signal } = stop;
    document.addEventListener("pointermove", follow, { signal });
    document.addEventListener("pointerup", end, { signal });
    document.addEventListener("pointercancel", () => (stop.abort(), this.#abandon()), { signal });
    document.addEventListener("keydown", (key) => key.key === "Escape" && (stop.abort(), this.#abandon()), { signal });
  }

  #lift(card) {
    if (!this.pick(card.meeting, card.closest(".cell") ?? card)) return false;
    const ghost = element("div", { class: "board-ghost", "aria-hidden": "true" }, this.board.facts.pair(card.meeting));
    document.body.append(ghost);
    document.body.classList.add("dragging");
    this.drag = { ghost, x: 0, y: 0, frame: requestAnimationFrame(() => this.#scroll()) };
    return true;
  }

  #carry({ clientX, clientY }) {
    const { drag } = this;
    [drag.x, drag.y] = [clientX, clientY];
    drag.ghost.style.transform = `translate(${clientX + 12}px, ${clientY + 12}px)`;
  }

  // Near an edge the board scrolls along.
  #scroll() {
    const { drag } = this;
    if (!drag) return;
    const { scroller } = this.board;
    const box = scroller.getBoundingClientRect();
    const towards = (at, from, to) => (at < from + EDGE ? -SPEED : at > to - EDGE ? SPEED : 0);
    const inside = drag.x > box.left && drag.x < box.right && drag.y > box.top - EDGE && drag.y < box.bottom + EDGE;
    if (inside) scroller.scrollBy(towards(drag.x, box.left, box.right), towards(drag.y, box.top, box.bottom));
    drag.frame = requestAnimationFrame(() => this.#scroll());
  }

  #land(event) {
    this.#lay();
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const cell = under?.closest(".cell");
    // The click that a browser makes of it is no press of its own.
    this.dropped = Boolean(cell);
    setTimeout(() => (this.dropped = false));
    const { meeting } = this.picked;
    if (cell) this.#dropOrReturn(cell);
    else if (under?.closest(".board-side") && this.board.facts.places.has(meeting)) this.takeOut(meeting);
    else this.putBack();
  }

  // What is carried does not stay picked where it cannot be.
  #dropOrReturn(cell) {
    const { kind, told } = this.picked.places.at(cell.slot_id, cell.table_id);
    if (kind !== "impossible") return this.drop(cell);
    this.putBack();
    this.board.tell(`${say("not_there")} ${sayAll(told)}`, true);
  }

  #abandon() {
    this.#lay();
    this.putBack();
  }

  #lay() {
    if (!this.drag) return;
    cancelAnimationFrame(this.drag.frame);
    this.drag.ghost.remove();
    document.body.classList.remove("dragging");
    this.drag = null;
  }
}
