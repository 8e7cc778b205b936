/**
 * Copies the page's address with another hash: `data-copy-address="#etape-3"` on a button, with
 * `data-done`, the words to say afterwards, and a `data-copy-label` inside.
 */

import { addressWith } from "./address.js";

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function say(words) {
  const announcer = document.querySelector("[data-announcer]");
  if (announcer) announcer.textContent = words;
}

/** Where the browser refuses to copy: the address itself, selected, to be copied by hand. */
function showAddress(button, text) {
  const field = document.createElement("input");
  field.value = text;
  field.readOnly = true;
  field.setAttribute("aria-label", button.textContent.trim());
  button.replaceWith(field);
  field.focus();
  field.select();
}

for (const button of document.querySelectorAll("[data-copy-address]")) {
  button.hidden = false;
  const label = button.querySelector("[data-copy-label]");
  const words = label.textContent;
  button.addEventListener("click", async () => {
    const text = addressWith(window.location.href, button.dataset.copyAddress);
    if (!(await copy(text))) return showAddress(button, text);
    label.textContent = button.dataset.done;
    say(button.dataset.done);
    setTimeout(() => {
      label.textContent = words;
      say("");
    }, 4000);
  });
}
