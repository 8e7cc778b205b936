"""What the mouse cursor looks like, to find it where a move is not seen whole."""

from __future__ import annotations

import cv2
import numpy as np

from media.boxes import grown
from media.ink import part
from media.motion import Grey
from media.types import Box

TREMOR = 3  # Pixels: so little it may move within its own place.
ALIKE = 0.75  # Correlation with how it looked, 0 to 1; elsewhere it is less than 0.6.
FAINT = 8  # Grey levels by which a pixel of it differs from the page.
LEAST = 3  # Pixels of width and height,
DRAWN = 12  # and of all of it.


class CursorLooks:
    """The shape that came last, an arrow or a hand, known by what it drew over."""

    def __init__(self) -> None:
        self._shown: Grey | None = None
        self._drawn: Grey | None = None

    def learn(self, before: Grey, after: Grey, box: Box) -> None:
        """Keep what came there, unless that is too little."""
        shown = part(after, box)
        drawn = cv2.absdiff(part(before, box), shown) > FAINT
        if min(shown.shape) >= LEAST and np.count_nonzero(drawn) >= DRAWN:
            self._shown = shown.copy()
            self._drawn = cv2.dilate(drawn.astype(np.uint8), np.ones((3, 3)))

    def find(self, picture: Grey, place: Box) -> Box | None:
        """Where it is in that place, or a few pixels from it; None if nowhere."""
        if self._shown is None:
            return None
        x, y, width, height = grown(place, TREMOR, (picture.shape[1], picture.shape[0]))
        now = part(picture, (x, y, width, height))
        if any(a < b for a, b in zip(now.shape, self._shown.shape, strict=True)):
            return None
        alike = cv2.matchTemplate(now, self._shown, cv2.TM_CCOEFF_NORMED, mask=self._drawn)
        # Nothing is like an even ground.
        alike[~np.isfinite(alike)] = 0
        _least, most, _at, (along, down) = cv2.minMaxLoc(alike)
        if most < ALIKE:
            return None
        return x + along, y + down, self._shown.shape[1], self._shown.shape[0]
