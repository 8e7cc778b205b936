/** Reads a step aloud with the browser's own voice: `data-read-aloud` on a button in the step. */

const synthesis = window.speechSynthesis;
let reading = null;

function textOf(step) {
  const parts = [".step__title > span:last-child", ".step__text", ".still__where"];
  return parts
    .map((selector) => step.querySelector(selector)?.textContent.replace(/\s+/g, " ").trim())
    .filter(Boolean)
    .join(". ");
}

function stop() {
  synthesis.cancel();
  reading?.setAttribute("aria-pressed", "false");
  reading = null;
}

function read(button) {
  const again = reading === button;
  stop();
  if (again) return;
  const said = new SpeechSynthesisUtterance(textOf(button.closest("[data-step]")));
  said.lang = "fr-FR";
  said.rate = 0.95;
  said.addEventListener("end", () => {
    if (reading === button) stop();
  });
  reading = button;
  button.setAttribute("aria-pressed", "true");
  synthesis.speak(said);
}

if (synthesis && "SpeechSynthesisUtterance" in window) {
  for (const button of document.querySelectorAll("[data-read-aloud]")) {
    button.hidden = false;
    button.addEventListener("click", () => read(button));
  }
  window.addEventListener("hashchange", stop);
  window.addEventListener("pagehide", stop);
}
