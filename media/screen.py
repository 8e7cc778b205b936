"""What happens in the picture: pages, windows, scrolling, typing, presses of the mouse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from media.clicks import Click, ClickFinder
from media.cursor import CursorTracker
from media.frames import frames
from media.keys import Typing, TypingTracker
from media.motion import CELL, Change, Grey, changed_cells, compare
from media.pages import Large, PageTracker, classify
from media.types import (
    Box,
    MediaInfo,
    Progress,
    ScreenEvent,
    Seen,
    TimelineEvent,
    no_progress,
)

EVERY = 0.2  # Seconds between the pictures looked at.
WIDTH = 640  # Pixels; enough to see a cursor and to follow typing.
RESTLESS = 12.0  # Changes in the last ten seconds or so after which a cell is a clock or a film.
FADE = 0.98  # By which that count fades from picture to picture.
SMALLEST = 48  # Pixels a side; nothing can be told of a smaller picture.
NOTABLE = 0.02  # Of the width: smaller local changes are not worth an event.


def watch(
    path: Path,
    info: MediaInfo,
    *,
    timeline: Sequence[TimelineEvent] = (),
    progress: Progress = no_progress,
) -> Seen:
    """What changed in the picture, in order of time; nothing where there is no picture.

    Boxes and points are canvas pixels. What is off the record is left out.
    """
    if not info.has_picture or not info.width:
        return Seen()
    scale = info.width / WIDTH if info.width > WIDTH else 1.0
    width = min(WIDTH, info.width)
    pictures = ((frame.t, _grey(frame.image)) for frame in frames(path, every=EVERY, width=width))
    events = list(look(_told(pictures, info.duration, progress), scale))
    hidden = _hidden(timeline, info.duration)
    kept = [e for e in events if not any(start <= e.t < end for start, end in hidden)]
    progress(1.0)
    return Seen(tuple(sorted(kept, key=lambda event: event.t)))


def look(pictures: Iterable[tuple[float, Grey]], scale: float = 1.0) -> Iterator[ScreenEvent]:
    """The events of a row of grey pictures of one size, roughly in order of time."""
    watcher: _Watcher | None = None
    for t, picture in pictures:
        if min(picture.shape) < SMALLEST:
            return
        if watcher is None:
            watcher = _Watcher(picture, scale)
        else:
            yield from watcher.see(t, picture)
    if watcher is not None:
        yield from watcher.finish()


class _Watcher:
    """Holds the last picture and the trackers; memory does not grow with the recording."""

    def __init__(self, picture: Grey, scale: float) -> None:
        height, width = picture.shape
        self._size = (width, height)
        self._scale = scale
        self._last = picture
        self._busy: NDArray[np.float32] = np.zeros((height // CELL, width // CELL), np.float32)
        self._cursor = CursorTracker()
        self._clicks = ClickFinder(self._cursor)
        self._keys = TypingTracker(width, height)
        self._pages = PageTracker()
        self._large_at = 0.0
        self._pressed: Click | None = None

    def see(self, t: float, picture: Grey) -> Iterator[ScreenEvent]:
        before, self._last = self._last, picture
        change = compare(before, picture, self._busy > RESTLESS)
        self._count(before, picture, change)
        used = self._cursor.update(t, before, picture, change)
        ring = self._clicks.ring(t, before)
        if ring:
            yield self._click(ring)
        kind = classify(change, picture)
        moved = self._cursor.since > self._large_at
        yield from self._larges(self._pages.update(t, before, picture, change, moved=moved))
        if kind:
            self._large_at = t
            self._pressed = self._pressed or self._clicks.large(t, before)
        elif not change.shimmer:
            rest = tuple(box for box in change.boxes if box not in used)
            yield from self._small(t, before, picture, rest)

    def finish(self) -> Iterator[ScreenEvent]:
        yield from self._larges(self._pages.finish(self._last))
        for run in self._keys.finish():
            yield self._typing(run)

    def _small(
        self, t: float, before: Grey, picture: Grey, boxes: tuple[Box, ...]
    ) -> Iterator[ScreenEvent]:
        letters, runs = self._keys.update(t, before, picture, boxes, self._cursor.point)
        for run in runs:
            yield self._typing(run)
        self._clicks.arrival(t, boxes, self._size)
        for box in boxes:
            if box in letters:
                continue
            press = self._clicks.local(t, box, before)
            if press:
                yield self._click(press)
            elif min(box[2], box[3]) > NOTABLE * self._size[0]:
                weight = min(1.0, box[2] * box[3] / (0.1 * before.size))
                yield ScreenEvent(t=t, kind="other", box=self._out(box), weight=round(weight, 2))

    def _count(self, before: Grey, after: Grey, change: Change) -> None:
        """Learn which cells never rest: clocks, carets, films."""
        self._busy *= FADE
        if change.boxes and change.share < 0.2:
            mask = cv2.threshold(cv2.absdiff(before, after), 16, 255, cv2.THRESH_BINARY)[1]
            self._busy += changed_cells(mask)

    def _larges(self, larges: list[Large]) -> Iterator[ScreenEvent]:
        """The changes that are over, with the press that brought them; none brings scrolling."""
        for large in larges:
            pressed, self._pressed = self._pressed, None
            if pressed and large.kind != "scroll":
                yield self._click(pressed)
            yield self._large(large)

    def _large(self, large: Large) -> ScreenEvent:
        return ScreenEvent(
            t=large.start,
            end=large.end,
            kind=large.kind,
            box=self._out(large.box) if large.box else None,
            same_as=large.same_as,
        )

    def _typing(self, run: Typing) -> ScreenEvent:
        weight = min(1.0, run.count / 6)
        return ScreenEvent(
            t=run.start, end=run.end, kind="typing", box=self._out(run.box), weight=weight
        )

    def _click(self, click: Click) -> ScreenEvent:
        point = (round(click.point[0] * self._scale), round(click.point[1] * self._scale))
        box = self._out(click.box) if click.box else None
        return ScreenEvent(t=click.t, kind="click", point=point, box=box, weight=click.weight)

    def _out(self, box: Box) -> Box:
        x, y, width, height = (round(side * self._scale) for side in box)
        return x, y, width, height


def _grey(image: NDArray[np.uint8]) -> Grey:
    return cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) if image.ndim == 3 else image


def _told(
    pictures: Iterable[tuple[float, Grey]], duration: float, progress: Progress
) -> Iterator[tuple[float, Grey]]:
    told = 0.0
    for t, picture in pictures:
        if t - told > 2:
            progress(min(1.0, t / duration) if duration else 0.0)
            told = t
        yield t, picture


def _hidden(timeline: Sequence[TimelineEvent], duration: float) -> list[tuple[float, float]]:
    spans: list[tuple[float, float]] = []
    start: float | None = None
    for event in sorted(timeline, key=lambda e: e.t):
        if event.kind == "off_record" and start is None:
            start = event.t
        elif event.kind == "on_record" and start is not None:
            spans.append((start, event.t))
            start = None
    if start is not None:
        spans.append((start, duration + 1))
    return spans
