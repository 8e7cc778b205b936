/** On a tutorial: « J'ai réussi » of each step, and how far one has come. Kept in this browser. */

import { isTold, send, share } from "./account.js";
import { keepProgress, nextStep, readProgress, withStep } from "./kept.js";

const root = document.querySelector("[data-tutorial][data-page]");

function begin() {
  const { page, count, account } = root.dataset;
  const told = Boolean(account) && isTold(window.localStorage);
  const summary = root.querySelector("[data-progress]");
  let progress = readProgress(window.localStorage);

  function show() {
    const done = (progress[page] ?? []).filter((step) => step <= Number(count));
    for (const button of root.querySelectorAll("[data-done-step]")) {
      const pressed = done.includes(Number(button.dataset.doneStep));
      button.setAttribute("aria-pressed", pressed);
    }
    const next = nextStep(done, Number(count));
    const { some, all } = summary.dataset;
    summary.hidden = done.length === 0;
    summary.querySelector("[data-progress-words]").textContent = next === null
      ? all
      : some.replace("{done}", done.length).replace("{count}", count);
    const link = summary.querySelector("[data-progress-next]");
    link.hidden = next === null;
    if (next !== null) link.setAttribute("href", `#etape-${next}`);
  }

  for (const button of root.querySelectorAll("[data-done-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const done = button.getAttribute("aria-pressed") !== "true";
      // Another tab may have kept something since.
      const kept = withStep(readProgress(window.localStorage), page, Number(button.dataset.doneStep), done);
      if (keepProgress(window.localStorage, kept)) progress = kept;
      else progress = withStep(progress, page, Number(button.dataset.doneStep), done);
      show();
      if (told) send(account, window.localStorage).catch(() => {});
    });
  }
  window.addEventListener("storage", () => {
    progress = readProgress(window.localStorage);
    show();
  });
  show();
  if (told) {
    // Without a network the browser alone knows it, until the next time.
    share(account, window.localStorage).then(() => {
      progress = readProgress(window.localStorage);
      show();
    }, () => {});
  }
}

if (root) begin();
