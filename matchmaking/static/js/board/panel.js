// What is in the cell where the reader is, and what can be done with it.

import { element } from "./grid.js";
import { say } from "./words.js";

export class Panel {
  constructor(board, root) {
    this.board = board;
    this.root = root;
  }

  show(cell) {
    this.cell = cell;
    const where = element("p", { class: "panel-where" }, this.board.moving.where(cell));
    const shown = cell.meetings.map((meeting) => this.#meeting(meeting));
    this.root.replaceChildren(where, ...(shown.length ? shown : [element("p", { class: "muted" }, say("nothing_here"))]));
  }

  again() {
    if (this.cell?.isConnected) this.show(this.cell);
    else this.root.replaceChildren(element("p", { class: "muted" }, say("choose_a_cell")));
  }

  #meeting(id) {
    const { facts, urls } = this.board;
    const shown = element("div", { class: "panel-meeting" });
    for (const one of facts.attending(id)) {
      const person = facts.person.get(one);
      const line = element("p");
      line.append(element("a", { href: urls.person.replace("/0", `/${one}`) }, person.name));
      const country = this.board.countries[person.country] ?? person.country;
      line.append(element("span", { class: "board-note" }, [person.organization, country].filter(Boolean).join(", ")));
      shown.append(line);
    }
    for (const sentence of facts.brokenBy.get(id) ?? []) shown.append(element("p", { class: "panel-broken" }, sentence));
    if (this.board.editable) shown.append(this.#buttons(id));
    return shown;
  }

  #buttons(id) {
    const { facts, moving, urls } = this.board;
    const buttons = element("div", { class: "panel-buttons" });
    const add = (label, act) => {
      const button = element("button", { type: "button", class: "secondary small" }, label);
      button.addEventListener("click", act);
      buttons.append(button);
    };
    const held = facts.held(id);
    if (!held) {
      if (facts.meeting.get(id).sides) add(say("move"), () => moving.pick(id, this.cell));
      add(say("take_out"), () => moving.takeOut(id));
    }
    if (held !== "begun") add(say(held ? "unlock" : "lock"), () => moving.lock(id));
    buttons.append(element("a", { href: urls.meeting.replace("/0", `/${id}`) }, say("open_meeting")));
    return buttons;
  }
}
