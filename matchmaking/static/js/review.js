// The review of registrations by single keys; every key presses what the page shows as a button or link.
// The keys can be switched off, for those whose speech or switches type letters by accident.

const ARROWS = { ArrowRight: "j", ArrowDown: "j", ArrowLeft: "k", ArrowUp: "k" };
const STORED = "review-keys";
const box = document.querySelector("[data-keys]");
const tick = box?.querySelector("input");

function keysAreOn() {
  return !tick || tick.checked;
}

function isTyping(target) {
  return target instanceof Element && target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
}

function press(control) {
  control.click();
  const form = control.closest("details")?.querySelector("textarea");
  if (control.tagName === "SUMMARY" && control.parentElement.open) form?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isTyping(event.target) || !keysAreOn()) return;
  if (document.querySelector("dialog[open]")) return;
  const key = ARROWS[event.key] ?? event.key.toLowerCase();
  const control = [...document.querySelectorAll("[data-key]")].find((found) => found.dataset.key === key);
  if (!control) return;
  event.preventDefault();
  press(control);
});

if (tick) {
  box.hidden = false;
  tick.checked = localStorage.getItem(STORED) !== "off";
  tick.addEventListener("change", () => localStorage.setItem(STORED, tick.checked ? "on" : "off"));
}
