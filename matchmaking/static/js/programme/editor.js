// Sessions are moved and resized by mouse and keyboard; what that does is shown before anything is changed.

import { makeTimes } from "./times.js";
import { askAbout } from "./effects.js";

const STEP = 5; // minutes
const EDGES = { top: "begins", bottom: "ends" };

const table = document.querySelector(".timetable");
const said = document.getElementById("editor-said");

function begin() {
  const times = makeTimes(table);
  const help = document.getElementById("editor-help");
  if (help) help.hidden = false;
  for (const card of table.querySelectorAll(".session")) {
    times.put(card);
    if (card.dataset.move) makeMovable(card, times);
  }
}

function makeMovable(card, times) {
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
  const session = { card, grip, times, was: times.of(card) };
  grip.addEventListener("keydown", (event) => byKey(session, event));
  grip.addEventListener("blur", () => session.byKeyboard && !document.querySelector("dialog[open]") && putBack(session));
  card.addEventListener("pointerdown", (event) => byPointer(session, event));
}

function say(session, sentence) {
  said.textContent = session.times.fill(sentence, session.card);
}

function show(session, wanted) {
  session.card.classList.add("moving");
  session.times.set(session.card, session.times.within(wanted));
  say(session, table.dataset.said);
}

function putBack(session) {
  session.byKeyboard = false;
  session.card.classList.remove("moving");
  session.times.set(session.card, session.was);
  say(session, table.dataset.back);
}

async function goOn(session) {
  const { begins, ends } = session.times.of(session.card);
  if (begins === session.was.begins && ends === session.was.ends) {
    putBack(session);
    return;
  }
  session.byKeyboard = false;
  said.textContent = table.dataset.waiting;
  const done = await askAbout(session.times.address(session.card), table.dataset.failed);
  if (done.failed) said.textContent = done.failed;
  else putBack(session);
  if (done.failed) {
    session.card.classList.remove("moving");
    session.times.set(session.card, session.was);
  }
  session.grip.focus();
}

function byKey(session, event) {
  const step = { ArrowUp: -STEP, ArrowLeft: -STEP, ArrowDown: STEP, ArrowRight: STEP }[event.key];
  if (step) {
    const { begins, ends } = session.times.of(session.card);
    session.byKeyboard = true;
    show(session, event.shiftKey ? { begins, ends: ends + step } : { begins: begins + step, ends: ends + step });
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
  const start = event.clientY;
  const following = new AbortController();
  const { signal } = following;
  const from = session.times.of(session.card);
  session.card.setPointerCapture(event.pointerId);
  const move = (moved) => {
    const by = session.times.minutes(moved.clientY - start, STEP);
    if (edge) show(session, { ...from, [EDGES[edge]]: from[EDGES[edge]] + by });
    else show(session, { begins: from.begins + by, ends: from.ends + by });
  };
  const end = (act) => () => {
    following.abort();
    act(session);
  };
  session.card.addEventListener("pointermove", move, { signal });
  session.card.addEventListener("pointerup", end(goOn), { signal });
  session.card.addEventListener("pointercancel", end(putBack), { signal });
  addEventListener("keydown", (key) => key.key === "Escape" && end(putBack)(), { signal });
  session.grip.focus({ preventScroll: true });
  event.preventDefault();
}

if (table) begin();
