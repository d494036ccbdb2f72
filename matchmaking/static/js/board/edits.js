// Changes of the draft: shown at once, then asked of the server, and put right where it says no.

import { Refused } from "./server.js";
import { say } from "./words.js";

const CHECK_AFTER = 900; // milliseconds without an edit, until the rules are checked by the server

export class Edits {
  #undo = [];
  #made = 0;
  #timer = null;

  constructor(board) {
    this.board = board;
  }

  get canUndo() {
    return this.#undo.length > 0;
  }

  // Put meetings elsewhere together; steps: [{meeting, to: {slot, table, people} or null}].
  rearrange(steps, told) {
    const entry = steps.map(({ meeting }) => ({ meeting, to: this.board.facts.places.get(meeting) ?? null }));
    this.#undo.push(entry);
    this.#send(steps, told, entry);
  }

  undo() {
    const entry = this.#undo.pop();
    if (entry) this.#send(entry, say("undone"));
  }

  #send(steps, told, entry) {
    const { facts, server } = this.board;
    const sent = steps.map(({ meeting, to }) => ({ meeting, seen: plain(facts.places.get(meeting)), to: plain(to) }));
    const left = steps.map(({ meeting }) => facts.put(meeting, null));
    for (const { meeting, to } of steps) if (to) facts.put(meeting, { ...to, locked: false });
    this.board.changed([...left, ...steps.map(({ to }) => to)]);
    if (told) this.board.tell(told);
    this.#asked(server.rearrange(sent), entry);
  }

  lock(meeting) {
    const { facts, server } = this.board;
    const place = facts.places.get(meeting);
    place.locked = !place.locked;
    this.board.changed([place]);
    this.board.tell(say(place.locked ? "locked_now" : "unlocked_now", { names: facts.pair(meeting) }));
    this.#asked(server.lock(meeting, place.locked));
  }

  async #asked(answer, entry) {
    this.#made += 1;
    try {
      const { revision } = await answer;
      if (revision > this.board.facts.revision + 1) await this.check();
      else this.board.facts.revision = revision;
      this.checkSoon();
    } catch (error) {
      this.#undo = this.#undo.filter((one) => one !== entry);
      const why = error instanceof Refused && error.message ? error.message : say("not_reached");
      await this.check(why);
    }
  }

  checkSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.check().catch(() => {}), CHECK_AFTER);
  }

  // Ask which rules are broken, and whether somebody else has changed something; `why` it had to be asked, if so.
  async check(why) {
    clearTimeout(this.#timer);
    const { board } = this;
    const made = this.#made;
    let sent;
    try {
      sent = await board.server.facts(board.facts.stamp);
    } catch {
      board.tell(say("not_reached"), true);
      return;
    }
    if (board.server.busy || made !== this.#made) return this.checkSoon();
    if (sent.fixed) {
      board.renew(sent);
      board.tell(why ?? say("event_changed"), true);
    } else if (why || sent.current.revision !== board.facts.revision) {
      board.facts.show(sent.current);
      board.replaced();
      board.tell(why ?? say("draft_changed"), true);
    } else {
      board.facts.setBroken(sent.current.broken);
      board.checked();
    }
  }
}

function plain(place) {
  return place ? [place.slot, place.table, place.people] : null;
}
