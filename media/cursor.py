"""Where the mouse cursor is, followed from picture to picture."""

from __future__ import annotations

from dataclasses import replace
from math import dist

from media.boxes import around, below, grown, holds, inside
from media.cursor_looks import CursorLooks
from media.ink import gain, kept_edges, part, plainer
from media.lights import comes_in, lights_up, lit_row, stands_out
from media.motion import CELL, LARGE, Change, Grey
from media.types import Box, Point

LARGEST = 0.09  # Of the height of the picture: a cursor is no larger.
SMALLEST = 3  # Pixels.
TIP, BAR = (0.3, 0.1), (0.5, 0.5)  # Of its size: where it points to.
LOSS = 1.5  # Grey levels of detail that a place gains or loses with the cursor.
GONE = 8.0  # The same, of a place that the cursor has plainly left.
CLEAR = 20.0  # The same, of a place to which it has plainly come.
LITTLE = 2.0  # Pixels: what moves no further trembles.
SURE = 6  # Pixels by which its place may be mistaken.
WITHIN = 0.8  # Of its box: so much of it lies in what changes as it goes away.
LEAST = (5, 7)  # Pixels: what is smaller is not taken for a cursor that comes back.
FREE = (1 << 20, 1 << 20)
USUAL = (9, 12)  # Pixels: the size of a cursor that has not been seen yet.
SHORT = 2  # Times its size: a short move takes no more room,
BETWEEN = 5 * CELL  # with the pixels over which two changes are seen as one.
FURTHER = 1.5  # Times its last move: as it comes to rest, it goes no further.
TRAIL = 1.5  # Seconds in which what it left loses its light.
REST = 0.3  # Seconds without a move after which it is more than passing.
AROUND, ALL = 4, 60  # Times its own room: as large is a day on which it lies, and all of them.
OUTLINE = 0.85  # Of its edges: so many stay where it stays, whatever lights up around it.
MOVING = 0.5  # Seconds after which a cursor that has not moved is at rest.
CALM = 0.05  # Of the picture: where more changes, a small change may be anything,
MEANWHILE = 3.0  # but one so many times its size away, as it goes while a banner turns.


class CursorTracker:
    """Follows the one small thing that moves about; nothing is supposed of its shape.

    A moving cursor leaves two small changes: where it was the picture becomes plainer, where it is
    the picture gains detail. `since` is when it came to where it is, `sure` 0 to 1. `lost`: it was
    seen to go, not where to; a thin cursor over a field is easily missed.
    """

    def __init__(self) -> None:
        self.box: Box | None = None
        self.sure = 0.0
        self.since = 0.0
        self.left: tuple[float, Point] | None = None
        self.lost = False
        self._seen: tuple[float, Box] | None = None
        self._gone_to: Box | None = None
        self._looks = CursorLooks()
        self._trail: list[tuple[float, Point]] = []

    @property
    def point(self) -> Point | None:
        """The hot spot."""
        return _point(self.box) if self.box else None

    def found(self, t: float, point: Point) -> None:
        """It is here for certain: a ring was drawn around it."""
        if self.box and not self.lost and holds(grown(self.box, SURE, FREE), point):
            return
        self._go(t, self._pointing(point), 1.0)

    def _pointing(self, point: Point) -> Box:
        """Its box when its hot spot is there."""
        width, height = self.box[2:] if self.box else USUAL
        along, down = _spot((0, 0, width, height))
        return int(point[0] - along), int(point[1] - down), width, height

    def _on(self, after: Grey, box: Box) -> Box:
        """Its box when it is on a thing: where it is seen, or in the middle."""
        return self._looks.find(after, box) or self._pointing(
            (box[0] + box[2] // 2, box[1] + box[3] // 2)
        )

    def update(self, t: float, before: Grey, after: Grey, change: Change) -> tuple[Box, ...]:
        """The boxes of the change that the cursor explains."""
        if self._gone_to:
            self._go(t, self._gone_to, 0.6)
            self._gone_to = None
        limit = int(after.shape[0] * LARGEST)
        if change.shimmer or change.share > CALM:
            self._gone_to = self._gone_meanwhile(before, after, change.boxes, limit)
            return ()
        under = self._rests_on(t, before, after, change.boxes)
        boxes = tuple(box for box in change.boxes if box not in under)
        small = [box for box in boxes if _fits(box, limit) or self._short(box)]
        spotted = self._spotted(t, before, after, boxes, small)
        if spotted is not None:
            return spotted
        if small:
            return self._moved(t, before, after, boxes, small)
        if not under and not (self.lost and self._came_upon(t, change.boxes, after.shape)):
            self._follow(t, before, after, change.boxes)
        self._seen = None
        return ()

    def _spotted(
        self, t: float, before: Grey, after: Grey, boxes: tuple[Box, ...], small: list[Box]
    ) -> tuple[Box, ...] | None:
        """The boxes that it explains if it is seen in what changes, by its looks; else None."""
        if not self.box or not (
            self.lost
            or any(_touch(box, self.box) for box in boxes)
            or self._elsewhere(boxes, small, after)
        ):
            return None
        own, seen = self.box, None
        if not self.lost and not plainer(before, after, own):
            seen = self._looks.find(after, own)
        if not seen:
            seen = self._looks.best(after, boxes)
            if not seen or gain(before, after, seen) < LOSS:
                return None
        if self.lost or dist(_point(seen), _point(own)) > LITTLE:
            self._go(t, seen, 1.0)
        else:
            self.box = seen
        return tuple(box for box in small if _touch(box, own) or _touch(box, seen))

    def _elsewhere(self, boxes: tuple[Box, ...], small: list[Box], after: Grey) -> bool:
        """Whether one thing of its size is all that changes, and it is not seen where it was."""
        one = len(boxes) == len(small) == 1 and self.box
        return bool(one) and _alike(small[0], self.box) and not self._looks.find(after, self.box)

    def _moved(
        self, t: float, before: Grey, after: Grey, boxes: tuple[Box, ...], small: list[Box]
    ) -> tuple[Box, ...]:
        """What of the small boxes, which may be the cursor, it explains as it moves."""
        left = [box for box in small if self.box and _touch(box, self.box)]
        gains = {box: gain(before, after, box) for box in small}
        if self.lost:
            back = self._back(t, small, gains)
            if back:
                return back
        moving = t - self.since < MOVING
        new = self._arrivals(small, left, gains, moving=moving)
        if left and new:
            self._looks.learn(before, after, new[0])
            self._go(t, new[0], 1.0)
            return (*left, new[0])
        gone = [box for box in left or small if self._went(box, gains[box])]
        if gone and not new:
            return self._missed(t, gone, left, boxes, before, after)
        if left:
            self._nudge(t, left[0])
            return (left[0],)
        if new and len(small) <= 3 and self._may_be(new[0], small, after):
            self._go(t, new[0], 0.6)
            return tuple(small)
        if not gone:
            self._follow(t, before, after, tuple(box for box in boxes if box not in small))
        return ()

    def _gone_meanwhile(
        self, before: Grey, after: Grey, boxes: tuple[Box, ...], limit: int
    ) -> Box | None:
        """Where it goes while one large thing changes, a banner that turns, the calendar that it
        is in; None if not known."""
        small = [box for box in boxes if _fits(box, limit)]
        others = [box for box in boxes if min(box[2:]) >= SMALLEST and box not in small]
        if not self.box or len(others) != 1:
            return None
        if not small and inside(self.box, others[0]) == 1:
            gone = gain(before, after, self.box) < -LOSS
            found = self._looks.find(after, others[0]) if gone else None
            moved = found and dist(_point(found), _point(self.box)) > SURE
            return found if moved else None
        if len(small) != 2:
            return None
        old, new = sorted(small, key=lambda box: gain(before, after, box))
        near = dist(old[:2], self.box[:2]) < MEANWHILE * max(self.box[2:])
        told = gain(before, after, old) < -LOSS and gain(before, after, new) > LOSS
        return new if near and told and _alike(old, new) else None

    def _came_upon(self, t: float, boxes: tuple[Box, ...], shape: tuple[int, ...]) -> bool:
        """Whether a lost cursor that came somewhere a moment ago is on what now lights up there."""
        if not self._seen or t - self._seen[0] > MOVING:
            return False
        lit = [box for box in boxes if lights_up(box, shape)]
        if len(lit) != 1 or inside(self._seen[1], lit[0]) < 1:
            return False
        self._go(t, self._seen[1], 0.6)
        return True

    def aside(self, change: Change) -> Change:
        """A large change without what the cursor, as it moves meanwhile, adds to it."""
        if not self.box or change.share <= LARGE or len(change.boxes) < 2:
            return change
        wide, high = (SHORT * side + BETWEEN for side in self.box[2:])
        rest = [
            box
            for box in change.boxes
            if not (_touch(box, self.box) and box[2] <= wide and box[3] <= high)
        ]
        return replace(change, boxes=tuple(rest))

    def _follow(self, t: float, before: Grey, after: Grey, boxes: tuple[Box, ...]) -> None:
        """It went to a row that lit up with its coming, from beside it or from another one."""
        if not self.box or not boxes:
            return
        _, y, _, height = self.box
        left = [box for box in boxes if inside(self.box, box) > WITHIN]
        if not left or gain(before, after, self.box) > -LOSS:
            return
        if self._arriving(t, left, boxes, after.shape):
            self._go(t, self._on(after, left[0]), 0.5)
            return
        rows = [lit_row(before, after, box) for box in boxes if not inside(self.box, box)]
        row = rows[0] if len(rows) == 1 else None
        if not rows:
            row = lit_row(before, after, max(boxes, key=lambda box: box[2] * box[3]))
        elif row and stands_out(after, row) <= stands_out(before, row):
            return
        if row and not row[1] <= y + height / 2 <= row[1] + row[3]:
            self._go(t, self._on(after, row), 0.5)

    def _arriving(
        self, t: float, left: list[Box], boxes: tuple[Box, ...], shape: tuple[int, ...]
    ) -> bool:
        """Whether it came to the one thing where it was last seen: all else that changes is much
        further away than it went in its last move, or it came from there."""
        if not self.left or t - self.since > MOVING or len(left) != 1 or not self.point:
            return False
        reach = FURTHER * dist(self.left[1], self.point)
        others = [box for box in boxes if box not in left]
        return (
            bool(others)
            and lights_up(left[0], shape)
            and all(
                self._was_on(t, box) or not holds(grown(box, int(reach), FREE), self.point)
                for box in others
            )
        )

    def _was_on(self, t: float, box: Box) -> bool:
        """Whether it came from there: the thing loses the light that it had."""
        return any(t - at < TRAIL and holds(box, point) for at, point in self._trail)

    def _back(self, t: float, small: list[Box], gains: dict[Box, float]) -> tuple[Box, ...]:
        """A lost cursor came to a place a moment ago and moves on from there."""
        seen, self._seen = self._seen, None
        if seen and t - seen[0] < MOVING:
            left = next((box for box in small if _touch(box, seen[1])), None)
            to = [
                box for box in small if box != left and gains[box] > LOSS and _alike(box, seen[1])
            ]
            if left and to and gains[left] < -LOSS:
                self._go(t, to[0], 0.6)
                return (left, to[0])
            if left and not to and inside(seen[1], left) == 1 and left != seen[1]:
                # It came, and what it came to lit up.
                self._go(seen[0], seen[1], 0.6)
                return (left,) if _alike(left, seen[1]) else ()
        came = [
            box for box in small if gains[box] > LOSS and box[2] >= LEAST[0] and box[3] >= LEAST[1]
        ]
        if len(came) == 1:
            self._seen = (t, came[0])
        return ()

    def _may_be(self, box: Box, small: list[Box], after: Grey) -> bool:
        """Whether it may look so: it keeps about its size, and is not still seen where it was while
        what comes does not look like it, or another of choices below one another is marked."""
        stays = self.box and self._looks.find(after, self.box)
        if stays and (below(small, LITTLE) or not self._looks.best(after, [box])):
            return False
        return self.box is None or self.sure < 1.0 or _alike(box, self.box)

    def _rests_on(self, t: float, before: Grey, after: Grey, boxes: tuple[Box, ...]) -> list[Box]:
        """The things, such as a day of a calendar, that change all around it as it rests; where it
        begins to move, it lies in a corner of what changes. It may change its form as all go."""
        own = self.box
        if not own or self.lost or t - self.since < REST or plainer(before, after, own):
            return []
        held = [box for box in boxes if inside(own, box) >= WITHIN and not _corner(box, own)]
        rooms = {box: box[2] * box[3] / (own[2] * own[3]) for box in held}
        whole = max(rooms.values(), default=0) > ALL
        stays = whole or kept_edges(part(before, own), part(after, own)) > OUTLINE
        return [box for box in held if stays and rooms[box] > AROUND]

    def _short(self, box: Box) -> bool:
        """Whether the box is that of a short move: it reaches further than where the cursor was."""
        own = self.box
        if not own or not _corner(box, own) or min(box[2:]) < SMALLEST:
            return False
        further = box[2] > own[2] + 1 or box[3] > own[3] + 1
        room = box[2] - SHORT * own[2], box[3] - SHORT * own[3]
        return further and max(room) <= BETWEEN

    def _went(self, box: Box, gained: float) -> bool:
        """Whether the cursor went away there; what reaches further is rather a short move."""
        if not self.box or not _touch(box, self.box):
            return gained < -GONE
        if self._short(box):
            return False
        return gained < (0 if _near(box, self.box) else -GONE)

    def _missed(
        self,
        t: float,
        gone: list[Box],
        left: list[Box],
        boxes: tuple[Box, ...],
        before: Grey,
        after: Grey,
    ) -> tuple[Box, ...]:
        """It went away and was not seen to come: it is on what lit up meanwhile, still there as
        another shape, or lost."""
        lit = [box for box in boxes if box not in gone and lights_up(box, after.shape)]
        lit = [box for box in lit if comes_in(before, after, box)]
        if len(lit) == 1 and self.box:
            self._go(t, self._on(after, lit[0]), 0.5)
        elif gone != left or any(plainer(before, after, box) for box in gone):
            self.lost = True
        return tuple(gone)

    def _arrivals(
        self, small: list[Box], left: list[Box], gains: dict[Box, float], *, moving: bool
    ) -> tuple[Box, ...]:
        """Where the cursor may have come to, best first; nothing if it did not go away."""
        others = [box for box in small if box not in left]
        others.sort(key=gains.__getitem__, reverse=True)
        if left and self.box:
            if self._short(left[0]) and max((gains[box] for box in others), default=0.0) < CLEAR:
                return ()
            others = [box for box in others if _alike(box, self.box)]
        gone = len(left) == len(others) == 1 and self.box and _near(left[0], self.box)
        if gone and (moving or gains[others[0]] > CLEAR) and _alike(others[0], left[0]):
            return tuple(others)
        if min(gains[box] for box in (left or small)) > -LOSS:
            return ()
        return tuple(box for box in others if gains[box] > LOSS)

    def _go(self, t: float, box: Box, sure: float) -> None:
        if self.point:
            self.left = (t, self.point)
            self._trail = [*(one for one in self._trail if t - one[0] < TRAIL), self.left]
        self.box, self.sure, self.since, self.lost = box, sure, t, False

    def _nudge(self, t: float, seen: Box) -> None:
        """A move so short that the old and the new place make one box."""
        assert self.box
        x, y, width, height = self.box
        if (seen[2] > 2 * width or seen[3] > 2 * height) and not _corner(seen, self.box):
            return
        if seen[2] > width + 1 or seen[3] > height + 1:
            right = seen[0] + seen[2] - width
            bottom = seen[1] + seen[3] - height
            to_x = seen[0] if x - seen[0] > right - x else max(right, seen[0])
            to_y = seen[1] if y - seen[1] > bottom - y else max(bottom, seen[1])
            self._go(t, (to_x, to_y, width, height), self.sure)


def _spot(box: Box) -> tuple[float, float]:
    """How far the hot spot is from the upper left: at the tip of an arrow or of a finger, in the
    middle of the bar between letters."""
    along, down = BAR if 2 * box[2] < box[3] else TIP
    return along * box[2], down * box[3]


def _point(box: Box) -> Point:
    along, down = _spot(box)
    return int(box[0] + along), int(box[1] + down)


def _fits(box: Box, limit: int) -> bool:
    return SMALLEST <= box[2] <= limit and SMALLEST <= box[3] <= limit


def _corner(seen: Box, box: Box) -> bool:
    """Whether the box lies in a corner of what is seen, as the start of a short move does."""
    sides = (
        min(abs(seen[0] - box[0]), abs(seen[0] + seen[2] - box[0] - box[2])),
        min(abs(seen[1] - box[1]), abs(seen[1] + seen[3] - box[1] - box[3])),
    )
    return max(sides) <= CELL


def _alike(one: Box, other: Box) -> bool:
    """Whether both may be the cursor, be it an arrow, a hand or the bar between letters."""
    return max(one[2], other[2]) < 3.5 * min(one[2], other[2]) and max(
        one[3], other[3]
    ) < 2.2 * min(one[3], other[3])


def _near(one: Box, other: Box) -> bool:
    return all(abs(a - b) <= 2 for a, b in zip(one, other, strict=True))


def _touch(one: Box, other: Box) -> bool:
    both = around([one, other])
    assert both
    return both[2] < one[2] + other[2] and both[3] < one[3] + other[3]
