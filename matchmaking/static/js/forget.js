// Who signs out leaves no agenda behind in this browser, not even where there is no network just then.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-signs-out]") || !("caches" in window)) return;
  caches.keys().then((names) => names.filter((name) => name.startsWith("agenda ")).forEach((name) => caches.delete(name)));
});
