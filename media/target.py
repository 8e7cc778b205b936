"""What was pressed: the outline of the button, field, card or row around a point."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np

from media.boxes import grown, holds, inside
from media.ink import ink, part
from media.motion import Grey
from media.ocr import Image
from media.types import Box, Point

SMALLEST = (0.012, 0.02)  # Of the width and height of the picture.
LARGEST = (0.62, 0.4)
ROW = (0.95, 0.13)  # A row of a list may be as wide as the page, if it is no higher.
SEEDS = ((0, 0), (0, -14), (18, -10), (-18, -10), (26, 12), (-26, 0), (36, 0), (0, 18), (-60, 6))
TOLERANCE = 5  # Grey levels within one even surface.
FILLED = 0.5  # Of its box: what the letters on it leave of a surface.
RULE = 8  # Grey levels between a thin line and its ground.
RULE_BELOW = 1.0  # Heights of the letters from them to the line under their field.
RULE_LONG = 6.0  # The same, of the length of that line: a shorter one underlines a word.
MARK = (0.5, 1.1)  # Of the height of a line: a box to tick before it is no smaller, no larger.
BAND = 3.0  # Heights of a line above and below it in which the outline of its field is looked for:
LOWEST = 1.3  # at least so many of them high, and at most `LARGEST` of that band.
FULL_HEIGHT = 720  # The height of picture that the distances are meant for.


def plausible(box: Box, width: int, height: int) -> bool:
    """Whether a thing of this size may be a button, a field, a card or a row of a list."""
    if box[2] < SMALLEST[0] * width or box[3] < SMALLEST[1] * height:
        return False
    return any(box[2] <= wide * width and box[3] <= high * height for wide, high in (LARGEST, ROW))


def find_target(image: Grey, point: Point, cursor: Box | None = None) -> Box | None:
    """The smallest even surface, with an edge all around, that holds the point; None if unsure.

    `cursor`: where the cursor was painted over, which is no surface.
    """
    unit = image.shape[0] / FULL_HEIGHT
    seeds = [(point[0] + round(dx * unit), point[1] + round(dy * unit)) for dx, dy in SEEDS]
    return _smallest(image, seeds, (*point, 1, 1), cursor)


def find_ground(image: Grey, point: Point) -> Box:
    """The even surface around the point, however large; all of the picture where there is none."""
    box, share = _surface(image, point)
    return box if share > FILLED else (0, 0, image.shape[1], image.shape[0])


def find_field(image: Grey, letters: Box) -> Box | None:
    """The outline of the field in which these letters stand; None if unsure."""
    x, y, width, height = letters
    middle = y + height // 2
    seeds = [
        (x + width + height // 2, middle),
        (x - height // 4, middle),
        (x + width // 2, y - height // 6),
        (x + width // 2, y + height + height // 6),
        (x + width + 2 * height, middle),
    ]
    return _smallest(image, seeds, letters)


def find_field_of_line(image: Image, line: Box) -> Box | None:
    """The outline, a little higher than a line of writing, in which it stands; None if unsure.

    Looked for in a band of the picture (BGR), so that all the lines of a page take milliseconds.
    """
    x, y, width, height = line
    wide = image.shape[1]
    left, top, _, high = band = grown(
        (0, y, wide, height), round(BAND * height), (wide, image.shape[0])
    )
    grey = cv2.cvtColor(part(image, band), cv2.COLOR_BGR2GRAY)
    field = find_field(grey, (x, y - top, width, height))
    if not field or field[3] < LOWEST * height:
        return None
    cut = field[1] == 0 or field[1] + field[3] == high
    return None if cut else (left + field[0], top + field[1], field[2], field[3])


def find_underlined(image: Grey, letters: Box) -> Box | None:
    """The field that is but a line under these letters, from its left end, or from the first
    letter where a name stands before it, to its right end."""
    x, y, width, height = letters
    last = min(image.shape[0] - 1, y + height + round(RULE_BELOW * height))
    for row in range(max(2, y + height - 2), last):
        steps = np.abs(image[row].astype(np.int16) - image[row - 2]) > RULE
        if not steps[max(0, x) : x + width].all():
            continue
        gaps = np.flatnonzero(~steps)
        right = int(gaps[gaps >= x + width].min(initial=image.shape[1]))
        left = int(gaps[gaps < x].max(initial=-1)) + 1
        if right - left >= RULE_LONG * height:
            left = max(left, x - height // 2)
            top = max(0, y - max(2, row - y - height))
            return left, top, right - left, row - top
    return None


def find_mark(image: Grey, line: Box) -> Box | None:
    """The box to tick, or the round one, at the left of a line of writing, inside its box or not.

    A square about as high as the letters that stands by itself.
    """
    x, y, _width, height = line
    strip = (x - 2 * height, y - height // 4, round(3.2 * height), round(1.5 * height))
    left, top, wide, high = grown(strip, 0, (image.shape[1], image.shape[0]))
    shown = part(image, (left, top, wide, high))
    if min(shown.shape, default=0) < 6:
        return None
    mask = (ink(shown) > 90).astype(np.uint8)
    count, _labels, stats, _c = cv2.connectedComponentsWithStats(mask, connectivity=8)
    for stat in stats[1:count]:
        mark_x, mark_y, mark_wide, mark_high = (int(side) for side in stat[:4])
        square = 0.85 < mark_wide / mark_high < 1.18
        fits = MARK[0] * height <= mark_high <= MARK[1] * height
        level = abs(top + mark_y + mark_high / 2 - y - height / 2) < 0.25 * height
        if square and fits and level and mark_x > 0:
            return left + mark_x, top + mark_y, mark_wide, mark_high
    return None


def _smallest(
    image: Grey, seeds: Iterable[Point], held: Box, cursor: Box | None = None
) -> Box | None:
    height, width = image.shape
    best: Box | None = None
    for seed in seeds:
        if not (0 <= seed[0] < width and 0 <= seed[1] < height):
            continue
        if best and holds(best, seed):
            continue
        box, share = _surface(image, seed)
        if cursor and box[2] < 1.5 * cursor[2] + 6 and box[3] < 1.5 * cursor[3] + 6:
            continue
        fits = plausible(box, width, height) and inside(held, grown(box, 2, (width, height))) > 0.9
        if fits and share > FILLED and (best is None or box[2] * box[3] < best[2] * best[3]):
            best = box
    return best and _bordered(best, (width, height))


def _bordered(box: Box, size: tuple[int, int]) -> Box:
    """The surface with the line around it, which belongs to it."""
    return grown(box, max(1, round(size[1] / FULL_HEIGHT)), size)


def _surface(image: Grey, seed: Point) -> tuple[Box, float]:
    mask = np.zeros((image.shape[0] + 2, image.shape[1] + 2), np.uint8)
    flags = 4 | cv2.FLOODFILL_MASK_ONLY | cv2.FLOODFILL_FIXED_RANGE | (255 << 8)
    area, _image, _mask, rect = cv2.floodFill(image, mask, seed, 0, TOLERANCE, TOLERANCE, flags)
    x, y, width, height = (int(side) for side in rect)
    return (x, y, width, height), area / max(1, width * height)
