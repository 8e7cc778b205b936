"""Writing read from a picture: where each line stands, what it says, how sure that is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from media.ink import Remembered, part, tight
from media.motion import Grey
from media.types import Box

Image = NDArray[np.uint8]

SURE = 0.5  # Below this confidence a reading is noise: an icon, a photo, a texture.
HEIGHT = 48  # Pixels of height at which the model reads.
NARROW = 96  # Pixels of width, at that height, that a short word is padded to.
MARGIN = 0.3  # Of the height of the letters: what a line of writing takes above and below them.
REMEMBERED = 3000  # Readings kept, so that a header or a menu is read once.
CARET = "| "  # How a caret behind the letters is read.
STEP = 32  # Pixels of which the finder takes multiples.
ZERO = re.compile(r"(?<=\d)[ΦφØø](?=[\d ])|(?<=[\d ])[ΦφØø](?=\d)")
FAR = re.compile("[Ā-őŔ-ŷŹ-ž]")  # Letters that Western Europe does not write; œ and Ÿ are none.
PLAIN = {
    "Global.log_level": "critical",
    "Global.use_cls": False,
    "Global.use_preprocess_img": False,
    "Global.use_vertical_padding": False,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Det.limit_side_len": STEP,
    "Rec.rec_img_shape": [3, HEIGHT, NARROW],
    "Rec.rec_batch_num": 1,
}


@dataclass(frozen=True, slots=True)
class Written:
    """A line of writing in a picture. The box holds the whole line, accents and tails included."""

    text: str
    box: Box
    confidence: float = 1.0


class TextReader(Protocol):
    """Reads the lines of a picture (BGR, uint8). Tests put a scripted one in its place."""

    def read(self, image: Image, *, scale: float = 0.5) -> tuple[Written, ...]:
        """The lines from top to bottom; they are looked for in the picture made so much smaller."""
        ...


class RapidReader:
    """Reads with the models in the wheel of rapidocr, loaded at the first use, on one thread.

    A whole page given to rapidocr at once costs seconds, since its lines are padded to the widest.
    Here lines are looked for in a smaller picture, and each is read at its own width, once.
    """

    def __init__(self) -> None:
        self._known = Remembered(REMEMBERED)
        self._finder: Any = None
        self._recogniser: Any = None

    def read(self, image: Image, *, scale: float = 0.5) -> tuple[Written, ...]:
        grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
        lines = []
        for rough in self._find(image, scale):
            letters = tight(grey, rough)
            if letters is None:
                continue
            box = _whole(letters, grey.shape)
            text, confidence = self._words(image, grey, letters, box)
            if text and confidence >= SURE:
                lines.append(Written(text, box, round(confidence, 3)))
        return tuple(lines)

    def _find(self, image: Image, scale: float) -> list[Box]:
        self._load()
        height, width = image.shape[:2]
        size = max(1, round(width * scale)), max(1, round(height * scale))
        small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
        below, right = -size[1] % STEP, -size[0] % STEP
        small = cv2.copyMakeBorder(small, 0, below, 0, right, cv2.BORDER_REPLICATE)
        corners = self._finder(small, use_det=True, use_cls=False, use_rec=False).boxes
        boxes = []
        for four in () if corners is None else corners:
            x, y, wide, high = cv2.boundingRect(np.asarray(four, np.float32))
            boxes.append(
                (round(x / scale), round(y / scale), round(wide / scale), round(high / scale))
            )
        return boxes

    def _words(self, image: Image, grey: Grey, letters: Box, box: Box) -> tuple[str, float]:
        known = self._known.find(part(grey, letters))
        if known is None:
            shown = part(image, box)
            width = max(8, round(HEIGHT * shown.shape[1] / shown.shape[0]))
            crop = cv2.resize(shown, (width, HEIGHT), interpolation=cv2.INTER_CUBIC)
            result = self._recogniser(crop, use_det=False, use_cls=False, use_rec=True)
            known = ("", 0.0)
            if result.txts:
                known = as_meant(result.txts[0].rstrip(CARET).strip()), float(result.scores[0])
            self._known.add(part(grey, letters), known)
        return known

    def _load(self) -> None:
        if self._finder is None:
            from rapidocr import RapidOCR  # Loaded late: a recording without picture needs none.

            self._finder, self._recogniser = RapidOCR(params=PLAIN), RapidOCR(params=PLAIN)


def as_meant(text: str) -> str:
    """The line without what the reader sees in specks and strokes: a tail below a letter, as in
    "suivaņte", a zero that is struck through."""
    return FAR.sub(lambda far: unicodedata.normalize("NFD", far[0])[0], ZERO.sub("0", text))


def _whole(letters: Box, shape: tuple[int, ...]) -> Box:
    """The box of the line: the letters with the room that a line of writing takes."""
    x, y, width, height = letters
    above, beside = max(2, round(MARGIN * height)), max(2, round(MARGIN * height / 2))
    left, top = max(0, x - beside), max(0, y - above)
    right, bottom = min(shape[1], x + width + beside), min(shape[0], y + height + above)
    return left, top, right - left, bottom - top
