// Goals change places at once, by their buttons or dragged by their grip; without scripts the same buttons ask the server.
const list = document.querySelector("[data-goals]");
const said = document.querySelector("[data-goals-said]");

function refresh() {
  const rows = [...list.children];
  rows.forEach((row, place) => {
    const [up, down] = row.querySelectorAll("button");
    up.disabled = place === 0;
    down.disabled = place === rows.length - 1;
  });
}

function move(row, up) {
  const other = up ? row.previousElementSibling : row.nextElementSibling;
  if (other) list.insertBefore(up ? row : other, up ? other : row);
  refresh();
  say(row);
}

function say(row) {
  const place = [...list.children].indexOf(row) + 1;
  said.textContent = list.dataset.moved
    .replace("{goal}", row.querySelector(".choice span").textContent)
    .replace("{number}", place)
    .replace("{count}", list.children.length);
}

list?.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=move]");
  if (!button) return;
  event.preventDefault();
  const row = button.closest("li");
  move(row, button.value.startsWith("up:"));
  (button.disabled ? row.querySelector("button:not(:disabled)") : button).focus();
});

function settle(row, y) {
  const others = [...list.children].filter((other) => other !== row);
  const next = others.find((other) => {
    const box = other.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  if (next !== row.nextElementSibling) list.insertBefore(row, next ?? null);
}

function drag(event, grip) {
  const row = grip.closest("li");
  const before = row.nextElementSibling;
  const from = [...list.children].indexOf(row);
  const ends = new AbortController();

  function end(keep) {
    ends.abort();
    row.classList.remove("dragged");
    if (!keep) list.insertBefore(row, before);
    refresh();
    if ([...list.children].indexOf(row) !== from) say(row);
  }

  event.preventDefault();
  row.classList.add("dragged");
  const options = { signal: ends.signal };
  // On the document: a grip that moves within the page may lose a pointer that it has captured.
  document.addEventListener("pointermove", (moved) => moved.pointerId === event.pointerId && settle(row, moved.clientY), options);
  document.addEventListener("pointerup", (up) => up.pointerId === event.pointerId && end(true), options);
  document.addEventListener("pointercancel", () => end(false), options);
  document.addEventListener("keydown", (key) => key.key === "Escape" && end(false), options);
}

for (const row of list?.children ?? []) {
  const grip = document.createElement("span");
  grip.className = "goal-grip";
  grip.ariaHidden = "true";
  grip.textContent = "⠿";
  row.querySelector(".goal-moves").append(grip);
}

list?.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest(".goal-grip");
  if (grip && event.isPrimary && event.button === 0) drag(event, grip);
});
