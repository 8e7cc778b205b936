"""The pointer: its way from place to place, and how it looks."""

from __future__ import annotations

import math
from random import Random

import cv2
import numpy as np

from bench.studio.stage import SIZE, Box
from bench.studio.take import Point

FRAME = 1 / 15

_ARROW = [(0, 0), (0, 16.5), (3.9, 12.9), (6.6, 19), (9.3, 17.8), (6.7, 11.9), (12, 11.7)]
_HAND = [(5, 0), (7, 1), (7, 8), (9, 7), (11, 8), (13, 8), (15, 9), (16, 11), (16, 15)]
_HAND += [(14, 21), (6, 21), (1, 13), (0, 11), (2, 10), (4, 12), (4, 1)]
_BEAM = [(0, 0), (3, 1), (6, 0), (6, 1), (3.7, 2), (3.7, 15), (6, 16), (6, 17), (3, 16), (0, 17)]
_BEAM += [(0, 16), (2.3, 15), (2.3, 2), (0, 1)]
_SHAPES = {"arrow": (_ARROW, (0, 0)), "hand": (_HAND, (6, 0)), "beam": (_BEAM, (3, 8))}


class Hand:
    """Moves the pointer and writes its way down.

    `manner`: "pace" (1: an easy hand), "hesitant" (share of moves with a stop on the way),
    "restless" (share of pauses in which it drifts).
    """

    def __init__(self, random: Random, manner: dict[str, float], path: list[Point]) -> None:
        self._random, self._manner, self._path = random, manner, path
        self.x, self.y = random.randint(300, 900), random.randint(200, 500)
        path.append((0.0, self.x, self.y))

    def aim(self, box: Box) -> tuple[int, int]:
        """A point in the box, nearer to its middle than to its edges."""
        x, y, width, height = box
        reach = min(width / 4, 110)
        px = x + width / 2 + self._random.uniform(-reach, reach)
        py = y + height / 2 + self._random.uniform(-height / 5, height / 5)
        return int(min(max(px, 2), SIZE[0] - 3)), int(min(max(py, 2), SIZE[1] - 3))

    def go(self, start: float, x: int, y: int) -> float:
        """The pointer goes there; the time when it has arrived."""
        if self._random.random() < self._manner.get("hesitant", 0.2):
            half = (self.x + x) / 2 + self._random.uniform(-150, 150)
            start = self._move(start, half, (self.y + y) / 2 + self._random.uniform(-90, 90))
            start += self._random.uniform(0.2, 1.1)
        if self._random.random() < 0.3 and math.dist((self.x, self.y), (x, y)) > 200:
            start = self._move(start, x + self._random.uniform(-30, 30), y + 12)
        return self._move(start, x, y)

    def rest(self, start: float, end: float) -> None:
        """What the pointer does while nothing is asked of it."""
        if end - start > 3 and self._random.random() < self._manner.get("restless", 0.4):
            begin = start + self._random.uniform(0.5, end - start - 2)
            reach = self._random.choice([25, 60, 200])
            x, y = (v + self._random.uniform(-reach, reach) for v in (self.x, self.y))
            self._move(begin, x, y)

    def _move(self, start: float, x: float, y: float) -> float:
        x, y = min(max(x, 2), SIZE[0] - 3), min(max(y, 2), SIZE[1] - 3)
        distance = math.dist((self.x, self.y), (x, y))
        took = (
            (0.25 + distance / 1000) * self._random.uniform(0.7, 1.5) / self._manner.get("pace", 1)
        )
        bow = self._random.uniform(-0.12, 0.12)
        x0, y0 = self.x, self.y
        steps = max(2, round(took / FRAME))
        for n in range(steps + 1):
            share = n / steps
            ease = share**3 * (10 - 15 * share + 6 * share**2)
            side = bow * math.sin(math.pi * ease)
            px, py = x0 + (x - x0) * ease - (y - y0) * side, y0 + (y - y0) * ease + (x - x0) * side
            self._path.append((start + took * share, px, py))
        self.x, self.y = x, y
        return start + took


def pointer(shape: str, size: float, black: bool) -> tuple[np.ndarray, np.ndarray, tuple[int, int]]:
    """The pointer's colours (h, w, 3), its cover (h, w, 1; 0–1), and the hot spot in it."""
    points, hot = _SHAPES[shape]
    fine, margin = 4, 3
    outline = (np.array(points) + margin) * size * fine
    width, height = (int(v) // fine + 4 for v in outline.max(axis=0))
    fill, edge = ((0, 0, 0), (255, 255, 255)) if black else ((255, 255, 255), (0, 0, 0))
    colours = np.zeros((height * fine, width * fine, 3), np.uint8)
    cover = np.zeros((height * fine, width * fine), np.uint8)
    around = [np.round(outline).astype(np.int32)]
    stroke = max(2, round(1.4 * size * fine))
    cv2.fillPoly(cover, around, 255)
    cv2.polylines(cover, around, True, 255, stroke)
    colours[:] = edge
    cv2.fillPoly(colours, around, fill)
    cv2.polylines(colours, around, True, edge, stroke)
    small = [cv2.resize(a, (width, height), interpolation=cv2.INTER_AREA) for a in (colours, cover)]
    spot = tuple(round((v + margin) * size) for v in hot)
    return small[0].astype(np.float32), small[1][..., None].astype(np.float32) / 255, spot
