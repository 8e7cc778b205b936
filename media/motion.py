"""What differs between two pictures: where, how much, and whether the page slid."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from media.boxes import around
from media.types import Box

Grey = NDArray[np.uint8]

CELL = 4  # Pixels a side of the cells in which differences are gathered.
CONTRAST = 16  # Grey levels; below lies the noise of video coding.
CELL_SHARE = 40  # Of 255: the part of a cell that has to differ.
LARGE = 0.03  # Share of the picture from which a change may be a page, a window or a slide.


@dataclass(frozen=True, slots=True)
class Change:
    """The difference of two pictures. Boxes are in pixels of the pictures compared.

    `share` is the part of the picture that differs; `shift` the rows by which it slid (negative
    when one reads on), 0 if it did not; `light` the ratio of brightness along the edges; `strong`
    the part of what differs that differs much; `dense` the part of the boxes that differs; `cells`
    where it differs, CELL pixels a side.
    """

    boxes: tuple[Box, ...]
    share: float
    shift: int = 0
    light: float = 1.0
    strong: float = 1.0
    dense: float = 1.0
    cells: NDArray[np.bool_] | None = field(default=None, compare=False, repr=False)

    @property
    def box(self) -> Box | None:
        return around(self.boxes)

    @property
    def shimmer(self) -> bool:
        """Whether these are the scattered specks that a key frame of the coder leaves."""
        spread = len(self.boxes) >= 4 or self.share > LARGE
        return spread and self.share < 0.3 and self.strong < 0.12 and self.dense < 0.35


def compare(before: Grey, after: Grey, ignored: NDArray[np.bool_] | None = None) -> Change:
    """The change from one picture to the other, of the same size, outside the ignored cells."""
    difference = cv2.absdiff(before, after)
    if ignored is not None:
        difference[_pixels(ignored, difference.shape)] = 0
    mask = cv2.threshold(difference, CONTRAST, 255, cv2.THRESH_BINARY)[1]
    differing = cv2.countNonZero(mask)
    if not differing:
        return Change((), 0.0)
    much = cv2.threshold(difference, 3 * CONTRAST, 255, cv2.THRESH_BINARY)[1]
    strong = cv2.countNonZero(much) / differing
    cells = changed_cells(mask)
    share = float(cells.mean())
    boxes = _boxes(mask, cells)
    dense = differing / max(1, sum(box[2] * box[3] for box in boxes))
    if share <= LARGE:
        return Change(boxes, share, strong=strong, dense=dense, cells=cells)
    light = brightness(before, after)
    shift = slide(before, after) if 0.8 < light < 1.25 else 0
    return Change(boxes, share, shift, light, strong, dense, cells)


def changed_cells(mask: Grey) -> NDArray[np.bool_]:
    """The cells of which enough pixels differ."""
    height, width = mask.shape
    size = (max(1, width // CELL), max(1, height // CELL))
    return cv2.resize(mask, size, interpolation=cv2.INTER_AREA) > CELL_SHARE


def _pixels(cells: NDArray[np.bool_], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    grown = cv2.resize(cells.astype(np.uint8), shape[::-1], interpolation=cv2.INTER_NEAREST)
    return grown.astype(np.bool_)


def _boxes(mask: Grey, cells: NDArray[np.bool_]) -> tuple[Box, ...]:
    grown = cv2.dilate(cells.astype(np.uint8), np.ones((3, 3), np.uint8))
    count, _labels, stats, _centres = cv2.connectedComponentsWithStats(grown, connectivity=8)
    boxes = []
    for left, top, width, height, _area in stats[1 : min(count, 200)]:
        x, y = left * CELL, top * CELL
        inner = cv2.boundingRect(mask[y : y + height * CELL, x : x + width * CELL])
        boxes.append((int(x + inner[0]), int(y + inner[1]), int(inner[2]), int(inner[3])))
    return tuple(boxes)


def slide(before: Grey, after: Grey) -> int:
    """The rows by which the page moved, or 0.

    Bands of the earlier picture are looked for above and below their place; the nearest place that
    explains the picture far better than standing still is the answer.
    """
    height = before.shape[0]
    size = (160, height)
    old = cv2.resize(before, size, interpolation=cv2.INTER_AREA)
    new = cv2.resize(after, size, interpolation=cv2.INTER_AREA)
    for middle in (0.5, 0.3, 0.7):
        top = int(height * (middle - 0.12))
        band = old[top : top + height // 4, 10:150]
        if band.std() < 6:
            continue
        score = cv2.matchTemplate(new[:, 10:150], band, cv2.TM_CCOEFF_NORMED)[:, 0]
        near = np.flatnonzero(score > max(0.85, float(score.max()) - 0.04))
        if not len(near):
            continue
        shift = int(near[np.abs(near - top).argmin()]) - top
        if abs(shift) > 1 and _explains(old, new, shift):
            return shift
    return 0


def _explains(old: Grey, new: Grey, shift: int) -> bool:
    height = old.shape[0]
    top, bottom = int(0.2 * height) + max(0, shift), int(0.9 * height) + min(0, shift)
    if bottom - top < height // 6:
        return False
    part, whence = slice(top, bottom), slice(top - shift, bottom - shift)
    still = float(np.mean(cv2.absdiff(old[part], new[part]) > CONTRAST))
    moved = float(np.mean(cv2.absdiff(old[whence], new[part]) > CONTRAST))
    return still > 0.02 and moved < still / 3


def brightness(before: Grey, after: Grey) -> float:
    """The ratio of light along the sides and the foot of the picture.

    A window that opens over a page often darkens the page around it.
    """
    edge = max(4, before.shape[0] // 12)
    ratios = [
        float(new.mean() / old.mean())
        for old, new in (
            (before[:, :edge], after[:, :edge]),
            (before[:, -edge:], after[:, -edge:]),
            (before[edge:-edge], after[edge:-edge]),
        )
        if old.mean() > 10
    ]
    return float(np.median(ratios)) if ratios else 1.0


def differs(one: Grey, other: Grey) -> float:
    """The part of the middle of two pictures of one size that differs, 0 to 1; an outline around
    is left out."""
    high, wide = one.shape
    inner = np.s_[high // 5 : high - high // 5, wide // 5 : wide - wide // 5]
    return float((cv2.absdiff(one[inner], other[inner]) > CONTRAST).mean())
