"""The ring that some recorders draw around the cursor for a moment when it presses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import dist

import cv2
import numpy as np
from numpy.typing import NDArray

from media.boxes import grown, scaled, shared
from media.cursor import CursorTracker
from media.ink import part
from media.motion import Change
from media.ocr import Image
from media.shots import Shot
from media.types import Box, Point

SMALLEST = 8  # Pixels a side, in the small picture.
LARGEST = 0.18  # Of the height of the picture.
KNOWN = 2  # Rings at the cursor after which one is believed where no cursor was seen.
SQUARE = 0.85  # Of one side the other, in colour.
ROUND = 0.7  # Of one side the other, at least; in grey some of a ring may not be seen.
COLOUR = 40  # Levels of one colour by which a ring stands out from what it covers.
SHAPE = (0.55, 1.0)  # Of the radius: where the ring is looked for.
WHOLE = 0.85  # Of all directions: where it is found.
CLEAR = 0.25  # Of the middle and of what is around: no more of it differs.
EVEN = 0.6  # Of what differs: so much of a ring has one colour; a cursor that moves is of two.
WHILE = 1.0  # Seconds in which it grows and goes away.
SPOT = 6  # Pixels by which its middle may seem to move meanwhile.
FREE = (1 << 20, 1 << 20)


class RingFinder:
    """Knows the changes that a ring makes as it comes, grows and goes; points are small pixels."""

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self._at: tuple[float, Point] | None = None
        self._colours: list[NDArray[np.float64]] = []

    def update(
        self, last: Shot, shot: Shot, change: Change, cursor: CursorTracker
    ) -> tuple[Change, Point | None]:
        """The change without what a ring explains, and where a ring has just come, if one has."""
        size = shot.grey.shape[1], shot.grey.shape[0]
        new: Point | None = None
        rest = []
        for box in change.boxes:
            if self._goes_on(shot.t, box, size[1]):
                continue
            middle = self._ring(last, shot, box, size, cursor)
            if middle:
                self._at, new = (shot.t, middle), middle
                cursor.found(shot.t, middle)
            else:
                rest.append(box)
        if len(rest) < len(change.boxes):
            change = replace(change, boxes=tuple(rest))
        return change, new

    def _goes_on(self, t: float, box: Box, height: int) -> bool:
        if not self._at or t - self._at[0] > WHILE or max(box[2:]) > LARGEST * height:
            return False
        return dist((box[0] + box[2] / 2, box[1] + box[3] / 2), self._at[1]) <= SPOT

    def _ring(
        self, last: Shot, shot: Shot, box: Box, size: tuple[int, int], cursor: CursorTracker
    ) -> Point | None:
        small, large = sorted(box[2:])
        if large < SMALLEST or large > LARGEST * size[1] or small < ROUND * large:
            return None
        around = grown(box, large // 2, size)
        whole = scaled(around, self._scale)
        ring = ring_in(part(last.whole(), whole), part(shot.whole(), whole))
        if not ring or not self._drawn(ring, box, cursor):
            return None
        x, y = ring.middle
        return round(around[0] + x / self._scale), round(around[1] + y / self._scale)

    def _drawn(self, ring: Ring, box: Box, cursor: CursorTracker) -> bool:
        """Whether it is drawn at the cursor, or in the colour of those that were drawn there."""
        if cursor.box and not cursor.lost and shared(grown(box, 2, FREE), cursor.box):
            self._colours.append(ring.came)
            return True
        like = [c for c in self._colours if min(_far(c, ring.came), _far(c, ring.went)) < COLOUR]
        return len(like) >= KNOWN


@dataclass(frozen=True, slots=True)
class Ring:
    """The middle of a ring, and its colour (blue, green, red) if it came and if it went."""

    middle: Point
    came: NDArray[np.float64]
    went: NDArray[np.float64]


def ring_in(before: Image, after: Image) -> Ring | None:
    """The ring that came or went between the two pictures, if just that is what differs."""
    mask = (cv2.absdiff(before, after).max(axis=2) > COLOUR).astype(np.uint8)
    x, y, width, height = cv2.boundingRect(mask)
    if min(width, height) < SQUARE * max(width, height) or not width:
        return None
    middle, radius = (x + width / 2, y + height / 2), max(width, height) / 2
    rays = cv2.warpPolar(mask, (50, 48), middle, 1.25 * radius, cv2.WARP_POLAR_LINEAR)
    inner, outer = (round(40 * share) for share in SHAPE)
    whole = rays[:, inner:outer].any(axis=1).mean()
    within, beyond = rays[:, : inner - 8].mean(), rays[:, outer + 4 :].mean()
    if whole < WHOLE or max(within, beyond) > CLEAR:
        return None
    came, went = (np.median(picture[mask > 0], axis=0) for picture in (after, before))
    if max(_even(after[mask > 0], came), _even(before[mask > 0], went)) < EVEN:
        return None
    return Ring((round(middle[0]), round(middle[1])), came, went)


def _even(pixels: NDArray[np.uint8], colour: NDArray[np.float64]) -> float:
    """The part of the pixels that have this colour."""
    return float((np.abs(pixels - colour).max(axis=1) < COLOUR).mean())


def _far(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    return float(np.abs(one - other).max())
