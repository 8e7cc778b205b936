"""Small grey films drawn by the tests: pages, a cursor, five pictures a second."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import cv2
import numpy as np

from media.ocr import Written
from media.screen import look
from media.shots import Shot
from media.types import ScreenEvent

SIZE = (360, 640)
CURSOR = np.array([[0, 0], [0, 11], [3, 9], [7, 9]], np.int32)


def page(seed: int, ground: int = 245) -> np.ndarray:
    """A page with a button, a field and lines of words that depend on the seed."""
    image = np.full(SIZE, ground, np.uint8)
    random = np.random.default_rng(seed)
    for line in range(40, 340, 22):
        x = 30
        while x < 560:
            long = int(random.integers(8, 50))
            cv2.rectangle(image, (x, line), (x + long, line + 7), int(random.integers(20, 120)), -1)
            x += long + 8
    cv2.rectangle(image, (290, 180), (370, 206), 90, -1)
    cv2.rectangle(image, (400, 60), (600, 84), 255, -1)
    cv2.rectangle(image, (400, 60), (600, 84), 120, 1)
    return image


def pointed(image: np.ndarray, at: tuple[int, int]) -> np.ndarray:
    shown = image.copy()
    shape = CURSOR + np.array(at, np.int32)
    cv2.fillPoly(shown, [shape], 255)
    cv2.polylines(shown, [shape], True, 0)
    return shown


class Blind:
    """Reads nothing."""

    def read(self, image: np.ndarray, *, scale: float = 0.5) -> tuple[Written, ...]:
        return ()


def shots(pictures: list[np.ndarray], scale: float = 1.0) -> Iterator[Shot]:
    return (Shot(n * 0.2, one, partial(whole, one, scale)) for n, one in enumerate(pictures))


def whole(picture: np.ndarray, scale: float) -> np.ndarray:
    return cv2.resize(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR), None, fx=scale, fy=scale)


class Film:
    """Pictures five times a second."""

    def __init__(self) -> None:
        self.pictures: list[np.ndarray] = []

    @property
    def t(self) -> float:
        return len(self.pictures) * 0.2

    def hold(self, image: np.ndarray, seconds: float) -> None:
        self.pictures += [image] * round(seconds / 0.2)

    def move(self, image: np.ndarray, start: tuple[int, int], end: tuple[int, int]) -> None:
        for share in np.linspace(0, 1, 7):
            x = round(start[0] + share * (end[0] - start[0]))
            y = round(start[1] + share * (end[1] - start[1]))
            self.pictures.append(pointed(image, (x, y)))

    def events(self, scale: float = 1.0) -> list[ScreenEvent]:
        return list(look(shots(self.pictures, scale), scale, Blind(), self.t).events)


def kinds(events: list[ScreenEvent]) -> list[str]:
    return [e.kind for e in events if e.kind != "other"]
