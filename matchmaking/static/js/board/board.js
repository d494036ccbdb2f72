// A schedule as slots and tables that can be searched, filtered and, where it is a draft, changed.

import { Edits } from "./edits.js";
import { Facts } from "./facts.js";
import { Grid } from "./grid.js";
import { Look } from "./look.js";
import { Moving } from "./moving.js";
import { Panel } from "./panel.js";
import { Server } from "./server.js";
import { Tray } from "./tray.js";
import { learn, say } from "./words.js";

class Board {
  constructor(root, server, sent) {
    this.root = root;
    this.server = server;
    this.urls = server.urls;
    this.editable = sent.editable;
    this.countries = sent.countries;
    learn(sent.words);
    this.facts = new Facts(sent);
    this.scroller = root.querySelector("[data-board-scroll]");
    this.status = root.querySelector("[data-board-told]");
    this.rules = root.querySelector("[data-board-rules]");
    this.grid = new Grid(root.querySelector("[data-board-grid]"), this.facts);
    this.edits = new Edits(this);
    this.moving = new Moving(this);
    this.panel = new Panel(this, root.querySelector("[data-board-panel]"));
    const tray = root.querySelector("[data-board-tray]");
    this.tray = tray && new Tray(this, tray);
    this.look = new Look(root.querySelector("[data-board-look]"), this.facts, sent.fold);
    this.#listen();
    this.zoom(this.look.zoom);
    this.draw();
    this.panel.again();
    this.#tellRules();
    this.tell("");
    root.classList.add("ready");
  }

  tell(sentence, urgent = false) {
    this.status.classList.toggle("urgent", urgent);
    this.status.textContent = sentence;
  }

  // What is picked stays picked: it may go to another day.
  draw() {
    this.grid.draw(this.look.slots, this.look.tables);
    this.moving.again();
    this.search();
  }

  search() {
    this.#show(null);
    const matches = this.look.matches();
    this.grid.find(matches);
    const shown = [];
    if (matches) for (const row of this.grid.rows) for (const cell of row) shown.push(...cell.meetings);
    this.look.tell(matches, shown.filter((meeting) => matches.has(meeting)));
    this.tray?.showSoon(matches);
    this.look.keep();
  }

  zoom(step) {
    this.look.zoom = step;
    this.grid.sight.rescale(() => (this.scroller.dataset.zoom = step));
    for (const button of this.root.querySelectorAll("[data-board-zoom]")) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.boardZoom) === step));
    }
  }

  // Meetings have moved from or to these places.
  changed(places) {
    this.grid.refresh(places);
    this.tray.show(this.look.matches());
    this.panel.again();
    this.#undoable();
  }

  // Somebody else's changes are shown.
  replaced() {
    this.moving.forget();
    this.grid.refreshAll();
    this.tray?.forget();
    this.search();
    this.panel.again();
    this.#tellRules();
    this.#undoable();
  }

  // The server has checked every rule of what is shown.
  checked() {
    this.grid.remark();
    this.tray?.forget();
    this.panel.again();
    this.#tellRules();
  }

  // The event itself has changed: its slots, tables, people or meetings.
  renew(sent) {
    this.moving.forget();
    this.facts = new Facts(sent);
    this.grid.facts = this.facts;
    this.look.learn(this.facts);
    this.tray?.forget();
    this.draw();
    this.panel.again();
    this.#tellRules();
  }

  #tellRules() {
    const { broken } = this.facts;
    this.rules.hidden = !broken.length;
    this.rules.querySelector("summary").textContent = say("broken_count", { count: broken.length });
    const items = broken.map((one) => {
      const item = document.createElement("li");
      const meeting = one.meetings.find((id) => this.facts.places.has(id));
      if (meeting === undefined) item.textContent = one.sentence;
      else item.append(this.#jump(one.sentence, meeting));
      return item;
    });
    this.rules.querySelector("ul").replaceChildren(...items);
  }

  #jump(sentence, meeting) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet small";
    button.textContent = sentence;
    button.addEventListener("click", () => this.goTo(meeting));
    return button;
  }

  // Show a meeting, on whichever day and in whichever zone it is.
  goTo(meeting) {
    this.uncover(this.facts.places.get(meeting).slot, () => this.grid.cellOf(meeting));
    this.grid.go(this.grid.cellOf(meeting));
  }

  // Choose the day and all zones, unless what is looked for is shown already.
  uncover(slot, shown) {
    if (shown()) return;
    const { zone, day } = this.look.form.elements;
    zone.value = "";
    if (day.value !== "all") day.value = this.facts.slot.get(slot).day;
    this.draw();
  }

  #undoable() {
    const button = this.root.querySelector("[data-board-undo]");
    if (button) button.disabled = !this.edits.canUndo;
  }

  undo() {
    this.moving.forget();
    this.edits.undo();
    this.#undoable();
  }

  #listen() {
    const { form } = this.look;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => event.target.name === "q" && this.search());
    form.addEventListener("change", (event) => {
      if (["day", "zone"].includes(event.target.name)) this.draw();
      else if (event.target.name !== "q") this.search();
    });
    form.addEventListener("keydown", (event) => this.#searchKey(event));
    form.addEventListener("click", (event) => this.#toolPressed(event));
    document.addEventListener("keydown", (event) => this.#undoKey(event));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible" && this.editable) this.edits.checkSoon();
    });
  }

  #searchKey(event) {
    if (event.target.name !== "q" || event.key !== "Enter") return;
    event.preventDefault();
    this.#show(this.look.step(event.shiftKey ? -1 : 1));
  }

  // Bring a meeting that was found into sight; whoever types goes on typing.
  #show(meeting) {
    const cell = meeting === null ? undefined : this.grid.cellOf(meeting);
    this.shown?.classList.remove("shown");
    this.shown = cell;
    if (!cell) return;
    this.grid.sight.reach(cell);
    cell.classList.add("shown");
    cell.scrollIntoView({ block: "center", inline: "center" });
    this.grid.arrive(cell);
    this.panel.show(cell);
    this.tell(say("found_at", { names: this.facts.pair(meeting), place: this.moving.where(cell) }));
  }

  #toolPressed(event) {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.boardZoom) {
      this.zoom(Number(button.dataset.boardZoom));
      this.look.keep();
    } else if (button.dataset.boardStep) this.#show(this.look.step(Number(button.dataset.boardStep)));
    else if ("boardUndo" in button.dataset) this.undo();
  }

  #undoKey(event) {
    const typing = event.target.closest?.("input, textarea, select");
    if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || typing) return;
    // A browser would undo what was typed into the search, and go there.
    event.preventDefault();
    if (this.editable && this.edits.canUndo) this.undo();
  }
}

async function start(root) {
  const server = new Server(JSON.parse(root.dataset.urls));
  try {
    const board = new Board(root, server, await server.facts());
    root.board = board;
  } catch (error) {
    root.querySelector("[data-board-told]").textContent = root.dataset.failed;
    throw error;
  }
}

const root = document.querySelector("[data-board]");
if (root) start(root);
