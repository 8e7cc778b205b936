"""The parts of the picture that never rest: films, faces, clocks. What happens there is no deed."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from media.motion import CELL, CONTRAST, Grey, changed_cells

BLOCK = 6  # Cells a side of the parts that are judged as one: a face moves about in its place.
MEMORY = 5.0  # Seconds over which the changes of a part are counted.
RESTLESS, CALM = 0.5, 0.25  # Of that time in change: from when on, and until when.
LARGE = 0.2  # Of the picture: a change so large is a page or a slide.
STEP = 0.2  # Seconds between pictures; what stood longer stood still for the rest.


class Restless:
    """`cells`: those that belong to a part that has hardly rested for some seconds."""

    def __init__(self, picture: Grey) -> None:
        high, wide = picture.shape[0] // CELL, picture.shape[1] // CELL
        self.cells: NDArray[np.bool_] = np.zeros((high, wide), np.bool_)
        self._share = np.zeros((-(-high // BLOCK), -(-wide // BLOCK)), np.float32)
        self._on = np.zeros(self._share.shape, np.bool_)

    def count(self, passed: float, before: Grey, after: Grey) -> None:
        """Take note of what changed between two pictures, so many seconds apart."""
        mask = cv2.threshold(cv2.absdiff(before, after), CONTRAST, 255, cv2.THRESH_BINARY)[1]
        cells = changed_cells(mask)
        self._share *= np.exp(-passed / MEMORY)
        if cells.mean() < LARGE:
            self._share += (1 - np.exp(-STEP / MEMORY)) * self._blocks(cells)
        self._on = self._share > np.where(self._on, CALM, RESTLESS)
        high, wide = cells.shape
        self.cells = np.kron(self._on, np.ones((BLOCK, BLOCK), np.bool_))[:high, :wide]

    def _blocks(self, cells: NDArray[np.bool_]) -> NDArray[np.bool_]:
        high, wide = self._share.shape
        room = ((0, high * BLOCK - cells.shape[0]), (0, wide * BLOCK - cells.shape[1]))
        return np.pad(cells, room).reshape(high, BLOCK, wide, BLOCK).any(axis=(1, 3))
