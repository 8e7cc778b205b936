/**
 * Reads a step aloud: `data-read-aloud` on a button in the step. In the helper's own voice where it was
 * kept (`data-voice`, from `data-voice-start` to `data-voice-end` of it), else in the browser's.
 */

const synthesis = "SpeechSynthesisUtterance" in window ? window.speechSynthesis : null;
let reading = null;
let player = null;

function textOf(step) {
  const parts = [".step__title > span:last-child", ".step__text", ".still__where"];
  return parts
    .map((selector) => step.querySelector(selector)?.textContent.replace(/\s+/g, " ").trim())
    .filter(Boolean)
    .join(". ");
}

function stop() {
  synthesis?.cancel();
  player?.pause();
  player = null;
  reading?.setAttribute("aria-pressed", "false");
  reading = null;
}

function speak(button) {
  const said = new SpeechSynthesisUtterance(textOf(button.closest("[data-step]")));
  said.lang = "fr-FR";
  said.rate = 0.95;
  said.addEventListener("end", () => {
    if (reading === button) stop();
  });
  synthesis.speak(said);
}

/* The helper's voice; the browser's where it cannot be had, without a network for instance. */
function play(button) {
  const { voice, voiceStart, voiceEnd } = button.dataset;
  const sound = new Audio(`${voice}#t=${voiceStart},${voiceEnd}`);
  player = sound;
  sound.addEventListener("timeupdate", () => {
    if (sound.currentTime >= Number(voiceEnd) && reading === button) stop();
  });
  sound.addEventListener("ended", () => {
    if (reading === button) stop();
  });
  const instead = () => {
    if (player !== sound) return;
    player = null;
    if (synthesis) speak(button);
    else stop();
  };
  sound.addEventListener("error", instead);
  sound.play().catch(instead);
}

function read(button) {
  const again = reading === button;
  stop();
  if (again) return;
  reading = button;
  button.setAttribute("aria-pressed", "true");
  if (button.dataset.voice) play(button);
  else speak(button);
}

for (const button of document.querySelectorAll("[data-read-aloud]")) {
  if (!synthesis && !button.dataset.voice) continue;
  button.hidden = false;
  button.addEventListener("click", () => read(button));
}
window.addEventListener("hashchange", stop);
window.addEventListener("pagehide", stop);
