"""The moments of a recording that are looked at: small and grey, and whole for whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import cv2

from media.canvas import Canvas
from media.frames import pictures, sampled
from media.motion import Grey
from media.ocr import Image
from media.types import MediaInfo

EVERY = 0.2  # Seconds between the pictures looked at.
WIDTH = 640  # Pixels; enough to see a cursor and to follow typing.


@dataclass(frozen=True, slots=True)
class Shot:
    """A moment: the small grey picture, and the whole one (BGR), made when it is asked for."""

    t: float
    grey: Grey
    whole: Callable[[], Image]


def shots(path: Path, info: MediaInfo) -> Iterator[Shot]:
    """What is on screen five times a second, decoded once; what stands still comes once."""
    small, full = Canvas.of(info, WIDTH), Canvas.of(info)
    for t, picture in sampled(pictures(path, info=info), 0.0, info.duration, EVERY):
        grey = cv2.cvtColor(small.image(picture), cv2.COLOR_BGR2GRAY)
        yield Shot(t, grey, cache(partial(full.image, picture)))
