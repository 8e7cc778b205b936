/** On a path: where one is, and what comes next, from what this browser keeps of the tutorials. */

import { nextStep, readProgress } from "../tutorials/progress/kept.js";

const root = document.querySelector("[data-path]");
const progress = readProgress(window.localStorage);
const tutorials = [...root.querySelectorAll("[data-path-tutorial]")];

function isDone(tutorial) {
  return nextStep(progress[tutorial.dataset.pathTutorial] ?? [], Number(tutorial.dataset.count)) === null;
}

const current = tutorials.find((tutorial) => !isDone(tutorial));
const begun = tutorials.some((tutorial) => progress[tutorial.dataset.pathTutorial]);

for (const tutorial of tutorials) {
  tutorial.querySelector("[data-path-all]").hidden = !isDone(tutorial);
  const here = tutorial === current && begun;
  tutorial.querySelector("[data-path-here]").hidden = !here;
  tutorial.toggleAttribute("data-path-current", here);
}

if (current) {
  const link = current.querySelector("a");
  const step = nextStep(progress[current.dataset.pathTutorial] ?? [], Number(current.dataset.count));
  const next = root.querySelector("[data-path-next]");
  next.querySelector("a").setAttribute("href", step > 1 ? `${link.getAttribute("href")}#etape-${step}` : link.getAttribute("href"));
  next.querySelector("[data-path-title]").textContent = link.textContent;
  next.hidden = false;
} else if (tutorials.length) {
  root.querySelector("[data-path-done]").hidden = false;
}
