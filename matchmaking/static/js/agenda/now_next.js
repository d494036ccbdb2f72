// What is now, what is next, and how far off: the list below is read again every few seconds.
const EVERY = 10_000;
const UNITS = [["day", 86_400], ["hour", 3600], ["minute", 60]];
const glance = document.querySelector("[data-now-next]");
const items = [...document.querySelectorAll(".agenda > li:not(.cancelled)")].map((row) => {
  const [starts, ends] = row.querySelectorAll(".agenda-time time");
  return { row, starts: Date.parse(starts.dateTime), ends: Date.parse(ends.dateTime) };
});
const relative = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always" });

// As the server says it: the largest unit of which there is nearly one.
function away(milliseconds) {
  const seconds = Math.max(0, milliseconds / 1000);
  const [unit, length] = UNITS.find(([, size]) => seconds / size >= 0.85) ?? UNITS.at(-1);
  return relative.format(Math.max(1, Math.round(seconds / length)), unit);
}

function fill(part, item, moment) {
  part.hidden = !item;
  if (!item) return;
  if (part.shown !== item) {
    const what = item.row.querySelector(".agenda-what").cloneNode(true);
    part.querySelector(".agenda-what").replaceWith(what);
    part.querySelector("[data-hours]").textContent = item.row.querySelector(".agenda-time").textContent.replace(/\s+/g, "");
    part.shown = item;
  }
  const left = part.querySelector("[data-left]");
  const said = left.dataset.words.replace("{when}", away(moment - Date.now()));
  if (left.textContent !== said) left.textContent = said;
}

function show() {
  const now = Date.now();
  const current = items.find((item) => item.starts <= now && now < item.ends);
  const next = items.find((item) => item.starts > now);
  fill(glance.querySelector("[data-part=now]"), current, current?.ends);
  fill(glance.querySelector("[data-part=next]"), next, next?.starts);
  glance.hidden = !current && !next;
  const table = (current?.row.dataset.table ? current : next)?.row.dataset.table ?? "";
  for (const spot of document.querySelectorAll(".hall-plan [data-number]")) {
    spot.classList.toggle("mine", spot.dataset.number === table);
  }
}

if (glance) {
  show();
  setInterval(show, EVERY);
  document.addEventListener("visibilitychange", () => document.hidden || show());
}
