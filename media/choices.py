"""Choices within a page: boxes that are ticked, and presses whose effect is taken back."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from media.boxes import around, grown, inside, scaled, shared
from media.ink import part
from media.labels import words_of
from media.motion import Grey, differs
from media.ocr import Written
from media.pressed import Thing
from media.shots import Shot
from media.target import find_mark
from media.types import Box

TICK = (0.25, 1.4)  # Of the height of a line: the sizes of a box to tick, or of its tick.
AWAY = (2.2, 0.8)  # The same: how far before the line it stands, and how far inside its box.
LEVEL = 0.4  # The same: how far from the middle of the line.
DARKER = 4.0  # Grey levels by which a tick stands out more than no tick.
LOOKS = 6  # Pictures kept, to know how a thing looked before the cursor came.
PRESSES = 12  # Presses that may still be taken back.
WITHIN = 45.0  # Seconds in which that is a correction.
FREE = (1 << 20, 1 << 20)  # A size that no picture has.
SAME = 0.06  # Of the pixels: what differs less looks the same.
OTHER = 0.2  # What differs more looks otherwise.


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark that changed before the words of `thing`; `more`: it stands out more than before."""

    thing: Thing
    more: bool


@dataclass(frozen=True, slots=True)
class _Press:
    t: float
    box: Box
    before: Grey
    took: bool = False


def tick(
    before: Shot, after: Shot, box: Box, scale: float, lines: Sequence[Written]
) -> Tick | None:
    """The choice before whose words a tick came or went at `box`.

    `box` is in pixels of the small picture, lines and the result in those of the whole one.
    """
    change = scaled(box, scale)
    line = next((line for line in lines if _is_tick(change, line.box)), None)
    if line is None or differs(part(before.grey, box), part(after.grey, box)) < SAME:
        return None
    mark = find_mark(cv2.cvtColor(after.whole(), cv2.COLOR_BGR2GRAY), line.box)
    if not mark or inside(change, grown(mark, 3, FREE)) < 0.6:
        return None
    gain = _stands_out(after.grey, box) - _stands_out(before.grey, box)
    return Tick(Thing(around([mark, line.box]), words_of(line.text) or None), gain >= DARKER)


def _is_tick(mark: Box, line: Box) -> bool:
    x, y, wide, tall = mark
    high = line[3]
    if line[2] <= high and inside(mark, line) == 1:
        return False  # The box to tick itself, read as a letter.
    small, large = (share * high for share in TICK)
    middle = x + wide / 2
    return (
        small <= min(wide, tall)
        and max(wide, tall) <= large
        and line[0] - AWAY[0] * high <= middle <= line[0] + AWAY[1] * high
        and abs(y + tall / 2 - line[1] - high / 2) <= LEVEL * high
    )


def _stands_out(picture: Grey, box: Box) -> float:
    """Grey levels between what is in the box and what is around it."""
    size = picture.shape[1], picture.shape[0]
    ground = float(np.median(part(picture, grown(box, 4, size))))
    return float(np.abs(part(picture, box).astype(np.float32) - ground).mean())


class PressMemory:
    """Remembers how the places of the last presses looked before, to see when they do so again.

    Boxes are pixels of the small picture.
    """

    def __init__(self) -> None:
        self._looks: deque[tuple[Shot, Box | None]] = deque(maxlen=LOOKS)
        self._presses: deque[_Press] = deque(maxlen=PRESSES)

    def look(self, shot: Shot, cursor: Box | None = None) -> None:
        """Keep a picture, with where the cursor was in it."""
        self._looks.append((shot, cursor))

    def before(self, t: float, box: Box | None = None) -> Shot | None:
        """The last picture of this page before that time; the cursor does not cover the box."""
        earlier = [(shot, cursor) for shot, cursor in reversed(self._looks) if shot.t < t]
        clear = (
            shot
            for shot, cursor in earlier
            if not box or not cursor or not shared(grown(cursor, 2, FREE), box)
        )
        return next(clear, earlier[0][0] if earlier else None)

    def clear(self) -> None:
        """The page is another one, or has moved."""
        self._looks.clear()
        self._presses.clear()

    def pressed(self, t: float, box: Box, since: float) -> None:
        """Keep how the box looked before the cursor came there."""
        shot = self.before(since, box)
        if shot:
            self._presses.append(_Press(t, box, part(shot.grey, box).copy()))

    def taken_back(self, t: float, picture: Grey, cursor: Box | None) -> list[_Press]:
        """The presses whose place looked otherwise and looks again as before; each once.

        Nothing is said of a place while the cursor is there.
        """
        back = []
        for number, press in enumerate(self._presses):
            if t - press.t > WITHIN or (cursor and shared(grown(cursor, 2, FREE), press.box)):
                continue
            share = differs(press.before, part(picture, press.box))
            if not press.took and share > OTHER:
                self._presses[number] = replace(press, took=True)
            elif press.took and share < SAME:
                back.append(press)
        for press in back:
            self._presses.remove(press)
        return back
