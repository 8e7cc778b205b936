"""Presses of the mouse: the cursor came to rest, then something happened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import dist

import cv2
import numpy as np

from media.boxes import holds, inside, shared
from media.cursor import CursorTracker
from media.ink import part
from media.lists import LIST, opens
from media.motion import CONTRAST, Grey
from media.target import plausible
from media.types import Box, Point

HOVER = 0.3  # Seconds after arriving in which a change under the cursor is but its welcome.
PATIENCE = 8.0  # Seconds that a page may take to answer a press.
SLOW = 40.0  # The same, while the cursor stays where it pressed and nothing else has come.
LEAVING = 5.0  # Seconds of rest after which a small change is rather the cursor going away.
SOON = 1.5  # Seconds in which a box is ticked, say, after the cursor came to rest on its words.
MARK = 4  # Pixels a side of the smallest tick.
THIN = (2, 3)  # Pixels of height, and how many so thin: the noise of video coding along edges.
LIT = 0.5  # Of what stands out less: so much has to stand out more.
HABIT = 0.3  # Seconds between pressing and the first answer.
RING = 0.1  # Seconds between pressing and the first picture with a ring around the cursor.
NEAR = 16.0  # Pixels around a press in which what follows is its answer, no other press.
LOAD = 5.0  # Seconds between the first sign that a page is coming and the page.
GONE = 0.9  # Of a sign, or of what lit up: so much of its place changes as it goes.
TAB = 0.03  # Of the height, from the top: the tab of the browser, with its title.
SIGN = 0.03  # Of the picture: such a sign is no larger (a bar, a field that is left).


@dataclass(frozen=True, slots=True)
class Click:
    """A press at `point` at about `t`; `box`: what lit up there, if anything did; `beside`: what
    changed beside it, if that alone tells of the press."""

    t: float
    point: Point
    box: Box | None
    weight: float
    beside: Box | None = None


class ClickFinder:
    """Joins rests of the cursor with what happens in the picture meanwhile.

    `answered_press`: where the press was that the last large change answers, if the cursor has
    stayed there.
    """

    def __init__(self, cursor: CursorTracker) -> None:
        self._cursor = cursor
        self._hover: tuple[float, Box] | None = None
        self._used: float | None = None
        self._last = float("-inf")
        self.answered_press: Point | None = None
        self._awaited = False
        self._ring: tuple[float, Point] | None = None
        self._signs: tuple[float, list[tuple[float, Box]]] = (0.0, [])
        self._waited: float | None = None
        self._noisy = False

    def sign(self, t: float, box: Box, size: tuple[int, int]) -> None:
        """Remember a small change while the cursor rests: a page that comes begins with one.

        A bar grows, a field is left, a button turns grey; a caret that blinks is no sign.
        """
        since = self._cursor.since
        if self._cursor.lost or t - since <= HOVER:
            return
        if box[2] < MARK or (self._noisy and box[3] < THIN[0]):
            return
        if box[2] * box[3] > SIGN * size[0] * size[1]:
            return
        if self._signs[0] != since:
            self._signs = (since, [])
        self._signs[1].append((t, box))

    def begin(self, t: float, boxes: tuple[Box, ...]) -> None:
        """Whether a sign of waiting goes as other things change: then the waiting is over."""
        things = [box for box in boxes if box[3] >= THIN[0]]
        self._noisy = len(boxes) - len(things) >= THIN[1]
        self._waited = next(
            (
                at
                for at, sign in self._signed(t)
                if len(things) > 2 and any(inside(sign, box) > GONE for box in things)
            ),
            None,
        )

    def _signed(self, t: float) -> list[tuple[float, Box]]:
        since, signs = self._signs
        return [(at, box) for at, box in signs if since == self._cursor.since and t - at < LOAD]

    def arrival(self, t: float, boxes: tuple[Box, ...], size: tuple[int, int]) -> None:
        """Remember what lights up under a cursor that has just come."""
        point = self._cursor.point
        if not point or t - self._cursor.since > HOVER:
            return
        for box in boxes:
            if holds(box, point, 3) and plausible(box, *size):
                self._hover = (t, box)

    def gone(self, opened: float, box: Box) -> None:
        """Forget what lit up in a list while that was open: it has gone."""
        if self._hover and self._hover[0] > opened and inside(self._hover[1], box) > GONE:
            self._hover = None

    def welcomes(self, t: float, box: Box) -> bool:
        """Whether the box lights up, since the cursor has just come there."""
        point = self._cursor.point
        return bool(point and t - self._cursor.since <= HOVER and holds(box, point, 3))

    def welcome(self, t: float, boxes: tuple[Box, ...]) -> bool:
        """Whether but two things differ: the one the cursor left, and the one it came to.

        Two cards far apart make a change as large as a page.
        """
        cursor = self._cursor
        if not cursor.point or not cursor.left or t - cursor.since > HOVER or len(boxes) != 2:
            return False
        old, new = cursor.left[1], cursor.point
        return any(
            holds(one, old, 4) and holds(other, new, 4) and not shared(one, other)
            for one, other in (boxes, boxes[::-1])
        )

    def unfolds(self, boxes: tuple[Box, ...], size: tuple[int, int]) -> bool:
        """Whether a list opens at the cursor, and but small things change elsewhere: the title of
        the tab is none of them."""
        point = self._cursor.point
        if not point or len(boxes) < 2 or any(box[1] < TAB * size[1] for box in boxes):
            return False
        others = [box for box in boxes if not opens(box, point, size)]
        return len(others) == len(boxes) - 1 and all(box[3] < LIST[1] * size[1] for box in others)

    def local(self, t: float, box: Box, before: Grey, after: Grey) -> Click | None:
        """The press that a small change under or beside the cursor tells of."""
        size = after.shape[1], after.shape[0]
        if self._cursor.lost:
            lit = lit_part(before, after, box)
            return self._unseen(t, lit, size) if lit else None
        point = self._cursor.point
        rest = t - self._cursor.since
        if not point or rest <= HOVER:
            return None
        if holds(box, point, 4):
            if rest > LEAVING and self._leaves(box):
                return None
            return self._press(t, 0.8, box if plausible(box, *size) else None, self._waited)
        if opens(box, point, size):
            return self._press(t, 0.7, None)
        same_row = box[1] - 6 <= point[1] <= box[1] + box[3] + 6
        if rest < SOON and same_row and min(box[2], box[3]) >= MARK:
            press = self._press(t, 0.6, None)
            return replace(press, beside=box) if press else None
        return None

    def elsewhere(self, t: float, boxes: list[Box], size: tuple[int, int]) -> Click | None:
        """The press that changes away from the cursor tell of, where none tells more."""
        cursor = self._cursor
        if not cursor.point or cursor.lost or t - cursor.since <= HOVER:
            return None
        if self._waited:
            return self._press(t, 0.7, None, self._waited)
        told = any(self._tells(t, box, size) for box in boxes)
        return self._press(t, 0.5, None) if told else None

    def _tells(self, t: float, box: Box, size: tuple[int, int]) -> bool:
        """Whether the box may be a message that what was pressed is done.

        Nothing but that tells of it: the cursor came to a thing that lit up a moment ago.
        """
        arrived = self._hover is not None and self._hover[0] - self._cursor.since <= HOVER
        new = self._used != self._cursor.since and t - self._cursor.since < SOON
        return arrived and new and plausible(box, *size) and box[2] > 2 * box[3]

    def _unseen(self, t: float, box: Box, size: tuple[int, int]) -> Click | None:
        """The press of a cursor that went out of sight on what lights up, as a field does."""
        if not plausible(box, *size) or box[2] < 2 * box[3] or t - self._last < SOON:
            return None
        self._last = t
        point = (box[0] + box[2] // 2, box[1] + box[3] // 2)
        return Click(t - HABIT / 2, point, box, 0.6)

    def _leaves(self, box: Box) -> bool:
        """Whether the change is hardly larger than the cursor: it may only be leaving."""
        own = self._cursor.box
        assert own
        return box[2] < 3 * own[2] and box[3] < 3 * own[3]

    def tick(self, t: float, mark: Box, row: Box, *, more: bool) -> Click | None:
        """The press that changed the mark before the words of this row.

        Under the cursor a mark is changed by a press, be it ticked or cleared, bright or dark.
        A row may reach further than its words. Beyond them, and where no cursor is seen, it is but
        the one that stands out more: another of its group is cleared by itself.
        """
        cursor = self._cursor
        beyond = row[0], row[1], 1 << 20, row[3]
        if cursor.point and holds(beyond if more and not cursor.lost else row, cursor.point, 4):
            if self._answered(t, cursor.point):
                return None
            self._pressed(t)
            return Click(max(cursor.since, t - HABIT), cursor.point, mark, 0.8)
        if not more or (cursor.point and not cursor.lost):
            return None
        self._last = t
        return Click(t - HABIT, (mark[0] + mark[2] // 2, mark[1] + mark[3] // 2), mark, 0.8)

    def chosen(self, t: float, row: Box) -> Click:
        """The press on this row of a list that has just gone, where it was not seen otherwise."""
        self._pressed(t)
        return Click(t - HABIT, (row[0] + row[2] // 2, row[1] + row[3] // 2), row, 0.8)

    def large(self, t: float) -> Click | None:
        """The press that a new page or window tells of; the first after a press is its answer."""
        cursor, self.answered_press = self._cursor, None
        patience = SLOW if self._awaited else PATIENCE
        if not cursor.point:
            return None
        if self._used == cursor.since and t - self._last < patience:
            self._awaited, self.answered_press = False, cursor.point
            return None
        rest = t - cursor.since
        weight = 1.0 if rest < 4 else 0.7 if rest < PATIENCE else 0.5
        first = next((at for at, _box in self._signed(t)), t)
        press = self._press(t, weight * (0.5 + 0.5 * cursor.sure), None, first)
        self._awaited = False
        return press

    def ring(self, t: float, point: Point) -> Click:
        """The press around which a ring was drawn."""
        self._ring = (t, point)
        self._pressed(t)
        return Click(t - RING, point, self._lit(point), 1.0)

    def _press(
        self, t: float, weight: float, seen: Box | None, first: float | None = None
    ) -> Click | None:
        """The press that is told of at `t`, and whose first sign was seen at `first`."""
        cursor = self._cursor
        point = cursor.point
        assert point
        if self._answered(t, point):
            return None
        self._pressed(t)
        began = t if first is None else first
        return Click(max(cursor.since, began - HABIT), point, self._lit(point) or seen, weight)

    def _pressed(self, t: float) -> None:
        """The cursor has pressed where it is; what it does may be seen later."""
        self._used, self._last, self._awaited = self._cursor.since, t, True

    def _answered(self, t: float, point: Point) -> bool:
        """Whether what happens is but the answer to a press that is known."""
        if self._used == self._cursor.since and t - self._last < PATIENCE:
            return True
        ring = self._ring
        return bool(ring and t - ring[0] < PATIENCE and dist(ring[1], point) < NEAR)

    def _lit(self, point: Point) -> Box | None:
        """What lit up around the point as the cursor came."""
        return self._hover[1] if self._hover and holds(self._hover[1], point, 3) else None


def lit_part(before: Grey, after: Grey, box: Box) -> Box | None:
    """The part of the box that stands out more than before; None if most of it does less so.

    Of two fields it is the one that is pressed, not the one that is left.
    """
    old, new = (part(picture, box).astype(np.int16) for picture in (before, after))
    ground = int(np.median(new))
    gain = np.abs(new - ground) - np.abs(old - ground)
    gained, lost = gain > CONTRAST, gain < -CONTRAST
    if gained.sum() < LIT * lost.sum():
        return None
    _count, _labels, stats, _centres = cv2.connectedComponentsWithStats(gained.astype(np.uint8))
    sizes = [int(wide) * int(high) for _x, _y, wide, high, _area in stats[1:]]
    if not sizes:
        return None
    x, y, width, height = (int(side) for side in stats[1 + int(np.argmax(sizes))][:4])
    return box[0] + x, box[1] + y, width, height
