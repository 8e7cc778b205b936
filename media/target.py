"""What was pressed: the button, field or row around a point."""

from __future__ import annotations

import cv2
import numpy as np

from media.boxes import holds
from media.motion import Grey
from media.types import Box, Point

SMALLEST = (0.02, 0.02)  # Of the width and height of the picture.
LARGEST = (0.62, 0.25)
SEEDS = ((0, -7), (9, -5), (-9, -5), (13, 6), (-13, 0), (18, 0), (0, 9))
TOLERANCE = 5  # Grey levels within one even surface.


def plausible(box: Box, width: int, height: int) -> bool:
    """Whether a thing of this size may be a button, a field or a row of a list."""
    return (
        SMALLEST[0] * width <= box[2] <= LARGEST[0] * width
        and SMALLEST[1] * height <= box[3] <= LARGEST[1] * height
    )


def find_target(image: Grey, point: Point) -> Box | None:
    """The box of the even surface, with an edge all around, that holds the point; None if unsure.

    Buttons and fields are filled evenly: the colour found beside the cursor is followed until an
    edge. A surface that runs out into the page is no button.
    """
    height, width = image.shape
    best: Box | None = None
    for dx, dy in SEEDS:
        seed = (point[0] + dx, point[1] + dy)
        if not (0 <= seed[0] < width and 0 <= seed[1] < height):
            continue
        box, share = _surface(image, seed)
        fits = plausible(box, width, height) and holds(box, point, 2)
        if fits and share > 0.55 and (best is None or box[2] * box[3] < best[2] * best[3]):
            best = box
    return best


def _surface(image: Grey, seed: Point) -> tuple[Box, float]:
    mask = np.zeros((image.shape[0] + 2, image.shape[1] + 2), np.uint8)
    flags = 4 | cv2.FLOODFILL_MASK_ONLY | cv2.FLOODFILL_FIXED_RANGE | (255 << 8)
    area, _image, _mask, rect = cv2.floodFill(
        image.copy(), mask, seed, 0, TOLERANCE, TOLERANCE, flags
    )
    x, y, width, height = (int(side) for side in rect)
    return (x, y, width, height), area / max(1, width * height)
