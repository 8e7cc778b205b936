"""The parts of the picture that never rest: films, faces, clocks. What happens there is no deed.

A part is judged by what came before and by what comes after: so a film is known from its beginning,
and what starts and ends it still counts. Two things never rest:

- a block of the picture that itself changes most of the time, as a clock or a small face does;
- a film, a larger part of which something changes most of the time: outlines, now here, now there.
  It is told by changes that are taller than a cursor or a line of writing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from media.boxes import inside, merged
from media.cursor import LARGEST
from media.motion import CELL, Change, compare
from media.shots import EVERY, Shot
from media.types import Box

BLOCK = 6  # Cells a side of the parts that are judged as one: a face moves about in its place.
SIDE = 3.0  # Seconds before a change, and as many after it, in which its place is looked at.
RESTLESS, CALM = 0.5, 0.25  # Of that time in change: from when on, and until when.
AGAIN = 3  # Changes of a block in that time, from which they recur.
LARGE = 0.2  # Of the picture: a change so large is a page or a slide.
HELD = 0.8  # Of a film: so much of it lies in the change that is its next scene,
FRAMED = 0.4  # and it fills so much of that.

Grid = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Changed:
    """In which blocks something changed then, and in which of them it was tall."""

    t: float
    blocks: Grid
    tall: Grid


@dataclass(frozen=True, slots=True)
class _Step:
    """Two shots and what changed. Their pictures are held until it is given, and no longer."""

    last: Shot
    shot: Shot
    change: Change
    where: _Changed


class Restless:
    """Goes through shots of one size, in order of time, SIDE seconds ahead of what it gives."""

    def __init__(self, first: Shot) -> None:
        self._first = first
        self._past: deque[_Changed] = deque()
        self._coming: deque[_Step] = deque()
        self._films: list[Box] = []
        high, wide = first.grey.shape
        self._left_out: Grid = np.zeros((high // CELL, wide // CELL), np.bool_)

    def deeds(self, shots: Iterable[Shot]) -> Iterator[tuple[Shot, Shot, Change]]:
        """Each shot, the next one, and what changed between them but for what never rests.

        `shots`: those after the first. What was left out is among the cells of the change with
        which its place comes to rest: something may be written there.
        """
        for step in _steps(self._first, shots):
            self._coming.append(step)
            while step.shot.t - self._coming[0].shot.t > SIDE:
                yield self._deed()
        while self._coming:
            yield self._deed()

    def _deed(self) -> tuple[Shot, Shot, Change]:
        step = self._coming.popleft()
        while self._past and step.shot.t - self._past[0].t > SIDE:
            self._past.popleft()
        ignored = self._ignored(step)
        self._past.append(step.where)
        change = step.change
        if ignored.any():
            change = compare(step.last.grey, step.shot.grey, ignored)
        rested = self._left_out & ~ignored
        if rested.any():
            change = replace(
                change, cells=rested if change.cells is None else rested | change.cells
            )
        self._left_out &= ignored
        if step.change.cells is not None:
            self._left_out |= step.change.cells & ignored
        return step.last, step.shot, change

    def _ignored(self, step: _Step) -> Grid:
        """The cells of what never rests around this step."""
        high, wide = self._left_out.shape
        none = np.zeros(step.where.blocks.shape)
        sides = [sum((one.blocks for one in side), none) for side in self._sides]
        blocks = np.minimum(*sides) >= RESTLESS * SIDE / EVERY
        cells = np.kron(blocks, np.ones((BLOCK, BLOCK), np.bool_))[:high, :wide]
        self._follow(step.change)
        for x, y, width, height in self._films:
            cells[y // CELL : -(-(y + height) // CELL), x // CELL : -(-(x + width) // CELL)] = True
        return cells

    @property
    def _sides(self) -> tuple[list[_Changed], list[_Changed]]:
        """What changed before and after."""
        return list(self._past), [step.where for step in self._coming]

    def _follow(self, change: Change) -> None:
        """Keep the films that go on, take those that have begun, and each with its next scene."""
        films = {film: self._goes_on(film) for film in merged([*self._films, *self._recurring()])}
        scenes = [
            box
            for box in change.boxes
            for film, goes_on in films.items()
            if goes_on >= CALM
            and inside(film, box) > HELD
            and film[2] * film[3] > FRAMED * box[2] * box[3]
        ]
        self._films = merged([film for film, goes_on in films.items() if goes_on] + scenes)

    def _recurring(self) -> list[Box]:
        """The boxes around blocks, side by side, that change again and again."""
        changed = [one for side in self._sides for one in side]
        if not changed:
            return []
        often = np.sum([one.tall for one in changed], axis=0) >= AGAIN
        _count, _labels, stats, _centres = cv2.connectedComponentsWithStats(often.astype(np.uint8))
        side = BLOCK * CELL
        return [
            (int(x) * side, int(y) * side, int(width) * side, int(height) * side)
            for x, y, width, height, _area in stats[1:]
        ]

    def _goes_on(self, film: Box) -> float:
        """The part of the quieter side in which it changes; 0 at its first and its last change,
        and where there is no film."""
        place = _blocks_of(film)
        before, after = (
            sum(bool(one.tall[place].any()) for one in side) * EVERY / SIDE for side in self._sides
        )
        known = any(inside(old, film) == 1 for old in self._films)
        least = CALM if known else RESTLESS
        return min(before, after) if before + after >= 2 * least else 0.0


def _steps(last: Shot, shots: Iterable[Shot]) -> Iterator[_Step]:
    for shot in shots:
        change = compare(last.grey, shot.grey)
        yield _Step(last, shot, change, _changed(shot.t, change, last.grey.shape))
        last = shot


def _changed(t: float, change: Change, shape: tuple[int, ...]) -> _Changed:
    """The blocks that changed, and those where it was tall; none as a page turns or slides."""
    high, wide = (side // CELL for side in shape)
    cells = np.zeros((-(-high // BLOCK) * BLOCK, -(-wide // BLOCK) * BLOCK), np.bool_)
    if change.cells is not None and change.share < LARGE and not change.shift:
        cells[:high, :wide] = change.cells
    blocks = cells.reshape(cells.shape[0] // BLOCK, BLOCK, -1, BLOCK).any(axis=(1, 3))
    tall = np.zeros_like(blocks)
    for box in change.boxes:
        if box[3] > LARGEST * shape[0]:
            place = _blocks_of(box)
            tall[place] = blocks[place]
    return _Changed(t, blocks, tall)


def _blocks_of(box: Box) -> tuple[slice, slice]:
    x, y, width, height = box
    side = BLOCK * CELL
    return slice(y // side, -(-(y + height) // side)), slice(x // side, -(-(x + width) // side))
