// Sessions are moved and resized by mouse and keyboard, to other hours, rooms and days; what that does is shown before
// anything is changed.

import { makeTimes } from "./times.js";
import { makePlaces } from "./places.js";
import { askAbout } from "./effects.js";

const STEP = 5; // minutes
const EDGES = { top: "begins", bottom: "ends" };
const KEYS = {
  ArrowUp: { minutes: -STEP },
  ArrowDown: { minutes: STEP },
  ArrowLeft: { rooms: -1 },
  ArrowRight: { rooms: 1 },
  PageUp: { days: -1 },
  PageDown: { days: 1 },
};

const table = document.querySelector(".timetable");
const said = document.getElementById("editor-said");

function begin() {
  const grid = { times: makeTimes(table), ...makePlaces(table) };
  const help = document.getElementById("editor-help");
  if (help) help.hidden = false;
  for (const card of table.querySelectorAll(".session")) {
    grid.times.put(card);
    if (card.dataset.move) makeMovable(card, grid);
  }
}

function makeMovable(card, grid) {
  const grip = document.createElement("button");
  grip.type = "button";
  grip.className = "grip";
  grip.textContent = "⠿";
  grip.setAttribute("aria-label", table.dataset.handle.replace("{title}", card.dataset.title));
  grip.setAttribute("aria-describedby", "editor-help");
  card.prepend(grip);
  for (const side of Object.keys(EDGES)) {
    const edge = document.createElement("div");
    edge.className = `edge ${side}`;
    card.append(edge);
  }
  const was = { ...grid.times.of(card), room: grid.rooms.of(card), day: grid.days.own };
  const session = { card, grip, grid, was, is: was };
  grip.addEventListener("keydown", (event) => byKey(session, event));
  grip.addEventListener("blur", () => session.byKeyboard && !document.querySelector("dialog[open]") && putBack(session));
  card.addEventListener("pointerdown", (event) => byPointer(session, event));
}

function say({ card, grid, is }, sentence) {
  const words = { title: card.dataset.title, ...grid.times.hours(card), room: grid.rooms.name(is.room), day: grid.days.name(is.day) };
  said.textContent = sentence.replace(/\{(\w+)\}/g, (_all, name) => words[name]);
}

function place(session, where) {
  const { card, grid } = session;
  session.is = { ...grid.times.within(where), room: grid.rooms.within(where.room), day: grid.days.within(where.day) };
  grid.times.set(card, session.is);
  card.style.setProperty("--across", `${grid.rooms.across(card, session.is.room)}px`);
  grid.days.show(session.is.day);
}

function show(session, wanted) {
  session.card.classList.add("moving");
  place(session, { ...session.is, ...wanted });
  say(session, table.dataset.said);
}

function putBack(session) {
  session.byKeyboard = false;
  session.card.classList.remove("moving");
  place(session, session.was);
  say(session, table.dataset.back);
}

function address({ card, grid, is }) {
  const asked = { day: grid.days.value(is.day), ...grid.times.hours(card), room: grid.rooms.value(is.room) };
  return `${card.dataset.move}?${new URLSearchParams(asked)}`;
}

async function goOn(session) {
  session.byKeyboard = false;
  said.textContent = table.dataset.waiting;
  const { failed } = await askAbout(address(session), table.dataset.failed);
  putBack(session);
  if (failed) said.textContent = failed;
  session.grip.focus();
}

function drop(session) {
  if (Object.keys(session.was).every((key) => session.was[key] === session.is[key])) putBack(session);
  else goOn(session);
}

function byKey(session, event) {
  const by = KEYS[event.key];
  if (by) {
    const { begins, ends, room, day } = session.is;
    const { minutes = 0, rooms = 0, days = 0 } = by;
    session.byKeyboard = true;
    show(session, { begins: event.shiftKey ? begins : begins + minutes, ends: ends + minutes, room: room + rooms, day: day + days });
    session.card.scrollIntoView({ block: "nearest", inline: "nearest" });
  } else if (event.key === "Escape") putBack(session);
  else if (event.key === "Enter") goOn(session);
  else return;
  event.preventDefault();
}

function byPointer(session, event) {
  if (event.button !== 0 || event.target.closest("a")) return;
  const edge = Object.keys(EDGES).find((side) => event.target.classList.contains(side));
  // A finger on the card scrolls the page; on the handle and the edges it moves the session.
  if (event.pointerType === "touch" && !edge && !event.target.closest(".grip")) return;
  const { times, rooms, days } = session.grid;
  const start = event.clientY;
  const following = new AbortController();
  const { signal } = following;
  const from = session.was;
  session.card.setPointerCapture(event.pointerId);
  const move = ({ clientX, clientY }) => {
    const by = times.minutes(clientY - start, STEP);
    if (edge) {
      show(session, { ...from, [EDGES[edge]]: from[EDGES[edge]] + by });
      return;
    }
    const day = days.at(clientX, clientY);
    // Onto another day it goes as it is: the hours and the room are those of this day's columns.
    if (day !== days.own) show(session, { ...from, day });
    else show(session, { begins: from.begins + by, ends: from.ends + by, room: rooms.at(clientX), day });
  };
  const end = (act) => () => {
    following.abort();
    act(session);
  };
  session.card.addEventListener("pointermove", move, { signal });
  session.card.addEventListener("pointerup", end(drop), { signal });
  session.card.addEventListener("pointercancel", end(putBack), { signal });
  addEventListener("keydown", (key) => key.key === "Escape" && end(putBack)(), { signal });
  session.grip.focus({ preventScroll: true });
  event.preventDefault();
}

if (table) begin();
