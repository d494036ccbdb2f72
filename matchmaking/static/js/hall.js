// The hall's screen: the clock is the server's, everything for the day is here, so that it runs on without a network.
import { Bell } from "./hall_bell.js";
import { NamePages } from "./hall_names.js";
import { crossed, momentsOf, phaseAt } from "./hall_phase.js";

const ASK_AGAIN_AFTER = 15_000;
const GIVE_UP_AFTER = 8_000;
const LOST_AFTER = 60_000; // milliseconds without an answer until the screen says so

const byId = (id) => document.getElementById(id);
const { source, zone } = document.body.dataset;
const clockFace = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", second: "2-digit" });
const hourFace = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
const names = new NamePages(byId("hall-people"), byId("hall-list"), byId("hall-empty"), hourFace);
const bell = new Bell();

let offset = 0; // the server's clock is ahead of this computer's by so much
let slots = [];
let answeredAt = null;
let shownAt = null; // of the last tick: what lies between rings once

const now = () => Date.now() + offset;

async function ask() {
  const sent = Date.now();
  try {
    const answer = await fetch(source, { cache: "no-store", signal: AbortSignal.timeout(GIVE_UP_AFTER) });
    if (answer.status === 404) location.reload(); // revoked: the page says so
    if (!answer.ok) return;
    const day = await answer.json();
    offset = day.now - (sent + Date.now()) / 2;
    slots = day.slots;
    answeredAt = now();
    tick();
  } catch {
    // No network: the day goes on as it was last known.
  } finally {
    setTimeout(ask, ASK_AGAIN_AFTER);
  }
}

function left(until, moment) {
  const seconds = Math.max(0, Math.ceil((until - moment) / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((part) => String(part).padStart(2, "0")).join(":");
}

function showCountdown(phase, moment) {
  const what = byId("hall-what");
  const sentence = what.dataset[answeredAt === null ? "waiting" : phase.kind];
  what.textContent = sentence.replace("{hour}", phase.until ? hourFace.format(phase.until) : "");
  byId("hall-left").textContent = phase.until ? left(phase.until, moment) : "";
}

function showAge(moment) {
  const age = byId("hall-age");
  const lost = answeredAt !== null && moment - answeredAt > LOST_AFTER;
  const words = lost ? age.dataset.lost.replace("{hour}", hourFace.format(answeredAt)) : "";
  if (age.textContent !== words) age.textContent = words;
}

function announce(kind) {
  const said = byId("hall-said");
  said.textContent = said.dataset[kind];
  setTimeout(() => (said.textContent = ""), 20_000);
  const flash = byId("hall-flash");
  flash.className = "hall-flash";
  void flash.offsetWidth; // begins the animation anew
  flash.className = `hall-flash ${kind}`;
  bell.ring(kind);
}

function tick() {
  const moment = now();
  byId("hall-clock").textContent = clockFace.format(moment);
  const phase = phaseAt(slots, moment);
  showCountdown(phase, moment);
  showAge(moment);
  names.show(phase.list);
  for (const kind of crossed(momentsOf(slots), shownAt, moment)) announce(kind);
  shownAt = moment;
}

async function stayAwake() {
  if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen").catch(() => {});
}

byId("hall-sound").addEventListener("click", async ({ currentTarget: button }) => {
  const on = await bell.toggle();
  button.setAttribute("aria-pressed", String(on));
  button.textContent = on ? button.dataset.on : button.dataset.off;
  stayAwake();
});
byId("hall-full").addEventListener("click", () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
  stayAwake();
});
byId("hall-full").hidden = !document.fullscreenEnabled;
document.addEventListener("visibilitychange", stayAwake);
stayAwake();
ask();
setInterval(tick, 250);
