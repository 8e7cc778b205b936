"""One picture of a recording as an image file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from media.covers import cover_image, shown_at
from media.errors import MediaError
from media.frames import frame_at
from media.types import ScreenMask

QUALITY = 82
"""Of WebP: small letters of a screen stay sharp."""


def still(path: Path, t: float, *, masks: Sequence[ScreenMask] = ()) -> bytes:
    """The whole canvas at `t` as WebP, the masks of that time burnt in."""
    frame = frame_at(path, t)
    return _encoded(cover_image(frame.image, shown_at(masks, min(t, frame.t), max(t, frame.t))))


def covered(picture: bytes, masks: Sequence[ScreenMask]) -> bytes:
    """An image file of the whole canvas with the masks burnt in; as it is where there are none."""
    if not masks:
        return picture
    image = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise MediaError("unreadable", "The picture cannot be read.")
    return _encoded(cover_image(image, masks))


def smaller(picture: bytes, width: int) -> bytes | None:
    """The picture that wide, as WebP, for small screens; None where it is hardly wider itself."""
    image = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
    if image is None or image.shape[1] < 1.3 * width:
        return None
    height = round(image.shape[0] * width / image.shape[1])
    return _encoded(cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA))


def _encoded(image: np.ndarray) -> bytes:
    done, data = cv2.imencode(".webp", image, [cv2.IMWRITE_WEBP_QUALITY, QUALITY])
    if not done:
        raise MediaError("unreadable", "The picture cannot be stored as an image.")
    return data.tobytes()
