"""The picture of a take: pages as they were seen, the pointer over them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np

from bench.studio.hand import pointer
from bench.studio.take import Take

FPS = 15
RING_SECONDS = 0.4
RING_COLOUR = (40, 40, 220)


class Film:
    """Draws the frames of a take. `cursor`: size, black, ring, face (a moving portrait)."""

    def __init__(self, take: Take, pictures: dict[str, bytes], cursor: dict[str, Any]) -> None:
        self._take, self._pictures, self._cursor = take, pictures, cursor
        self._look_times = [t for t, _ in take.looks]
        self._path = sorted(take.path)
        self._path_times = [t for t, _, _ in self._path]
        size, black = cursor.get("size", 1.0), bool(cursor.get("black"))
        self._pointers = {name: pointer(name, size, black) for name in ("arrow", "hand", "beam")}
        self._base = ("", np.zeros(0))

    def frames(self) -> Iterator[np.ndarray | None]:
        """BGR frames at `FPS`; None where nothing has changed."""
        before = None
        for n in range(int(self._take.duration * FPS)):
            state = self._state(n / FPS)
            yield None if state == before else self._draw(*state)
            before = state

    def _state(self, t: float) -> tuple[Any, ...]:
        look = self._take.looks[max(0, bisect_right(self._look_times, t) - 1)][1]
        _, x, y = self._path[max(0, bisect_right(self._path_times, t) - 1)]
        x, y = int(x), int(y)
        shape = "arrow"
        for name, left, top, width, height in look.cursors:
            if left <= x < left + width and top <= y < top + height:
                shape = name
        recent = (c for c in self._take.clicks if 0 <= t - c.t < RING_SECONDS)
        ring = next((round(t - c.t, 2) for c in recent), None) if self._cursor.get("ring") else None
        face = int(t * FPS) if self._cursor.get("face") else 0
        return look.picture, x, y, shape, ring, face

    def _draw(
        self, picture: str, x: int, y: int, shape: str, ring: float | None, face: int
    ) -> np.ndarray:
        if self._base[0] != picture:
            raw = np.frombuffer(self._pictures[picture], np.uint8)
            self._base = (picture, cv2.imdecode(raw, cv2.IMREAD_COLOR))
        frame = self._base[1].copy()
        if face:
            _portrait(frame, face / FPS)
        if not self._cursor.get("hidden"):
            _overlay(frame, self._pointers[shape], x, y)
        if ring is not None:
            cv2.circle(frame, (x, y), int(8 + 30 * ring), RING_COLOUR, 3, cv2.LINE_AA)
        return frame


def _overlay(frame: np.ndarray, drawn: tuple[np.ndarray, ...], x: int, y: int) -> None:
    colours, cover, (hot_x, hot_y) = drawn
    left, top = x - hot_x, y - hot_y
    x0, y0 = max(0, left), max(0, top)
    height = min(frame.shape[0], top + colours.shape[0]) - y0
    width = min(frame.shape[1], left + colours.shape[1]) - x0
    if height <= 0 or width <= 0:
        return
    cut = np.s_[y0 - top : y0 - top + height, x0 - left : x0 - left + width]
    part = frame[y0 : y0 + height, x0 : x0 + width]
    part[:] = (part * (1 - cover[cut]) + colours[cut] * cover[cut]).astype(np.uint8)


def _portrait(frame: np.ndarray, t: float) -> None:
    """A head that moves and talks, in the corner, as in a video call."""
    tile = frame[590:710, 1100:1270]
    tile[:] = (92, 84, 70)
    sway = int(6 * np.sin(t * 1.1) + 3 * np.sin(t * 2.7))
    cv2.ellipse(tile, (85 + sway, 130), (62, 48), 0, 180, 360, (120, 70, 40), -1, cv2.LINE_AA)
    cv2.ellipse(tile, (85 + sway, 58), (27, 34), 0, 0, 360, (150, 180, 215), -1, cv2.LINE_AA)
    mouth = int(2 + 4 * abs(np.sin(t * 9)))
    cv2.ellipse(tile, (85 + sway, 74), (9, mouth), 0, 0, 360, (60, 60, 120), -1, cv2.LINE_AA)
