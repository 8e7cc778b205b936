"""Pages drawn by the tests: words, buttons, fields, as a browser would show them."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Box = tuple[int, int, int, int]
WHITE, INK, BLUE = (255, 255, 255), (50, 40, 40), (150, 60, 30)


class Page:
    """A page (BGR) to draw on; every call gives the page back."""

    def __init__(self, width: int = 1280, height: int = 720, ground: Colour = WHITE) -> None:
        self.image = np.full((height, width, 3), ground, np.uint8)
        self._font = cv2.FontFace("sans")

    def words(self, at: tuple[int, int], text: str, size: int = 18, ink: Colour = INK) -> Page:
        """Words of which `at` is the upper left."""
        foot = at[0], at[1] + round(0.8 * size)
        cv2.putText(self.image, text, foot, ink, self._font, size, 500)
        return self

    def box(
        self,
        box: Box,
        *,
        fill: Colour | None = None,
        line: Colour | None = None,
        round_: int = 6,
        thick: int = 1,
    ) -> Page:
        x, y, width, height = box
        shown = Image.fromarray(self.image)
        corners = (x, y, x + width - 1, y + height - 1)
        ImageDraw.Draw(shown).rounded_rectangle(corners, round_, fill, line, thick)
        self.image = np.array(shown)
        return self

    def button(self, box: Box, text: str, *, ghost: bool = False) -> Page:
        """A button with its words in the middle; a ghost has but a border."""
        self.box(box, fill=None if ghost else BLUE, line=BLUE)
        x, y, width, height = box
        _x, _y, long, _high = cv2.getTextSize((0, 0), text, (0, 0), self._font, 16)
        at = round(x + (width - long) / 2), y + height // 2 - 8
        return self.words(at, text, 16, BLUE if ghost else WHITE)
