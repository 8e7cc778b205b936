/* The waveform: how loud, where the steps are, what is bleeped, and where we are. */

import { bleeps, seek } from "./desk.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 1000;
const HEIGHT = 100;

function shape(name, kind, attributes) {
  const element = document.createElementNS(SVG, name);
  element.setAttribute("class", kind);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/* `steps()` gives the spans. The answer: `steps` and `bleeps` draw them anew, `head` moves
   to a second. */
export function drawWave(svg, data, steps) {
  const duration = data.duration || data.transcript.at(-1)?.end || 1;
  const x = (t) => (t / duration) * WIDTH;
  const spans = document.createElementNS(SVG, "g");
  const hidden = document.createElementNS(SVG, "g");
  const head = shape("line", "wave__head", { x1: 0, x2: 0, y1: 0, y2: HEIGHT });
  const band = (kind, start, end) =>
    shape("rect", kind, { x: x(start), y: 0, width: Math.max(1, x(end) - x(start)), height: HEIGHT });
  svg.append(
    spans,
    shape("path", "wave__sound", { d: outline(data.waveform) }),
    hidden,
    head,
  );
  svg.addEventListener("click", (event) => {
    const frame = svg.getBoundingClientRect();
    seek(((event.clientX - frame.left) / frame.width) * duration);
  });
  const redraw = () => {
    spans.replaceChildren(
      ...steps()
        .filter((step) => step.end > step.start)
        .map((step, index) => band(`wave__step wave__step--${index % 2}`, step.start, step.end)),
    );
  };
  const cover = () => {
    hidden.replaceChildren(...bleeps().map((mask) => band("wave__bleep", mask.start, mask.end)));
  };
  redraw();
  cover();
  return {
    steps: redraw,
    bleeps: cover,
    head(t) {
      head.setAttribute("x1", x(t));
      head.setAttribute("x2", x(t));
    },
  };
}

function outline(levels) {
  if (!levels.length) return "";
  const most = Math.max(...levels, 0.01);
  const points = levels.map((level, index) => [
    (index / levels.length) * WIDTH,
    (Math.max(0.01, level / most) * HEIGHT) / 2,
  ]);
  const above = points.map(([left, half]) => `${left.toFixed(1)},${(HEIGHT / 2 - half).toFixed(1)}`);
  const below = points.map(([left, half]) => `${left.toFixed(1)},${(HEIGHT / 2 + half).toFixed(1)}`);
  return `M${above.join("L")}L${below.reverse().join("L")}Z`;
}
