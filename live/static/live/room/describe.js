// A place in words: its colour and where it lies, for who cannot see the ring well.

import { thirdOf } from "./geometry.js";

const HUES = [
  [15, "red"],
  [45, "orange"],
  [70, "yellow"],
  [165, "green"],
  [255, "blue"],
  [290, "purple"],
  [345, "pink"],
  [360, "red"],
];

/** The name of a colour that stands out, or "" for greys and pale ones. `rgb`: 0–255 each. */
export function colourOf([red, green, blue]) {
  const high = Math.max(red, green, blue);
  const low = Math.min(red, green, blue);
  const spread = high - low;
  if (high < 60 || spread / high < 0.4) return "";
  let hue;
  if (high === red) hue = ((green - blue) / spread) * 60;
  else if (high === green) hue = ((blue - red) / spread) * 60 + 120;
  else hue = ((red - green) / spread) * 60 + 240;
  hue = (hue + 360) % 360;
  return HUES.find(([end]) => hue <= end)[1];
}

/** The colour that covers most of the little square around a place of the video; "" for none. */
export function colourAt(video, { x, y }, side = 24) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const left = Math.round(x * video.videoWidth - side / 2);
  const top = Math.round(y * video.videoHeight - side / 2);
  context.drawImage(video, left, top, side, side, 0, 0, side, side);
  const { data } = context.getImageData(0, 0, side, side);
  const counts = new Map();
  for (let i = 0; i < data.length; i += 4) {
    const name = colourOf(data.slice(i, i + 3));
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [name, count] = [...counts].sort((one, other) => other[1] - one[1])[0];
  return count > (side * side) / 2 ? name : "";
}

/**
 * What is said with a press: the helper's words if there are any, else the colour; then the place.
 * `texts`: `places` by third ("top left"…) and `colours` by name.
 */
export function wordsFor(typed, colour, place, texts) {
  const what = typed.trim() || texts.colours[colour] || texts.here;
  return `${what}, ${texts.places[thirdOf(place).join(" ")]}`;
}
