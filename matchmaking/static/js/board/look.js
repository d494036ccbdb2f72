// How the board is looked at: day, zone, filters, search, zoom; all of it stands in the address.

import { folder } from "./fold.js";
import { say } from "./words.js";

const FIELDS = ["q", "day", "zone", "type", "country", "only"];
const ZOOMS = 3;
const KEEP_AFTER = 300; // milliseconds

export class Look {
  constructor(form, facts, fold) {
    this.form = form;
    this.fold = folder(fold);
    this.found = form.querySelector("[data-board-found]");
    this.learn(facts);
    const address = new URLSearchParams(location.search);
    for (const name of FIELDS) if (address.has(name)) this.#set(name, address.get(name));
    this.zoom = Math.min(ZOOMS, Math.max(1, Number(address.get("zoom")) || 2));
    this.number = -1;
  }

  learn(facts) {
    this.facts = facts;
    this.texts = new Map(facts.people.map((one) => [one.id, this.fold(`${one.name} ${one.organization}`)]));
  }

  #field(name) {
    return this.form.elements.namedItem(name);
  }

  #set(name, value) {
    const field = this.#field(name);
    if (!field) return;
    if (field.tagName === "SELECT" && ![...field.options].some((option) => option.value === value)) return;
    field.value = value;
  }

  value(name) {
    return this.#field(name)?.value ?? "";
  }

  get day() {
    return this.value("day");
  }

  get slots() {
    const { day } = this;
    return day === "all" ? this.facts.slots : this.facts.slots.filter((slot) => slot.day === day);
  }

  get tables() {
    const zone = this.value("zone");
    const tables = zone ? this.facts.tables.filter((table) => String(table.zone) === zone) : [...this.facts.tables];
    const order = [...new Set(this.facts.tables.map((table) => table.zone))];
    return tables.sort((one, other) => order.indexOf(one.zone) - order.indexOf(other.zone) || one.number - other.number);
  }

  // The meetings that search and filters have found, in the order of the board; null where nothing is asked for.
  matches() {
    const wanted = this.fold(this.value("q"));
    const [type, country, only] = [this.value("type"), this.value("country"), this.value("only")];
    if (!wanted && !type && !country && !only) return null;
    const fits = (meeting) => {
      const people = this.facts.attending(meeting).map((id) => this.facts.person.get(id));
      return (
        (!wanted || people.some((person) => this.texts.get(person.id).includes(wanted))) &&
        (!type || people.some((person) => person.type === type)) &&
        (!country || people.some((person) => person.country === country)) &&
        (only !== "locked" || this.facts.places.get(meeting)?.locked === true) &&
        (only !== "broken" || this.facts.brokenBy.has(meeting))
      );
    };
    return new Set(this.facts.meetings.map((meeting) => meeting.id).filter(fits));
  }

  // Tell how many are found, of those on the board now.
  tell(matches, shown) {
    this.number = -1;
    this.list = shown;
    this.found.textContent = matches === null ? "" : say("found", { count: shown.length, total: matches.size });
    for (const button of this.form.querySelectorAll("[data-board-step]")) button.disabled = !shown.length;
  }

  // The next meeting that was found, or the one before.
  step(by) {
    const { length } = this.list;
    if (!length) return null;
    this.number = this.number < 0 && by < 0 ? length - 1 : (this.number + by + length) % length;
    return this.list[this.number];
  }

  // A little later: browsers take their time over addresses, which whoever types should not have to wait for.
  keep() {
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.#write(), KEEP_AFTER);
  }

  #write() {
    const address = new URL(location.href);
    for (const name of FIELDS) {
      const value = this.#field(name)?.type === "hidden" ? "" : this.value(name);
      if (value && !(name === "day" && value === this.facts.days[0])) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    if (this.zoom === 2) address.searchParams.delete("zoom");
    else address.searchParams.set("zoom", this.zoom);
    history.replaceState(null, "", address);
  }
}
