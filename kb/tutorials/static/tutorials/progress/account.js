/** The account that remembers one's progress, for whoever is signed in and wished it. */

import { merged } from "./code.js";
import { keepProgress, readProgress } from "./kept.js";

const KEY = "pas-a-pas.compte";

/** Whether this browser tells the account. */
export function isTold(storage) {
  try {
    return storage.getItem(KEY) === "1";
  } catch {
    return false;
  }
}

/** Has this browser tell the account from now on, or no more. */
export function tell(storage, wished) {
  try {
    if (wished) storage.setItem(KEY, "1");
    else storage.removeItem(KEY);
  } catch {
    // Nothing can be kept in this browser: then nothing is told either.
  }
}

/* One question after the other: what was told last must be what stays. */
let last = Promise.resolve();

function inTurn(act) {
  const mine = last.catch(() => {}).then(act);
  last = mine;
  return mine;
}

async function ask(url, method, progress) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const answer = await fetch(url, {
    method,
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: progress ? JSON.stringify(progress) : undefined,
  });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

/** Brings what the account knows here, and tells it what is here; what both know stays. */
export function share(url, storage) {
  return inTurn(async () => {
    const { progress } = await ask(url, "GET");
    const all = merged(progress, readProgress(storage));
    keepProgress(storage, all);
    await ask(url, "PUT", all);
  });
}

/** Tells the account what is here now. */
export function send(url, storage) {
  return inTurn(() => ask(url, "PUT", readProgress(storage)));
}

/** Has the account forget it. */
export function forget(url) {
  return inTurn(() => ask(url, "DELETE"));
}
