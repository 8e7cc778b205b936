/** « Mes progrès »: the tutorials one has begun, and the code that takes it to another device. */

import { forget, isTold, share, tell } from "./account.js";
import { codeOf, merged, progressOf } from "./code.js";
import { keepProgress, nextStep, readProgress } from "./kept.js";

const root = document.querySelector("[data-my-progress]");
const find = (name) => root.querySelector(`[data-${name}]`);
const words = root.dataset;

function line(tutorial, done) {
  const item = find("line").content.firstElementChild.cloneNode(true);
  const next = nextStep(done, tutorial.count);
  const link = item.querySelector("a");
  link.textContent = tutorial.title;
  link.setAttribute("href", next === null ? tutorial.url : `${tutorial.url}#etape-${next}`);
  const said = next === null ? words.all : words.some;
  const count = done.filter((step) => step <= tutorial.count).length;
  item.querySelector("p").textContent = said.replace("{done}", count).replace("{count}", tutorial.count);
  const bar = item.querySelector("progress");
  bar.max = tutorial.count;
  bar.value = count;
  return item;
}

async function titles(progress) {
  const answer = await fetch(`${words.titles}?ids=${Object.keys(progress).join(",")}`);
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.json()).tutorials;
}

async function show() {
  const progress = readProgress(window.localStorage);
  const some = Object.keys(progress).length > 0;
  find("none").hidden = some;
  find("some").hidden = !some;
  find("code").value = codeOf(progress);
  if (!some) return;
  try {
    const found = await titles(progress);
    find("list").replaceChildren(...found.map((one) => line(one, progress[one.id])));
    find("offline").hidden = true;
  } catch {
    find("offline").hidden = false;
  }
}

function say(text) {
  find("said").textContent = text;
}

find("enter").addEventListener("submit", async (event) => {
  event.preventDefault();
  const field = event.currentTarget.querySelector("input");
  const brought = progressOf(field.value);
  field.setAttribute("aria-invalid", brought === null);
  if (brought === null) {
    say(words.wrong);
    field.focus();
    return;
  }
  keepProgress(window.localStorage, merged(readProgress(window.localStorage), brought));
  field.value = "";
  await show();
  say(words.taken);
});

find("forget").addEventListener("click", async () => {
  if (!window.confirm(words.sure)) return;
  keepProgress(window.localStorage, {});
  await show();
  say(words.forgotten);
});

/* For whoever is signed in: the account remembers it too, when they wish. */
const box = root.querySelector("[data-account]");
if (box) {
  const url = box.dataset.account;
  box.checked = isTold(window.localStorage);
  box.addEventListener("change", async () => {
    tell(window.localStorage, box.checked);
    try {
      if (box.checked) await share(url, window.localStorage);
      else await forget(url);
      await show();
      say(box.checked ? words.accountKept : words.accountForgotten);
    } catch {
      tell(window.localStorage, !box.checked);
      box.checked = !box.checked;
      say(words.accountFailed);
    }
  });
  if (box.checked) share(url, window.localStorage).then(show, () => {});
}

find("copy").addEventListener("click", async () => {
  const field = find("code");
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    say(words.copied);
  } catch {
    // Selected: to be copied by hand.
  }
});

root.hidden = false;
show();
