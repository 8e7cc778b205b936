"""What the mouse cursor looks like, to find it where a move is not seen whole."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np

from media.boxes import grown
from media.ink import part
from media.motion import Grey
from media.types import Box

TREMOR = 3  # Pixels: so little it may move within its own place.
ALIKE = 0.72  # Correlation with how it looked, 0 to 1; elsewhere it is hardly over 0.6.
FAINT = 8  # Grey levels by which a pixel of it differs from the page.
LEAST = 3  # Pixels of width and height,
DRAWN = 30  # and of all of it.
BAR = 1.7  # Times its width: what is higher is the bar between letters, and like many letters.
MOST = 3  # Shapes kept: an arrow, a hand, one more.


class CursorLooks:
    """The shapes that came last, an arrow and a hand, known by what they drew over."""

    def __init__(self) -> None:
        self._shapes: list[tuple[Grey, Grey]] = []

    def learn(self, before: Grey, after: Grey, box: Box) -> None:
        """Keep what came there, unless that is too little."""
        shown = part(after, box)
        drawn = cv2.absdiff(part(before, box), shown) > FAINT
        if min(shown.shape) < LEAST or np.count_nonzero(drawn) < DRAWN or box[3] > BAR * box[2]:
            return
        others = [shape for shape in self._shapes if _likeness(after, shape, box)[0] < ALIKE]
        self._shapes = [*others, (shown.copy(), drawn.astype(np.uint8))][-MOST:]

    def find(self, picture: Grey, place: Box) -> Box | None:
        """Where it is in that place, or a few pixels from it; None if nowhere."""
        return self.best(picture, [place])

    def best(self, picture: Grey, places: Iterable[Box]) -> Box | None:
        """Where it is most plainly in these places, or a few pixels from them."""
        found = [_likeness(picture, shape, place) for place in places for shape in self._shapes]
        most, box = max(found, key=lambda one: one[0], default=(0.0, None))
        return box if most >= ALIKE else None


def _likeness(picture: Grey, shape: tuple[Grey, Grey], place: Box) -> tuple[float, Box | None]:
    """How much the most similar part of the place is like the shape, and where that is."""
    shown, drawn = shape
    x, y, width, height = grown(place, TREMOR, (picture.shape[1], picture.shape[0]))
    now = part(picture, (x, y, width, height))
    if any(a < b for a, b in zip(now.shape, shown.shape, strict=True)):
        return 0.0, None
    # With the page around it, which is as bright in most places, and without: a button may be dark.
    masks = cv2.dilate(drawn, np.ones((3, 3))), drawn
    both = [cv2.matchTemplate(now, shown, cv2.TM_CCOEFF_NORMED, mask=mask) for mask in masks]
    # Nothing is like an even ground.
    alike = np.max(np.nan_to_num(both, nan=0.0, posinf=0.0, neginf=0.0), axis=0)
    _least, most, _at, (along, down) = cv2.minMaxLoc(alike)
    return float(most), (x + along, y + down, shown.shape[1], shown.shape[0])
