"""Large changes of the picture: a new page, a window opening or closing, scrolling."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import cv2
import numpy as np

from media.boxes import around, inside
from media.ink import part
from media.motion import CONTRAST, Change, Grey
from media.types import Box

LARGE_BOX = 0.22  # Of the picture: what changes within a smaller box is no page.
QUIET = 0.7  # Seconds without a large change after which the picture has settled.
LOAD = 5.0  # Seconds within which a page and the rest of it are one load.
TURN = 3.0  # Seconds for which a slide stands at least, before the next one in its place.
PLACE = 0.6  # Of both boxes: so much of one lies in the other, where words turn.
TAB = 0.03  # Of the height, from the top: the tab of the browser, with its title.
EMPTY = 40.0  # The same, where nothing is shown as yet.
BLANK = 0.02  # Of the picture: where no more has another shade than the rest, nothing is shown.
BRIEF = 1.0  # Seconds: what stands no longer is no page, but the blank before one.
DIM, BRIGHT = 0.8, 1.25
SAME = 0.012  # Share of cells that may differ between two looks at the same page.
MEMORY = 48  # Looks remembered.

Kind = Literal["page", "dialog", "scroll"]


@dataclass(frozen=True, slots=True)
class Large:
    """A large change from `start` to `end`; `same_as`: when the picture already looked so."""

    kind: Kind
    start: float
    end: float
    box: Box | None
    shift: int = 0
    same_as: float | None = None


class PageTracker:
    """Joins large changes that follow one another, and knows pages seen before again.

    `joined`: the last change was but the next part of one that had begun.
    """

    def __init__(self) -> None:
        self.joined = False
        self._open: Large | None = None
        self._boxes: list[Box] = []
        self._looks: deque[tuple[float, Grey | None]] = deque(maxlen=MEMORY)
        self._settled = float("-inf")

    def update(
        self, t: float, before: Grey, after: Grey, change: Change, *, moved: bool
    ) -> list[Large]:
        """The changes that are over. `moved`: the cursor has moved since the last one."""
        ended = self._settle(t, before, moved=moved)
        kind = classify(change, after)
        if kind == "dialog" and (_blank(before) or _blank(after)):
            # No window opens over nothing: a page fades into another one.
            kind = "page"
        self.joined = False
        if kind is None:
            return ended
        if self._open and self._joins(kind, t, before, change.boxes, moved=moved):
            self._boxes += change.boxes
            joined = "scroll" if "scroll" in (kind, self._open.kind) else self._open.kind
            self._open = replace(
                self._open,
                kind=joined,
                end=t,
                box=around([box for box in (self._open.box, change.box) if box]),
                shift=self._open.shift + change.shift,
            )
            self.joined = True
            return ended
        ended += self._settle(float("inf"), before, moved=True)
        self._looks.append((t, _look(before) if t - self._settled >= BRIEF else None))
        self._open, self._boxes = Large(kind, t, t, change.box, change.shift), [*change.boxes]
        return ended

    def finish(self, last: Grey) -> list[Large]:
        return self._settle(float("inf"), last, moved=True)

    def _joins(
        self, kind: Kind, t: float, before: Grey, boxes: Sequence[Box], *, moved: bool
    ) -> bool:
        assert self._open
        gap = t - self._open.end
        if gap < 0.45 and "dialog" not in (kind, self._open.kind):
            return True
        wait = self._more_comes(before, moved=moved)
        turns = gap > TURN and self._turns(boxes)
        if wait < EMPTY and (turns or self._names(boxes, before)):
            return False
        return kind == "page" and gap < wait

    def _names(self, boxes: Sequence[Box], picture: Grey) -> bool:
        """Whether the tab changes, which did not before: only now a page comes."""
        top = TAB * picture.shape[0]
        return min(box[1] for box in boxes) < top <= min(box[1] for box in self._boxes)

    def _turns(self, boxes: Sequence[Box]) -> bool:
        """Whether most of what changes changed before, place by place: the next slide."""
        again = [box for box in boxes if any(_in_place(box, old) for old in self._boxes)]
        return 2 * len(again) > len(boxes)

    def _more_comes(self, picture: Grey, *, moved: bool) -> float:
        """Seconds within which what comes is but the rest of the page that is coming, if one is."""
        if not self._open or self._open.kind != "page" or moved:
            return 0.0
        empty = self._open.box and _blank(part(picture, self._open.box))
        return EMPTY if empty else LOAD

    def _settle(self, t: float, picture: Grey, *, moved: bool) -> list[Large]:
        """The change that is over, if one is. `picture`: what it has brought."""
        wait = max(QUIET, self._more_comes(picture, moved=moved))
        if not self._open or t - self._open.end <= wait:
            return []
        look = _look(picture)
        # The look just left is no return; the ones before it are.
        older = list(self._looks)[:-1]
        known = ((when, seen) for when, seen in reversed(older) if seen is not None)
        same_as = next((when for when, seen in known if _same(seen, look)), None)
        done = replace(self._open, same_as=same_as)
        self._open, self._settled = None, done.end
        return [done]


def classify(change: Change, picture: Grey) -> Kind | None:
    """What kind of large change this is, or None."""
    box = change.box
    if change.shimmer or box is None:
        return None
    share = box[2] * box[3] / picture.size
    if share < LARGE_BOX or change.share < 0.03:
        return None
    if change.shift:
        return "scroll"
    if share > 0.7 and change.share > 0.4 and not DIM < change.light < BRIGHT:
        return "dialog"
    return "page"


def _in_place(one: Box, other: Box) -> bool:
    return min(inside(one, other), inside(other, one)) > PLACE


def _blank(picture: Grey) -> bool:
    """Whether nothing is shown there."""
    ground = np.full_like(picture, np.median(picture))
    return float(np.mean(cv2.absdiff(picture, ground) > CONTRAST)) < BLANK


def _look(picture: Grey) -> Grey:
    return cv2.resize(picture, (160, 90), interpolation=cv2.INTER_AREA)


def _same(one: Grey, other: Grey) -> bool:
    return float(np.mean(cv2.absdiff(one, other) > 12)) < SAME
