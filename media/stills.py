"""One picture of a recording as an image file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from media.errors import MediaError
from media.frames import frame_at
from media.types import ScreenMask

QUALITY = 82
"""Of WebP: small letters of a screen stay sharp."""

MASK_COLOUR = (96, 96, 96)
"""A plain grey: a cover that nobody takes for a part of the page."""

AROUND = 0.1
"""Seconds by which a mask reaches before and after its span: pictures change between the samples
in which the value was seen."""


def still(path: Path, t: float, *, masks: Sequence[ScreenMask] = ()) -> bytes:
    """The whole canvas at `t` as WebP, the masks of that time burnt in."""
    frame = frame_at(path, t)
    shown = [m for m in masks if m.start - AROUND <= max(t, frame.t) <= m.end + AROUND]
    return encoded(covered(frame.image, shown))


def covered(image: np.ndarray, masks: Sequence[ScreenMask]) -> np.ndarray:
    """The image with a solid rectangle over every mask's box."""
    if not masks:
        return image
    image = image.copy()
    height, width = image.shape[:2]
    for mask in masks:
        x, y, wide, high = mask.box
        # Out to even pixels: colour is kept for two by two, and must not show at the edge.
        left, top = max(0, x - x % 2), max(0, y - y % 2)
        right, bottom = min(width, -(-(x + wide) // 2) * 2), min(height, -(-(y + high) // 2) * 2)
        if right > left and bottom > top:
            image[top:bottom, left:right] = MASK_COLOUR
    return image


def encoded(image: np.ndarray) -> bytes:
    """The image as WebP."""
    done, data = cv2.imencode(".webp", image, [cv2.IMWRITE_WEBP_QUALITY, QUALITY])
    if not done:
        raise MediaError("unreadable", "The picture cannot be stored as an image.")
    return data.tobytes()
