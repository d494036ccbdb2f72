// Where sessions stand in a timetable, in minutes of its day, and how that is said.

const SHORTEST = 5; // minutes
const SHORT = 45; // minutes: what has room for two lines only
const ONE_LINE = 25; // minutes
const HOUR = 60;

function clock(minutes) {
  const two = (number) => String(number).padStart(2, "0");
  return `${two(Math.floor(minutes / HOUR))}:${two(minutes % HOUR)}`;
}

function drawHours(table, begins, ends) {
  const lines = document.createElement("ul");
  lines.className = "hour-lines";
  lines.setAttribute("aria-hidden", "true");
  for (let minute = begins; minute <= ends; minute += HOUR) {
    const line = document.createElement("li");
    line.textContent = clock(minute);
    line.style.setProperty("--from", minute - begins);
    lines.append(line);
  }
  lines.style.setProperty("--length", ends - begins);
  table.prepend(lines);
  return lines;
}

export function makeTimes(table) {
  const first = Number(table.dataset.begins);
  const last = Number(table.dataset.ends);
  table.style.setProperty("--length", last - first);
  table.classList.add("placed");
  const lane = table.querySelector(".lane");
  const lines = drawHours(table, first, last);
  lines.style.top = `${lane.getBoundingClientRect().top - table.getBoundingClientRect().top}px`;
  const pixels = lane.getBoundingClientRect().height / (last - first); // of a minute

  const of = (card) => ({ begins: Number(card.dataset.begins), ends: Number(card.dataset.ends) });
  const put = (card) => {
    const { begins, ends } = of(card);
    card.style.setProperty("--from", begins - first);
    card.style.setProperty("--lasts", ends - begins);
    card.classList.toggle("short", ends - begins < SHORT);
    card.classList.toggle("one-line", ends - begins < ONE_LINE);
  };
  return {
    of,
    put,
    set(card, { begins, ends }) {
      card.dataset.begins = begins;
      card.dataset.ends = ends;
      put(card);
    },
    // Keeps a session within the day that is shown, and its end after its start.
    within({ begins, ends }) {
      const length = Math.max(SHORTEST, ends - begins);
      const start = Math.min(Math.max(begins, first), last - SHORTEST);
      return { begins: Math.min(start, Math.max(first, last - length)), ends: Math.min(last, Math.max(start, first) + length) };
    },
    minutes: (distance, step) => Math.round(distance / pixels / step) * step,
    // The last minute of a day is as far as hours of the day reach.
    hours: (card) => ({ starts: clock(of(card).begins), ends: clock(Math.min(of(card).ends, 24 * HOUR - 1)) }),
  };
}
