// Where a picture lies in its frame, and where on it something is.

/** The rectangle of a picture of `size` shown whole in the middle of `frame`; both {width, height}. */
export function pictureIn(frame, size) {
  if (!size.width || !size.height || !frame.width || !frame.height) {
    return { left: 0, top: 0, width: frame.width, height: frame.height };
  }
  const scale = Math.min(frame.width / size.width, frame.height / size.height);
  const width = size.width * scale;
  const height = size.height * scale;
  return { left: (frame.width - width) / 2, top: (frame.height - height) / 2, width, height };
}

/** The place on the picture, {x, y} from 0 to 1, of a point of the frame; null beside the picture. */
export function placeOn(picture, point) {
  const x = (point.x - picture.left) / picture.width;
  const y = (point.y - picture.top) / picture.height;
  return x >= 0 && x <= 1 && y >= 0 && y <= 1 ? { x, y } : null;
}

/** Which third of the picture: `["top" | "middle" | "bottom", "left" | "centre" | "right"]`. */
export function thirdOf({ x, y }) {
  const third = (share) => Math.min(2, Math.floor(share * 3));
  return [["top", "middle", "bottom"][third(y)], ["left", "centre", "right"][third(x)]];
}

/** The path of an arrow between two points of a layer in pixels, as an SVG `d`. */
export function arrowPath(from, to, head = 18) {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const side = (turn) => [
    to.x - head * Math.cos(angle + turn),
    to.y - head * Math.sin(angle + turn),
  ];
  const [one, other] = [side(Math.PI / 6), side(-Math.PI / 6)];
  const at = (pair) => pair.map((value) => value.toFixed(1)).join(" ");
  return `M${at([from.x, from.y])} L${at([to.x, to.y])} M${at(one)} L${at([to.x, to.y])} L${at(other)}`;
}
