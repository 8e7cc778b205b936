"""Things that light up under the mouse: buttons, rows of a list."""

from __future__ import annotations

import cv2
import numpy as np

from media.ink import gain, part
from media.motion import Grey
from media.types import Box

LIT = (0.02, 0.5, 0.025, 0.25)  # Of the width and height: the sizes of what lights up under it.
ROW = 0.6  # Of the width of a row: so much of it differs when it lights up.
FAINT = 8  # Grey levels by which it does.
BESIDE = 4  # Pixels above a row: no more than lies between two of them.
EDGE = 4  # Pixels of its outline, on either side of it.


def comes_in(before: Grey, after: Grey, box: Box) -> bool:
    """Whether something comes into the box, or its ground changes: of a field that but loses its
    outline and its caret nothing does."""
    x, y, width, height = box
    within = (x + EDGE, y + EDGE, max(1, width - 2 * EDGE), max(1, height - 2 * EDGE))
    differs = cv2.absdiff(part(before, within), part(after, within)) > FAINT
    return bool(differs.mean() > ROW) or (bool(differs.any()) and gain(before, after, within) > 0)


def lit_row(before: Grey, after: Grey, box: Box) -> Box | None:
    """The rows of the box of which nearly all differs, if that is a thing that may light up."""
    x, y, width, _ = box
    differs = cv2.absdiff(part(before, box), part(after, box)) > FAINT
    full = np.flatnonzero(differs.mean(axis=1) > ROW)
    if not len(full):
        return None
    top, bottom = int(full[0]), int(full[-1]) + 1
    row = x, y + top, width, bottom - top
    return row if lights_up(row, after.shape) else None


def lights_up(box: Box, shape: tuple[int, ...]) -> bool:
    """Whether the box is as large as what lights up under a cursor."""
    high, wide = shape
    return LIT[0] * wide < box[2] < LIT[1] * wide and LIT[2] * high < box[3] < LIT[3] * high


def stands_out(picture: Grey, row: Box) -> float:
    """Grey levels between the ground of a row and what is above it."""
    x, y, width, _ = row
    above = part(picture, (x, y - BESIDE, width, BESIDE - 1))
    return abs(float(np.median(part(picture, row)) - np.median(above))) if above.size else 0.0
