// Goals change places at once; without scripts the same buttons ask the server.
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
