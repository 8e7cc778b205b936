/** Without a network: the tutorials that this browser has kept. */

const root = document.querySelector("[data-offline]");

async function kept() {
  const pages = await caches.open("pages-1");
  const found = [];
  for (const { url } of await pages.keys()) {
    if (url.endsWith("?fichiers") || new URL(url).pathname === "/hors-ligne/") continue;
    const text = await (await pages.match(url)).text();
    const title = new DOMParser().parseFromString(text, "text/html").querySelector("h1");
    if (title) found.push({ url, title: title.textContent.trim() });
  }
  return found;
}

async function show() {
  const found = "caches" in window ? await kept() : [];
  const list = root.querySelector("ul");
  for (const { url, title } of found) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.setAttribute("href", url);
    link.textContent = title;
    item.append(link);
    list.append(item);
  }
  root.querySelector("[data-some]").hidden = found.length === 0;
  root.querySelector("[data-none]").hidden = found.length > 0;
}

show();
