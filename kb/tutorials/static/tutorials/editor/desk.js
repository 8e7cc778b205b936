/* What the tools of the editor share: the recording's facts, its player, and how to ask the server. */

const root = document.querySelector("[data-recording-desk]");
const facts = document.getElementById("recording-desk-data");

export const data = facts ? JSON.parse(facts.textContent) : null;
export const player = root?.querySelector("[data-player]") ?? null;
export const texts = root?.dataset ?? {};
export { root };

/* Tells `stepschange` when a step's span changed, and `maskschange` with the masks that stand. */
export const news = new EventTarget();

/* The second shown, or null where nothing can be played. */
export function now() {
  return player ? round(player.currentTime) : null;
}

export function round(seconds) {
  return Math.round(seconds * 1000) / 1000;
}

/* Shows second `t`; plays from there, up to `until` where it is given. */
export function seek(t, { play = false, until = null } = {}) {
  if (!player) return;
  player.currentTime = Math.max(0, t);
  stopAt = until;
  if (play) player.play().catch(() => {});
}

let stopAt = null;
player?.addEventListener("timeupdate", () => {
  if (stopAt !== null && player.currentTime >= stopAt) {
    player.pause();
    stopAt = null;
  }
});

/* Says a sentence to everybody, a screen reader included. */
export function say(sentence, { error = false } = {}) {
  const place = root?.querySelector("[data-said]");
  if (!place) return;
  place.textContent = sentence;
  place.classList.toggle("recording-desk__said--error", error);
}

/* The JSON answer; throws an Error whose message is a sentence for the person. */
export async function ask(url, body, method = "POST") {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  let response;
  try {
    response = await fetch(url, {
      method,
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: body ? JSON.stringify(body) : undefined,
    });
  } catch {
    throw new Error(texts.failed);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? texts.failed);
  return answer;
}

/* Puts an element over the box [x, y, width, height], in pixels of the canvas. */
export function lay(element, [x, y, width, height]) {
  element.style.left = `${(x / data.width) * 100}%`;
  element.style.top = `${(y / data.height) * 100}%`;
  element.style.width = `${(width / data.width) * 100}%`;
  element.style.height = `${(height / data.height) * 100}%`;
}

/* The spans of sound that are bleeped. */
export function bleeps() {
  return data.masks.filter((mask) => mask.medium === "sound" && mask.origin !== "refused");
}

export function fileUrl(name) {
  return data.files.replace("{name}", name);
}

/* 83.25 → "1:23,2" */
export function clock(seconds) {
  const tenths = Math.floor(seconds * 10 + 1e-6);
  const minutes = Math.floor(tenths / 600);
  const rest = tenths - minutes * 600;
  return `${minutes}:${String(Math.floor(rest / 10)).padStart(2, "0")},${rest % 10}`;
}
