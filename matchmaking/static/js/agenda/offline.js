// Keep this page for when there is no network. Who sees a kept copy gets the real page as soon as there is one.
const page = document.querySelector("[data-worker]");
const copy = document.querySelector("[data-saved-copy]");

function drawnWith() {
  const seen = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
  const named = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], img[src]")].map(
    (element) => new URL(element.href || element.src, location.href),
  );
  const ours = [...seen, ...named].filter((url) => url.origin === location.origin);
  const parts = ours.filter((url) => /^\/static\/|\/(look\.css|logo\.png)$/.test(url.pathname));
  return [...new Set(parts.map((url) => url.pathname + url.search))];
}

async function keep() {
  const { worker, scope, of } = page.dataset;
  await navigator.serviceWorker.register(worker, { scope });
  const ready = await navigator.serviceWorker.ready;
  ready.active.postMessage({ of, parts: drawnWith() });
}

if (page && copy?.hidden && "serviceWorker" in navigator) {
  // Where a browser forbids it, there is no copy, and all else works.
  window.addEventListener("load", () => keep().catch(() => undefined));
}
if (copy && !copy.hidden) {
  window.addEventListener("online", () => location.reload());
}
