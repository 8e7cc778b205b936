/**
 * The service worker: a tutorial opened once works without a network.
 *
 * Kept are public pages that say so themselves (`X-Keep-Offline`), their pictures and captions, and
 * the site's own files; a video where one asks for it. The network always comes first: what is
 * taken back online is gone here too, at the next look, and all pages are looked at every hour.
 */

const PAGES = "pages-1";
const FILES = "files-1";
const STATIC = "static-1";
const FALLBACK = "/hors-ligne/";
const GONE = [404, 410];
const HOUR = 3600_000;
const STATIC_MOST = 300;

let lookedAt = 0;

self.addEventListener("install", (event) => {
  event.waitUntil(begin());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

self.addEventListener("message", (event) => {
  const { keep: page, video, resources = [] } = event.data ?? {};
  if (!page || new URL(page).origin !== self.location.origin) return;
  event.waitUntil(answer(event, video ? keepVideo(page, video) : keep(page, resources)));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(open(event, url));
  else if (url.pathname.startsWith("/static/")) event.respondWith(siteFile(request));
  else if (url.pathname.startsWith("/public/")) event.respondWith(publicFile(request));
});

async function begin() {
  const pages = await caches.open(PAGES);
  const fallback = await fetch(FALLBACK, { credentials: "omit" });
  if (!fallback.ok) throw new Error("no page for when there is no network");
  await keepStatic((await fallback.clone().text()).match(/\/static\/[^"'\s)]+/g) ?? []);
  await pages.put(FALLBACK, fallback);
  await self.skipWaiting();
}

async function takeOver() {
  const names = await caches.keys();
  const old = names.filter((name) => ![PAGES, FILES, STATIC].includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(event, work) {
  let done = false;
  try {
    done = await work;
  } catch {
    // No network, or no room: nothing is kept, and the page says nothing.
  }
  event.source?.postMessage({ kept: done, video: Boolean(event.data.video) });
}

/** Whether the page, its pictures and the site's files it uses are kept now. */
async function keep(page, resources) {
  const response = await fetch(page, { credentials: "omit" });
  if (!response.ok || !response.headers.has("X-Keep-Offline")) {
    await forget(page);
    return false;
  }
  const text = await response.clone().text();
  const found = text.match(/\/public\/[0-9a-f-]{36}\/\w+\.(?:webp|vtt)/g) ?? [];
  const wanted = [...new Set(found)];
  const files = await caches.open(FILES);
  const before = await filesOf(page);
  // A video that was asked for stays as long as the page names it.
  const videos = before.filter((name) => name.endsWith(".mp4") && text.includes(name));
  await Promise.all(wanted.map(async (name) => (await files.match(name)) ?? files.add(name)));
  await keepStatic(resources);
  const pages = await caches.open(PAGES);
  await pages.put(page, response);
  await list(page, [...wanted, ...videos]);
  const left = before.filter((name) => ![...wanted, ...videos].includes(name));
  await Promise.all(left.map((name) => files.delete(name)));
  return true;
}

async function keepVideo(page, video) {
  const pages = await caches.open(PAGES);
  const name = new URL(video, self.location.origin).pathname;
  if (!name.startsWith("/public/") || !(await pages.match(page))) return false;
  const response = await fetch(name, { credentials: "omit" });
  if (response.status !== 200) return false;
  await (await caches.open(FILES)).put(name, response);
  await list(page, [...new Set([...(await filesOf(page)), name])]);
  return true;
}

async function keepStatic(addresses) {
  const held = await caches.open(STATIC);
  const own = addresses.filter((address) => new URL(address, self.location).pathname.startsWith("/static/"));
  await Promise.allSettled(own.map(async (address) => (await held.match(address)) ?? held.add(address)));
  const keys = await held.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - STATIC_MOST)).map((key) => held.delete(key)));
}

async function forget(page) {
  const files = await caches.open(FILES);
  await Promise.all((await filesOf(page)).map((name) => files.delete(name)));
  const pages = await caches.open(PAGES);
  await pages.delete(page);
  await pages.delete(`${page}?fichiers`);
}

async function filesOf(page) {
  const listed = await (await caches.open(PAGES)).match(`${page}?fichiers`);
  return listed ? listed.json() : [];
}

async function list(page, names) {
  const held = new Response(JSON.stringify(names), { headers: { "Content-Type": "application/json" } });
  await (await caches.open(PAGES)).put(`${page}?fichiers`, held);
}

async function open(event, url) {
  const page = url.origin + url.pathname;
  try {
    const response = await fetch(event.request);
    if (GONE.includes(response.status)) event.waitUntil(forget(page));
    event.waitUntil(lookAgain());
    return response;
  } catch (fault) {
    const kept = (await caches.match(page, { cacheName: PAGES })) ?? (await caches.match(FALLBACK));
    if (kept) return kept;
    throw fault;
  }
}

/** Forgets what nobody may read any more, at most once an hour. */
async function lookAgain() {
  if (Date.now() - lookedAt < HOUR) return;
  lookedAt = Date.now();
  const keys = await (await caches.open(PAGES)).keys();
  for (const { url } of keys) {
    if (new URL(url).pathname === FALLBACK || url.endsWith("?fichiers")) continue;
    try {
      const response = await fetch(url, { method: "HEAD", credentials: "omit" });
      if (response.status < 500 && !response.headers.has("X-Keep-Offline")) await forget(url);
    } catch {
      return;
    }
  }
}

async function siteFile(request) {
  const kept = await caches.match(request, { cacheName: STATIC });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.status === 200) (await caches.open(STATIC)).put(request, response.clone());
  return response;
}

async function publicFile(request) {
  const name = new URL(request.url).pathname;
  try {
    const response = await fetch(request);
    if (GONE.includes(response.status)) await (await caches.open(FILES)).delete(name);
    return response;
  } catch (fault) {
    const kept = await caches.match(name, { cacheName: FILES });
    if (!kept) throw fault;
    return part(kept, request.headers.get("Range"));
  }
}

/** The part that a player asks for: a video is never fetched as a whole. */
async function part(kept, range) {
  const asked = /^bytes=(\d+)-(\d*)$/.exec(range ?? "");
  if (!asked) return kept;
  const whole = await kept.blob();
  const first = Number(asked[1]);
  const last = asked[2] ? Math.min(Number(asked[2]), whole.size - 1) : whole.size - 1;
  if (first > last) return new Response(null, { status: 416 });
  return new Response(whole.slice(first, last + 1), {
    status: 206,
    headers: {
      "Content-Type": kept.headers.get("Content-Type"),
      "Content-Length": String(last - first + 1),
      "Content-Range": `bytes ${first}-${last}/${whole.size}`,
      "Accept-Ranges": "bytes",
    },
  });
}
