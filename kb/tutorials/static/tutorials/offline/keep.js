/** On a tutorial: has the service worker keep the page for when there is no network. */

const root = document.querySelector("[data-tutorial][data-page]");
const note = root?.querySelector("[data-kept]");

function resources() {
  return performance
    .getEntriesByType("resource")
    .map((entry) => entry.name)
    .filter((name) => new URL(name).pathname.startsWith("/static/"));
}

function heard({ data }) {
  if (!data?.kept) return;
  note.hidden = false;
  if (data.video) {
    note.querySelector("[data-kept-video]").hidden = false;
    note.querySelector("[data-keep-video]").hidden = true;
  }
}

async function begin() {
  const page = window.location.origin + window.location.pathname;
  await navigator.serviceWorker.register("/hors-ligne.js");
  const { active } = await navigator.serviceWorker.ready;
  navigator.serviceWorker.addEventListener("message", heard);
  navigator.serviceWorker.startMessages();
  active.postMessage({ keep: page, resources: resources() });
  note.querySelector("[data-keep-video]")?.addEventListener("click", ({ currentTarget }) => {
    currentTarget.disabled = true;
    active.postMessage({ keep: page, video: currentTarget.dataset.keepVideo });
  });
}

// Only where the connection is safe; and after the page itself, which matters more.
if (note && "serviceWorker" in navigator) {
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin);
}
