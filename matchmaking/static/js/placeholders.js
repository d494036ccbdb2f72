// Buttons with data-put write their words where the reader last wrote: in the subject, or else in the text.

const fields = [...document.querySelectorAll("#subject, #text")];
let current = fields.at(-1);

for (const field of fields) field.addEventListener("focus", () => { current = field; });

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-put]");
  if (!button || !current) return;
  current.focus();
  current.setRangeText(button.dataset.put, current.selectionStart, current.selectionEnd, "end");
});
