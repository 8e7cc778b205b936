/**
 * Shows a step's still at full size around the place to click: `data-zoom-open` in a `data-step`,
 * one `dialog[data-zoom]` for the page.
 */

const STEPS = [0.5, 0.75, 1, 1.5, 2, 3];
const dialog = document.querySelector("dialog[data-zoom]");
const view = dialog?.querySelector("[data-zoom-view]");
let shown = null;

/** The place to click on the still, 0–1; its middle where there is none. */
function placeOn(frame) {
  const { x = "0.5", y = "0.5" } = frame.querySelector("[data-x]")?.dataset ?? {};
  return { x: Number(x), y: Number(y) };
}

/** The natural size, or larger where that would not fill half of the window. */
function firstSize(image) {
  const fills = view.clientWidth / image.naturalWidth;
  return STEPS.findIndex((size) => size >= Math.max(1, fills * 0.9)) ?? 2;
}

function draw() {
  const { image, place, step } = shown;
  const size = STEPS[step];
  // Through the object model: the pages' policy refuses style attributes.
  image.style.width = `${image.naturalWidth * size}px`;
  image.style.height = "auto";
  view.scrollTo({
    left: place.x * image.offsetWidth - view.clientWidth / 2,
    top: place.y * image.offsetHeight - view.clientHeight / 2,
    behavior: "instant",
  });
  dialog.querySelector("[data-zoom-out]").disabled = step === 0;
  dialog.querySelector("[data-zoom-in]").disabled = step === STEPS.length - 1;
}

function change(by) {
  shown.step = Math.min(STEPS.length - 1, Math.max(0, shown.step + by));
  draw();
}

async function open(step) {
  const frame = step.querySelector(".still__frame").cloneNode(true);
  const image = frame.querySelector("img");
  image.loading = "eager";
  // The large one, at its own size.
  image.removeAttribute("srcset");
  image.removeAttribute("sizes");
  view.replaceChildren(frame);
  dialog.querySelector(".zoom__title").textContent = step
    .querySelector(".step__title")
    .textContent.replace(/\s+/g, " ")
    .trim();
  dialog.showModal();
  await image.decode().catch(() => {});
  const first = firstSize(image);
  shown = { image, place: placeOn(frame), step: first < 0 ? STEPS.length - 1 : first };
  draw();
  view.focus();
}

if (dialog?.showModal) {
  for (const opener of document.querySelectorAll("[data-zoom-open]")) {
    opener.hidden = false;
    opener.addEventListener("click", () => open(opener.closest("[data-step]")));
  }
  dialog.querySelector("[data-zoom-in]").addEventListener("click", () => change(1));
  dialog.querySelector("[data-zoom-out]").addEventListener("click", () => change(-1));
  dialog.querySelector("[data-zoom-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "+" || event.key === "=") change(1);
    if (event.key === "-") change(-1);
  });
}
