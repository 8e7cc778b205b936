"""The places of the picture that change, and when each has settled enough to be read."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from media.boxes import grown
from media.ink import part
from media.motion import CELL, CONTRAST, Change, Grey, changed_cells
from media.types import Box

QUIET = 0.4  # Seconds without change after which a place has settled.
TYPED = 1.2  # Seconds after which a place that goes on changing, no taller than a field, is read.
PATIENCE = 5.0  # The same for a larger place; it doubles while that place does not rest.
BURST = 0.5  # Seconds; changes further apart are two.
FIELD = 0.15  # Of the height of the picture.
ROOM = 6  # Pixels around what changed.

Cells = NDArray[np.bool_]


class Places:
    """Cells of the picture: which have changed since they were read, and when.

    All sizes are those of the small picture. Memory does not grow.
    """

    def __init__(self, t: float, picture: Grey) -> None:
        high, wide = picture.shape
        self.size = (wide, high)
        shape = high // CELL, wide // CELL
        self._changed: Cells = np.ones(shape, np.bool_)
        self._began = np.full(shape, t)
        self._burst = np.full(shape, t)
        self._last = np.full(shape, t)
        self._patience = PATIENCE
        self._known: Grey | None = None

    def change(self, before: float, t: float, change: Change, explained: tuple[Box, ...]) -> None:
        """Remember what changed from one time to the other, but for what the cursor explains."""
        if change.cells is None or change.shimmer:
            return
        cells = change.cells.copy()
        for box in explained:
            part(cells, cells_of(box))[:] = False
        new = cells & ~self._changed
        self._began[new] = t
        self._burst[cells & (new | (t - self._last > BURST))] = before
        self._last[cells] = t
        self._changed |= cells

    def settled(self, until: float) -> Cells | None:
        """The cells of the places at rest until then, or that have waited for too long."""
        if not self._changed.any():
            return None
        near = cv2.dilate(self._changed.astype(np.uint8), np.ones((3, 5), np.uint8))
        count, labels, stats, _c = cv2.connectedComponentsWithStats(near, connectivity=8)
        ready = np.zeros_like(self._changed)
        for number in range(1, count):
            place = (labels == number) & self._changed
            high = stats[number, cv2.CC_STAT_HEIGHT] / self._changed.shape[0]
            if self._is_ready(place, until, large=bool(high > FIELD)):
                ready |= place
        return ready if ready.any() else None

    def _is_ready(self, place: Cells, until: float, *, large: bool) -> bool:
        if until - float(self._last[place].max()) >= QUIET:
            if large:
                self._patience = PATIENCE
            return True
        waited = until - float(self._began[place].min())
        if not large:
            return waited >= TYPED
        if waited < self._patience:
            return False
        self._patience *= 2
        return True

    def differing(self, ready: Cells, picture: Grey, cursor: Box | None) -> Cells:
        """Those of the cells that look otherwise than when last read; a cursor is no difference."""
        if self._known is None:
            return ready
        mask = cv2.threshold(cv2.absdiff(self._known, picture), CONTRAST, 255, 0)[1]
        differs = changed_cells(mask) & ready
        if cursor:
            part(differs, cells_of(cursor))[:] = False
        return differs

    def take(self, ready: Cells, picture: Grey) -> None:
        """These cells have been read in this picture."""
        if self._known is None:
            self._known = picture.copy()
        every = cv2.resize(ready.astype(np.uint8), self.size, interpolation=cv2.INTER_NEAREST)
        np.copyto(self._known, picture, where=every > 0)
        self._changed &= ~ready

    def began(self, box: Box, differs: Cells) -> float | None:
        """When the place of the box began to change."""
        return _earliest(self._began, box, differs)

    def burst(self, box: Box, differs: Cells) -> float | None:
        """The last time before the change that made the place of the box look as it does."""
        return _earliest(self._burst, box, differs)

    def boxes(self, differs: Cells) -> list[Box]:
        """Boxes around the cells, with some room."""
        near = cv2.dilate(differs.astype(np.uint8), np.ones((5, 7), np.uint8))
        count, _labels, stats, _c = cv2.connectedComponentsWithStats(near, connectivity=8)
        boxes = []
        for stat in stats[1:count]:
            x, y, width, height = (int(side) * CELL for side in stat[:4])
            boxes.append(grown((x, y, width, height), ROOM, self.size))
        return boxes


def cells_of(box: Box) -> Box:
    """The cells that the box touches, as a box."""
    x, y, width, height = box
    left, top = x // CELL, y // CELL
    return left, top, -(-(x + width) // CELL) - left, -(-(y + height) // CELL) - top


def _earliest(times: NDArray[np.float64], box: Box, cells: Cells) -> float | None:
    chosen = part(times, cells_of(box))[part(cells, cells_of(box))]
    return float(chosen.min()) if chosen.size else None
