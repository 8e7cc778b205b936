"""Typing: a small part of the picture that grows along a line."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from media.boxes import around, holds
from media.motion import Grey
from media.shots import Shot
from media.types import Box, Point

TALLEST = 0.07  # Of the height of the picture: a line of writing is no taller.
WIDEST = 0.2  # Of the width: what is written between two pictures is no wider.
PAUSE = 3.0  # Seconds without a change that end a run of typing.
GROWTH = 0.016  # Of the width: a blinking caret never grows so far.
BRIEF, LETTER = 0.009, 0.006  # The same, where what comes is as wide as a letter: two figures.
LINES = 0.08  # Of the height: from here on it is several lines, which begin anew on the left.
SEVERAL = 6  # Changes: three in a line, and there are two lines.
PITCH = 2.2  # Of the height of the letters: the next line of the same text is no further down.
INK = 32  # Grey levels between writing and its ground.
WIDER = 4  # Letters that come one by one are narrower than the outline of their field by this.
NEAR = 0.06  # Of the width: the next letters are no further away.


@dataclass(slots=True)
class _Run:
    start: float
    last: float
    box: Box
    reach: tuple[float, float]
    first: float
    newest: float
    before: Grey
    after: Grey
    letters: Box
    count: int = 1
    shot: Shot | None = None
    cover: Box | None = None

    def wrote(self, now: Grey) -> bool:
        """Whether something stands written all along; a cursor that passes leaves nothing."""
        x, y, width, height = self.box
        part = np.s_[y : y + height, x : x + width]
        changed = cv2.absdiff(self.before[part], now[part]) > INK
        return float(changed.any(axis=0).mean()) > 0.4


@dataclass(frozen=True, slots=True)
class Typing:
    """Letters appeared in `box` from `start` to `end`, in `count` changes, one of them `shot`, in
    which the cursor covers `cover`."""

    start: float
    end: float
    box: Box
    count: int
    shot: Shot
    cover: Box | None = None


class TypingTracker:
    """Gathers small changes along a line into runs of typing."""

    def __init__(self, width: int, height: int) -> None:
        self._width, self._height = width, height
        self._runs: list[_Run] = []

    def update(
        self,
        before: Grey,
        shot: Shot,
        boxes: tuple[Box, ...],
        cursor: Point | None,
        cover: Box | None = None,
    ) -> tuple[list[Box], list[Typing]]:
        """The boxes that belong to a run, and the runs that ended; none begins under the cursor.

        `cover`: what the cursor hides of the shot.
        """
        t, after = shot.t, shot.grey
        ended = self._close(t)
        taken = []
        for box in boxes:
            if box[3] > TALLEST * self._height or box[2] > WIDEST * self._width:
                continue
            middle = box[0] + box[2] / 2
            run = next((run for run in self._runs if self._follows(run, box)), None)
            if run and not run.wrote(before):
                self._runs.remove(run)
                run = None
            if run:
                if run.count == 1 and _outlined(run.box, box):
                    run.first, run.reach = middle, (middle, middle)
                joined = around([run.box, box])
                assert joined
                run.box, run.last, run.after, run.letters = joined, t, after, box
                run.count += 1
                run.newest = middle
                run.reach = min(run.reach[0], middle), max(run.reach[1], middle)
                if run.count >= 3:
                    if run.shot is None:
                        run.shot, run.cover = shot, cover
                    taken.append(box)
            elif box[3] > 0.015 * self._height and not (cursor and holds(box, cursor, 2)):
                self._runs.append(
                    _Run(t, t, box, (middle, middle), middle, middle, before, after, box)
                )
        return taken, ended

    @property
    def writing(self) -> list[Box]:
        """Where letters have come one after the other, in the runs still open."""
        return [run.box for run in self._runs if run.shot and self._grew(run)]

    def finish(self) -> list[Typing]:
        """The runs still open."""
        return self._close(float("inf"))

    def _follows(self, run: _Run, box: Box) -> bool:
        middle = box[1] + box[3] / 2
        # A line further down begins the next field, not the next line of this one.
        below = run.letters[1] + PITCH * run.letters[3] if run.count > 3 else 0
        return (
            run.box[1] - 2 <= middle <= max(below, run.box[1] + run.box[3])
            and box[0] <= run.box[0] + run.box[2] + NEAR * self._width
            and box[0] + box[2] >= run.box[0] - NEAR * self._width
        )

    def _close(self, t: float) -> list[Typing]:
        over = [run for run in self._runs if t - run.last > PAUSE]
        self._runs = [run for run in self._runs if t - run.last <= PAUSE]
        return [
            Typing(run.start, run.last, run.box, run.count, run.shot, run.cover)
            for run in over
            if run.shot and self._grew(run) and run.wrote(run.after)
        ]

    def _grew(self, run: _Run) -> bool:
        least = BRIEF if run.letters[2] > LETTER * self._width else GROWTH
        spread = run.reach[1] - run.reach[0] > least * self._width
        lines = run.box[3] > LINES * self._height and run.count >= SEVERAL
        return spread and (run.newest > run.first or lines)


def _outlined(field: Box, letter: Box) -> bool:
    """Whether the first change was the field lighting up around what is then written in it."""
    inside = field[0] <= letter[0] and letter[0] + letter[2] <= field[0] + field[2]
    return inside and field[2] > WIDER * letter[2]
