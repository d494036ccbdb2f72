// Keeps the last agenda that one participant has seen, for when there is no network; one worker for each event.
// Only that page is kept, with what it is drawn with: no other page, nothing of the organizers, nothing that is sent.
const RELEASE = new URL(location.href).searchParams.get("v");
const SCOPE = new URL(self.registration.scope).pathname;
const AGENDA = `${SCOPE}agenda`;
const OFFLINE = `${SCOPE}offline`;
const KEPT = `agenda ${SCOPE} `;
const OF = "X-Agenda-Of";
const PATIENCE = 6000; // milliseconds, after which a saved copy is better than waiting

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { of, parts } = event.data;
  event.waitUntil(keep(`${KEPT}${RELEASE} ${of}`, [AGENDA, OFFLINE, ...parts]));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(url.pathname === AGENDA ? agenda(event) : page(request));
  } else if (["style", "script", "image"].includes(request.destination)) {
    event.respondWith(fetch(request).catch(() => saved(request, Response.error())));
  }
});

async function agenda(event) {
  const asked = fetch(event.request).then(async (answer) => {
    await remember(answer.clone());
    return answer;
  });
  event.waitUntil(asked.catch(() => undefined));
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  try {
    const answer = await Promise.race([asked, patience]);
    return answer ?? (await copy()) ?? (await asked);
  } catch {
    return (await copy()) ?? saved(OFFLINE, Response.error());
  }
}

async function page(request) {
  try {
    return await fetch(request);
  } catch {
    return saved(OFFLINE, Response.error());
  }
}

// One person's agenda at a time: whoever signs in after them, or signing out, leaves nothing of it.
async function remember(answer) {
  const of = answer.headers.get(OF);
  if (answer.ok && of) {
    const name = `${KEPT}${RELEASE} ${of}`;
    const cache = await caches.open(name);
    await cache.put(AGENDA, answer);
    await forget(name);
  } else if (answer.type === "opaqueredirect" || answer.status === 404) {
    await forget();
  }
}

async function forget(but) {
  const names = (await caches.keys()).filter((name) => name.startsWith(KEPT) && name !== but);
  await Promise.all(names.map((name) => caches.delete(name)));
}

// What the page was drawn with is asked for anew each time it is seen: addresses without a release may hold newer things.
async function keep(name, addresses) {
  const cache = await caches.open(name);
  await forget(name);
  for (const address of addresses) {
    if (address === AGENDA && (await cache.match(address))) continue;
    const answer = await fetch(address, { redirect: "error" }).catch(() => undefined);
    if (answer?.ok) await cache.put(address, answer);
  }
}

async function saved(address, otherwise) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(KEPT)) continue;
    const found = await (await caches.open(name)).match(address);
    if (found) return found;
  }
  return otherwise;
}

// The page says itself when it was made; here it is only told to show it.
async function copy() {
  const found = await saved(AGENDA);
  if (!found) return undefined;
  const text = (await found.text()).replace("data-saved-copy hidden", "data-saved-copy");
  return new Response(text, { headers: found.headers });
}
