"""Choices within a page: boxes that are ticked, lists that open to choose from, and presses whose
effect is taken back."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from media.boxes import around, grown, holds, inside, scaled, shared
from media.ink import part
from media.labels import words_of
from media.motion import CONTRAST, Grey
from media.ocr import Written
from media.pressed import Thing
from media.shots import Shot
from media.target import find_mark
from media.types import Box, Point, ScreenEvent

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
LIST = (0.06, 0.08)  # Of the width and height of the picture: a list that opens is larger.
LIST_GAP = 0.06  # Of the height: how far from what was pressed it opens.
OPENING = 1.0  # Seconds after the press in which it does, or goes when one has chosen.
OPEN = 45.0  # Seconds in which one chooses.
LEAST = 0.02  # Of the pixels of the place: what differs less is no list.
ROWS = 2  # Of which one lights up under the mouse: a list has as many at least.
ROW = 0.8  # Of the width of a list: what lights up there and is not as wide is no row of it.
ALIKE = 0.6  # Of both boxes: the same list.
MOST = 4  # Lists that are open at once, one in the other.
LATE = 0.4  # Seconds by which a press may be noticed after what it did.


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
    if line is None or _differs(part(before.grey, box), part(after.grey, box)) < SAME:
        return None
    mark = find_mark(cv2.cvtColor(after.whole(), cv2.COLOR_BGR2GRAY), line.box)
    if not mark or inside(change, grown(mark, 3, FREE)) < 0.6:
        return None
    gain = _stands_out(after.grey, box) - _stands_out(before.grey, box)
    return Tick(Thing(around([mark, line.box]), words_of(line.text) or None), gain >= DARKER)


def _is_tick(mark: Box, line: Box) -> bool:
    x, y, wide, tall = mark
    high = line[3]
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


def opens(box: Box, point: Point, size: tuple[int, int]) -> bool:
    """Whether the box is a list that opens right above or below what is pressed."""
    gap = max(box[1] - point[1], point[1] - box[1] - box[3])
    return _is_list(box, point, size) and 0 < gap <= LIST_GAP * size[1]


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


class OpenLists:
    """The lists that presses have opened, until one has chosen from them.

    `scale`: of the small picture, in whose pixels boxes and points are taken, to the whole one.
    """

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self._press: tuple[float, Point] | None = None
        self._open: deque[_List] = deque(maxlen=MOST)
        self._chosen: list[tuple[float, float, Box]] = []

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
            if _differs(old, new) > LEAST:
                self._open.append(_List(pressed_at, box, old, new))

    def look(self, t: float, picture: Grey) -> Box | None:
        """Whether a list has gone again; if no press was seen that chose from it, the row that was
        lit up then."""
        for held in list(self._open):
            now = part(picture, held.box)
            gone = _differs(held.before, now) < _differs(held.shown, now)
            if gone or t - held.t > OPEN:
                self._open.remove(held)
            if gone:
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
            differs = _differs(press.before, part(picture, press.box))
            if not press.took and differs > OTHER:
                self._presses[number] = replace(press, took=True)
            elif press.took and differs < SAME:
                back.append(press)
        for press in back:
            self._presses.remove(press)
        return back


def _differs(one: Grey, other: Grey) -> float:
    """The part of the middle that differs; an outline around the thing is no effect."""
    high, wide = one.shape
    inner = np.s_[high // 5 : high - high // 5, wide // 5 : wide - wide // 5]
    return float((cv2.absdiff(one[inner], other[inner]) > CONTRAST).mean())
