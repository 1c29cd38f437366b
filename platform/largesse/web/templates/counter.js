// The counter without a net: what is scanned then waits on this device and is sent when the net is back.
//
// Invariant   what waits is never shown as redeemed; a scan keeps its key, so that it is used once however
//             often it is sent; all tabs share one queue, and one of them sends at a time
// The page works without this script, while there is a net.
(() => {
  "use strict";
  const KEPT = "counter-1";
  const LIMIT_MS = 10_000;
  const AGAIN_MS = 15_000;
  const AT_ONCE = 10;
  const DONE_FOR_MS = 24 * 3600 * 1000;
  const queue = document.getElementById("queue");
  const slug = queue.dataset.slug;
  const words = JSON.parse(queue.dataset.words);
  const home = `/counter/${slug}`;
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel(`counter-${slug}`) : null;
  let store = null;
  let waits = 0;
  let leaving = false;

  const newKey = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, "0")).join("");

  // The store ------------------------------------------------------------------------------------------------

  function asked(request) {
    return new Promise((good, bad) => {
      request.onsuccess = () => good(request.result);
      request.onerror = () => bad(request.error);
    });
  }

  async function opened() {
    const request = indexedDB.open("largesse-counter", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("scans", { keyPath: "key" });
    return await asked(request);
  }

  function inStore(mode, act) {
    return new Promise((good, bad) => {
      const change = store.transaction("scans", mode, { durability: "strict" });
      const request = act(change.objectStore("scans"));
      change.oncomplete = () => good(request.result);
      change.onabort = () => bad(change.error);
    });
  }

  const all = async () => {
    const scans = await inStore("readonly", (scans) => scans.getAll());
    return scans.filter((one) => one.slug === slug).sort((a, b) => a.at - b.at);
  };
  const put = (scan) => inStore("readwrite", (scans) => scans.put(scan));
  const drop = (key) => inStore("readwrite", (scans) => scans.delete(key));

  // The clock ------------------------------------------------------------------------------------------------

  function measure(now) {
    try {
      localStorage.setItem("lg-counter-off", String((Date.parse(now) - Date.now()) / 1000));
    } catch {
      // Without it the house reckons from the clock at sending.
    }
  }

  function offset() {
    try {
      const kept = localStorage.getItem("lg-counter-off");
      return kept === null ? null : Number(kept);
    } catch {
      return null;
    }
  }

  // What people see ------------------------------------------------------------------------------------------

  function made(tag, text, className) {
    const one = document.createElement(tag);
    if (text) one.textContent = text;
    if (className) one.className = className;
    return one;
  }

  function say(text) {
    const no = document.getElementById("no") ?? made("p", "", "no");
    if (!no.isConnected) {
      no.id = "no";
      no.role = "alert";
      document.querySelector("main header").after(no);
    }
    no.textContent = text;
    no.hidden = !text;
  }

  const clock = (ms) =>
    new Date(ms).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

  function row(scan) {
    const item = made("li", "", scan.state);
    const said = { waiting: words.waiting_one, booked: words.told, open: words.left_out }[scan.state];
    item.append(made("strong", said), made("span", `${clock(scan.at * 1000)} · ${scan.title || scan.hint}`));
    if (scan.why) item.append(made("span", scan.why), made("span", words.left_out_hint));
    return item;
  }

  async function show() {
    if (!store) return;
    const scans = await all();
    waits = scans.filter((one) => one.state === "waiting").length;
    queue.replaceChildren();
    queue.hidden = scans.length === 0 && navigator.onLine;
    if (!navigator.onLine) queue.append(made("p", words.no_net, "net"));
    if (scans.length === 0) return;
    const list = made("ul");
    list.append(...scans.reverse().map(row));
    queue.append(made("h2", waits ? `${words.waiting} · ${waits}` : words.scans), list);
  }

  // The queue ------------------------------------------------------------------------------------------------

  async function keep(form) {
    const data = new FormData(form);
    const code = String(data.get("code")).trim();
    if (/lb1\./i.test(code.normalize("NFKC"))) return say(words.no_pass);
    const scan = {
      key: String(data.get("key")),
      slug,
      code,
      phone: String(data.get("phone") ?? ""),
      units: Number(data.get("units") ?? 1),
      at: Date.now() / 1000,
      off: offset(),
      state: "waiting",
      hint: `…${code.slice(-4)}`,
    };
    if (!store) return say(words.no_store);
    try {
      await put(scan);
    } catch {
      return say(words.store_full);
    }
    await fresh();
    tabs?.postMessage("changed");
    await show();
  }

  /** Give the form again, for the next client. */
  async function fresh() {
    const kept = "caches" in window && (await (await caches.open(KEPT)).match(home));
    if (kept && !document.querySelector("form[data-queues]")) place(await kept.text(), "kept");
    const form = document.querySelector("form[data-queues]");
    if (form) ready(form);
    say("");
  }

  function ready(form) {
    form.elements.key.value = newKey();
    for (const name of ["code", "phone"]) if (form.elements[name]) form.elements[name].value = "";
    form.elements.code?.focus();
  }

  async function post(scans) {
    const answer = await fetch(`${home}/offline`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-locale": document.documentElement.lang },
      body: JSON.stringify({
        sent: Date.now() / 1000,
        scans: scans.map(({ key, code, phone, units, at, off }) => ({ key, code, phone, units, at, off })),
      }),
      signal: AbortSignal.timeout(3 * LIMIT_MS),
    });
    if (answer.status === 401) say(words.ended_waiting);
    if (!answer.ok) return false;
    const told = await answer.json();
    measure(told.now);
    for (const one of told.answers) {
      const scan = scans.find((each) => each.key === one.key);
      if (scan && one.state !== "later") {
        // What was shown is not kept once it was sent.
        await put({ ...scan, code: "", phone: "", state: one.state, why: one.why, title: one.title });
      }
    }
    return told.answers.every((one) => one.state !== "later");
  }

  async function send() {
    const now = Date.now();
    for (const one of await all()) {
      if (one.state !== "waiting" && now - one.at * 1000 > DONE_FOR_MS) await drop(one.key);
    }
    for (;;) {
      const scans = (await all()).filter((one) => one.state === "waiting").slice(0, AT_ONCE);
      if (scans.length === 0 || !(await post(scans))) return;
      tabs?.postMessage("changed");
      await show();
    }
  }

  async function settle() {
    if (!store || !navigator.onLine) return show();
    try {
      if (navigator.locks) await navigator.locks.request(`counter-${slug}`, { ifAvailable: true }, (held) => held && send());
      else await send();
    } catch {
      // Still no net: the next try comes by itself.
    }
    return show();
  }

  // The form -------------------------------------------------------------------------------------------------

  function place(html, from = "net") {
    const page = new DOMParser().parseFromString(html, "text/html");
    const main = page.querySelector("main");
    if (!main) return say(JSON.parse(html).message);
    document.querySelector("main").replaceWith(main);
    if (from === "net") measure(main.dataset.now);
    document.title = page.title;
    for (const form of main.querySelectorAll("form[data-queues]")) form.elements.key.value = newKey();
    (main.querySelector("[autofocus]") ?? main.querySelector("h1"))?.focus();
    scrollTo(0, 0);
  }

  /** Give the house's page; null: it did not answer, and nobody knows what it did. */
  async function answered(action, body) {
    if (!navigator.onLine) return null;
    try {
      const answer = await fetch(action, { method: "POST", body, signal: AbortSignal.timeout(LIMIT_MS) });
      return answer.status >= 502 ? null : await answer.text();
    } catch {
      return null;
    }
  }

  async function sendForm(form, button) {
    const data = new FormData(form, button);
    const body = new URLSearchParams([...data].map(([name, value]) => [name, String(value)]));
    const html = await answered(form.action, body);
    if (html !== null) place(html);
    else if (form.elements.act) say(words.no_net_act);
    else await keep(form);
    await settle();
  }

  document.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    if (form.dataset.busy) return;
    form.dataset.busy = "yes";
    await sendForm(form, event.submitter);
    delete form.dataset.busy;
  });
  document.addEventListener("click", (event) => {
    leaving = Boolean(event.target.closest("a[href]"));
  });
  addEventListener("beforeunload", (event) => {
    if (waits && !leaving) event.preventDefault();
    leaving = false;
  });
  addEventListener("online", settle);
  addEventListener("offline", show);
  tabs?.addEventListener("message", show);

  /** Keep the form as it is now, for when there is no net; the house's time comes with it. */
  async function keepPage() {
    const kept = await caches.open(KEPT);
    const page = await fetch(home);
    if (!page.ok) return void (await kept.delete(home));
    await kept.add("/counter/_/page.js");
    await kept.put(home, page.clone());
    const read = new DOMParser().parseFromString(await page.text(), "text/html");
    measure(read.querySelector("main").dataset.now);
  }

  async function start() {
    const form = document.querySelector("form[data-queues]");
    if (form) form.elements.key.value = newKey();
    const asked = new URLSearchParams(location.search);
    const scanned = asked.get("c") ?? asked.get("code");
    if (form && scanned && !form.elements.code.value) form.elements.code.value = location.href;
    try {
      store = await opened();
    } catch {
      say(words.no_store);
    }
    try {
      await navigator.serviceWorker?.register("/counter/_/worker.js", { scope: "/counter/" });
      if (navigator.onLine) await keepPage();
    } catch {
      // Without https, or with a net that just went, the page is not kept; what it holds works on.
    }
    document.documentElement.dataset.ready = "yes";
    await settle();
    setInterval(settle, AGAIN_MS);
  }

  start().catch(() => show());
})();
