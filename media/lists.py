"""Lists that open where one presses, to choose from, and close when one has chosen."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from media.boxes import holds, inside, scaled
from media.ink import beside, edges, part
from media.motion import CONTRAST, Grey, differs
from media.types import Box, Point, ScreenEvent

LIST = (0.06, 0.08)  # Of the width and height of the picture: a list that opens is larger.
LIST_GAP = 0.06  # Of the height: how far from what was pressed it opens,
LIST_FIELD = 0.07  # or how far within, where the field that it opens from changes as well.
LIST_MOST = 0.22  # Of the picture: what is larger is a page.
OPENING = 1.0  # Seconds after the press in which it does, or goes when one has chosen.
OPEN = 45.0  # Seconds in which one chooses.
LEAST = 0.008  # Of the pixels of the place: what differs less is no list.
ROWS = 2  # Of which one lights up under the mouse: a list has as many at least.
ROW = 0.8  # Of the width of a list: what lights up there and is not as wide is no row of it.
ALIKE = 0.6  # Of both boxes: the same list.
MOST = 4  # Lists that are open at once, one in the other.
AGAIN = 2  # So much nearer to what was there before is the place of a list that has gone.
LATE = 0.4  # Seconds by which a press may be noticed after what it did.


def opens(box: Box, point: Point, size: tuple[int, int]) -> bool:
    """Whether the box is a list that opens right above or below what is pressed; its field may be
    a part of the box."""
    gap = max(box[1] - point[1], point[1] - box[1] - box[3])
    near = -LIST_FIELD * size[1] <= gap <= LIST_GAP * size[1]
    return near and _is_list(box, point, size) and box[2] * box[3] < LIST_MOST * size[0] * size[1]


def _is_list(box: Box, point: Point, size: tuple[int, int]) -> bool:
    across = box[0] <= point[0] <= box[0] + box[2]
    return across and box[2] > LIST[0] * size[0] and box[3] > LIST[1] * size[1]


def _alike(one: Box, other: Box) -> bool:
    return min(inside(one, other), inside(other, one)) > ALIKE


@dataclass(frozen=True, slots=True)
class _List:
    t: float
    box: Box
    before: Grey
    shown: Grey
    lit: Box | None = None

    def gone(self, now: Grey) -> bool:
        """Whether the place looks rather as before, the row aside that is lit up."""
        away = np.ones(now.shape, bool)
        if self.lit:
            top = self.lit[1] - self.box[1]
            away[max(0, top - 1) : top + self.lit[3] + 1] = False
        differing = self._differs(self.before, now, away)
        rather = AGAIN * differing < self._differs(self.shown, now, away)
        return rather and not self._written(now)

    def _written(self, now: Grey) -> bool:
        """Whether most of what was written in the list still is: all of it may light up."""
        own = edges(self.shown) & ~beside(edges(self.before))
        kept = own & beside(edges(now))
        return 2 * int(kept.sum()) > int(own.sum())

    def _differs(self, look: Grey, now: Grey, where: NDArray[np.bool_]) -> int:
        return int(((cv2.absdiff(look, now) > CONTRAST) & where).sum())


class OpenLists:
    """The lists that presses have opened, until one has chosen from them.

    `scale`: of the small picture, in whose pixels boxes and points are taken, to the whole one.
    `gone`: of a list that went as one last looked, when it had opened and where.
    """

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self._press: tuple[float, Point] | None = None
        self._open: deque[_List] = deque(maxlen=MOST)
        self._chosen: list[tuple[float, float, Box]] = []
        self.gone: tuple[float, Box] | None = None

    def clear(self) -> None:
        """The page is another one, or has moved."""
        self._press = None
        self._open.clear()

    def pressed(self, t: float, point: Point) -> None:
        """What opens now is what this press has opened."""
        self._press = t, point

    def changed(self, t: float, box: Box, before: Grey, picture: Grey) -> None:
        """What has changed between the two pictures: a list may have opened, or a row lit up."""
        for number, held in enumerate(self._open):
            row = inside(box, held.box) > ROW and ROWS * box[3] <= held.box[3]
            if row and box[2] > ROW * held.box[2]:
                self._open[number] = replace(held, lit=box)
        if not self._press or t - self._press[0] > OPENING:
            return
        pressed_at, point = self._press
        if any(_alike(held.box, box) or held.t == pressed_at for held in self._open):
            return
        size = before.shape[1], before.shape[0]
        if opens(box, point, size) or (holds(box, point) and _is_list(box, point, size)):
            old, new = part(before, box).copy(), part(picture, box).copy()
            if differs(old, new) > LEAST:
                self._open.append(_List(pressed_at, box, old, new))

    def folds(self, boxes: Sequence[Box], picture: Grey) -> bool:
        """Whether a list goes again, and but small things change elsewhere."""
        large = [box for box in boxes if box[3] >= LIST[1] * picture.shape[0]]
        return bool(large) and any(
            all(_alike(held.box, box) for box in large) and held.gone(part(picture, held.box))
            for held in self._open
        )

    def look(self, t: float, picture: Grey) -> Box | None:
        """Whether a list has gone again; if no press was seen that chose from it, the row that was
        lit up then."""
        self.gone = None
        for held in list(self._open):
            gone = held.gone(part(picture, held.box))
            if gone or t - held.t > OPEN:
                self._open.remove(held)
            if gone:
                self.gone = held.t, held.box
                self._chosen.append((held.t, t, scaled(held.box, self._scale)))
                if held.lit and self._press and self._press[0] == held.t:
                    return held.lit
        return None

    def marked(self, events: Iterable[ScreenEvent]) -> Iterator[ScreenEvent]:
        """The events, in pixels of the whole picture; a press that chose from a list tells when
        that was opened."""
        for event in events:
            if event.kind == "click" and event.point:
                opened = self._opened(event.t, event.point)
                event = event if opened is None else replace(event, same_as=opened)
            yield event

    def _opened(self, t: float, point: Point) -> float | None:
        return next(
            (
                opened
                for opened, gone, box in self._chosen
                if opened < t and t - LATE <= gone < t + OPENING and holds(box, point)
            ),
            None,
        )
