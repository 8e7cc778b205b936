/**
 * Asks again and again whether something has changed, for who waits and for who helps.
 *
 * `data-waiting` on an element: the address that answers `{place, version, next, html}`. `next` is
 * an address to go to; another `version` is another page; `place` goes into `[data-waiting-place]`
 * and `html` into `[data-waiting-html]`. Nobody loses what they are typing: the page changes once
 * they have left the field.
 */

const PAUSE = 4000;
const PAUSE_MAX = 30000;

for (const element of document.querySelectorAll("[data-waiting]")) follow(element);

function follow(element) {
  const place = element.querySelector("[data-waiting-place]");
  const list = element.querySelector("[data-waiting-html]");
  let pause = PAUSE;

  const ask = async () => {
    try {
      const response = await fetch(element.dataset.waiting, {
        headers: { Accept: "application/json" },
        redirect: "error",
      });
      if (!response.ok) throw new Error(String(response.status));
      const now = await response.json();
      pause = PAUSE;
      if (now.next) return location.assign(now.next);
      if (place && place.textContent !== now.place) place.textContent = now.place;
      if (list && now.html) show(list, now.html);
      const other = element.dataset.waitingVersion ?? now.version;
      if (other !== now.version && !typing(element)) return location.reload();
    } catch {
      pause = Math.min(pause * 2, PAUSE_MAX);
    }
    setTimeout(ask, pause);
  };
  setTimeout(ask, pause);
}

/** Whether somebody is in a field, or has written into one. */
function typing(element) {
  const fields = [...element.querySelectorAll("input:not([type=hidden]), textarea")];
  return fields.some((field) => field === document.activeElement || field.value !== field.defaultValue);
}

/** Puts the new list in place of the old, with the focus where it was. */
function show(list, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  for (const field of fresh.content.querySelectorAll("[name=csrfmiddlewaretoken]")) {
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    if (token) field.value = token.value;
  }
  const focused = document.activeElement?.id;
  list.replaceChildren(fresh.content);
  if (focused) document.getElementById(focused)?.focus();
}
