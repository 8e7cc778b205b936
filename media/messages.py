"""Messages that come over the page for a moment and go again by themselves."""

from __future__ import annotations

from collections import deque

import cv2

from media.boxes import inside
from media.ink import part
from media.motion import CONTRAST, Grey
from media.types import Box

STAYS = (1.0, 10.0)  # Seconds for which a message stands.
ALIKE = 0.9  # Of both boxes: the same place.
DIFFERS = 0.2  # Of the pixels there: no more differs once it has gone; something may be new.
KEPT = 12  # Changes that may still turn out to be a message.


class Messages:
    """Keeps how the place of each late change looked before; boxes are small pixels."""

    def __init__(self) -> None:
        self._came: deque[tuple[float, Box, Grey]] = deque(maxlen=KEPT)

    def came(self, t: float, box: Box, before: Grey) -> None:
        """Remember a change that nothing pressed; `before`: the picture without it."""
        self._came.append((t, box, part(before, box).copy()))

    def goes(self, t: float, box: Box, after: Grey) -> bool:
        """Whether what changes is but a message that goes: its place looks as without it."""
        return any(
            STAYS[0] < t - at < STAYS[1]
            and min(inside(box, old), inside(old, box)) > ALIKE
            and _differs(before, part(after, old)) < DIFFERS
            for at, old, before in self._came
        )


def _differs(one: Grey, other: Grey) -> float:
    return float((cv2.absdiff(one, other) > CONTRAST).mean())
