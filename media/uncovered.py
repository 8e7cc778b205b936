"""What stands under the cursor, taken from the last pictures in which it was elsewhere."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from media.boxes import grown, scaled
from media.ink import beside, edges, part
from media.motion import Grey
from media.ocr import Image
from media.pressed import without_cursor
from media.shots import Shot
from media.types import Box

PLACES = 6  # Places of the cursor of which a picture is kept.
WIDE = 10  # Pixels around a cursor that may belong to it: of a pale one but a part is seen.
CHOSEN = 5  # Of them, so many are laid over one another.
LIGHTS_UP = 0.5  # Seconds in which a thing answers to the cursor that came over it.
STRAY = 4  # Pixels of edges that video coding moves; a letter has more.
BLURRED = 16  # The same, between pictures further apart; a word has more.


@dataclass(slots=True)
class _Look:
    """The page while the cursor was at one place: `first` when it had come, and last."""

    since: float
    first: Shot
    last: Shot
    cursor: Box


class Uncovered:
    """Keeps a picture of this page for each of the last places of the cursor.

    `scale`: pixels of the whole picture for one of the small picture. Cursors are boxes of the
    small picture, regions are pixels of the whole one.
    """

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self._looks: deque[_Look] = deque(maxlen=PLACES)

    def look(self, shot: Shot, cursor: Box | None) -> None:
        """Keep the first and the last picture for this place of the cursor."""
        if not cursor:
            return
        if self._looks and self._looks[-1].cursor == cursor:
            look = self._looks[-1]
            look.last = shot
            if shot.t <= look.since + LIGHTS_UP:
                look.first = shot
        else:
            self._looks.append(_Look(shot.t, shot, shot, cursor))

    def clear(self) -> None:
        """The page is another one, or has moved."""
        self._looks.clear()

    def region(self, region: Box, shot: Shot, cursor: Box | None) -> Image:
        """The region as most of the last pictures show it, since the cursor was elsewhere in most.

        Where there are none of the same writing, the cursor is painted over.
        """
        looks = self._same(region, shot, cursor)
        if not looks:
            return part(without_cursor(shot.whole(), self._out(cursor)), region)
        pictures = [part(look.last.whole(), region) for look in looks[:CHOSEN]]
        if len(pictures) == 1:
            now = part(shot.whole(), region)
            return self._exchanged(pictures[0], now, looks[0].cursor, region)
        if len(pictures) % 2 == 0:
            pictures.append(part(shot.whole(), region))
        return np.median(pictures, axis=0).astype(np.uint8)

    def _exchanged(self, earlier: Image, now: Image, cursor: Box, region: Box) -> Image:
        """The earlier picture, with what was under its own cursor as it is now."""
        image = earlier.copy()
        x, y, width, height = grown(scaled(cursor, self._scale), WIDE, (1 << 20, 1 << 20))
        there = x - region[0], y - region[1], width, height
        part(image, there)[:] = part(now, there)
        return image

    def _out(self, cursor: Box | None) -> Box | None:
        return scaled(cursor, self._scale) if cursor else None

    def _same(self, region: Box, shot: Shot, cursor: Box | None) -> list[_Look]:
        """The pictures, newest first, that differ there but where a cursor is, or was.

        None is older than the last time that something was written there under a cursor at rest:
        a few letters are no larger than cursors.
        """
        if not cursor:
            return []
        small = scaled(region, 1 / self._scale)
        now = edges(part(shot.grey, small))
        same = []
        for look in reversed(self._looks):
            here = look.cursor == cursor
            apart = _apart(now, edges(part(look.last.grey, small)))
            for place in (cursor, look.cursor):
                self._looked_away(apart, small, place)
            if not here and look.last is not shot and int(apart.sum()) <= BLURRED:
                same.append(look)
            if self._written(look.first, shot if here else look.last, small, look.cursor):
                break
        return same

    def _written(self, first: Shot, last: Shot, small: Box, cursor: Box) -> bool:
        """Whether something came or went beside the cursor from one picture to the other."""
        if first is last:
            return False
        apart = _apart(edges(part(first.grey, small)), edges(part(last.grey, small)))
        self._looked_away(apart, small, cursor)
        return int(apart.sum()) > STRAY

    def _looked_away(self, apart: Grey, small: Box, cursor: Box) -> None:
        """Leave out of the region's differences what a cursor there may make."""
        x, y, width, height = cursor
        near = x - small[0], y - small[1], width, height
        part(apart, grown(near, round(WIDE / self._scale), (1 << 20, 1 << 20)))[:] = 0


def _apart(some: Grey, others: Grey) -> Grey:
    """The edges of each that have none of the other's beside them."""
    return (some & ~beside(others) | others & ~beside(some)) & 1
