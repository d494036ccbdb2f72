// Wishes are dragged by their grip into the list of another rank; the server is asked as their buttons would ask it.
const ranks = document.querySelector("[data-ranks]");

function listAt(x, y) {
  return document.elementFromPoint(x, y)?.closest("[data-ranks] [data-rank]") ?? null;
}

function send(row, rank) {
  const button = row.querySelector("button[name=rank]");
  button.value = rank;
  button.form.requestSubmit(button);
}

function drag(event, row) {
  const home = row.parentElement;
  const ends = new AbortController();
  let over = home;

  function enter(list) {
    over.classList.remove("over");
    over = list ?? home;
    over.classList.toggle("over", over !== home);
  }

  function end(list) {
    ends.abort();
    enter(null);
    row.classList.remove("dragged");
    if (list && list !== home) send(row, list.dataset.rank);
  }

  event.preventDefault();
  row.classList.add("dragged");
  const options = { signal: ends.signal };
  const mine = (other) => other.pointerId === event.pointerId;
  document.addEventListener("pointermove", (moved) => mine(moved) && enter(listAt(moved.clientX, moved.clientY)), options);
  document.addEventListener("pointerup", (up) => mine(up) && end(listAt(up.clientX, up.clientY)), options);
  document.addEventListener("pointercancel", () => end(null), options);
  document.addEventListener("keydown", (key) => key.key === "Escape" && end(null), options);
}

for (const moves of ranks?.querySelectorAll(".moves") ?? []) {
  const grip = document.createElement("span");
  grip.className = "grip";
  grip.ariaHidden = "true";
  grip.textContent = "⠿";
  moves.append(grip);
}

ranks?.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest(".grip");
  if (grip && event.isPrimary && event.button === 0) drag(event, grip.closest("li"));
});
