// The matrix of types: each box shows again on the other side of the diagonal, and arrow keys go from box to box.
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

for (const table of document.querySelectorAll("table[data-matrix]")) {
  const box = (mirror) => document.getElementById(mirror.dataset.mirror);

  table.addEventListener("change", (event) => {
    const mirror = table.querySelector(`[data-mirror="${event.target.id}"]`);
    if (mirror) mirror.firstElementChild.hidden = !event.target.checked;
  });

  table.addEventListener("click", (event) => {
    const mirror = event.target.closest("[data-mirror]");
    if (mirror) box(mirror).click();
  });

  table.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const cell = event.target.closest("td");
    if (!step || !cell) return;
    const row = table.tBodies[0].rows[cell.parentElement.sectionRowIndex + step[0]];
    const next = row?.cells[cell.cellIndex + step[1]]?.querySelector("input");
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}
