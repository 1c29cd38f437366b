// Keeps the counter's page on the device, so that it opens without a net; nothing of a client is in it.
const KEPT = "counter-1";
const SCRIPT = "/counter/_/page.js";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  const page = event.request.mode === "navigate" && event.request.method === "GET";
  if (page || pathname === SCRIPT) event.respondWith(netFirst(event.request, pathname));
});

async function netFirst(request, pathname) {
  try {
    return await fetch(request);
  } catch (away) {
    // A scanned link and the list of uses open the form as well.
    const form = pathname === SCRIPT ? SCRIPT : pathname.split("/").slice(0, 3).join("/");
    const kept = await (await caches.open(KEPT)).match(form);
    if (kept) return kept;
    throw away;
  }
}
