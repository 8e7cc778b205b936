"""A personal value where it stands in the picture, and the part of a line that it takes up."""

from __future__ import annotations

import re
from dataclasses import dataclass

from media.boxes import around
from media.personal import Kind
from media.types import Box, ScreenLine

NARROW, SLIM, WIDE = "ijlI|!.,:;'’`()[] ", 'frt-/\\"°1', "mwMWOQ@%—_"
"""Letters that are about half as wide, less wide and wider than the others in a page's fonts."""

TITLE = r"(?:Mme|M\.|Mr|Mlle|[Mm]adame|[Mm]onsieur|[Mm]ademoiselle)\s+"
_TITLED = re.compile(rf"\b{TITLE}$")

MARGIN = 0.5
"""Of the height of a line: so much is covered beyond the letters at each side of a part, since
widths are guessed."""


DOTS = 12.0
"""Letters that stand where blanks were read side by side, at most: three groups of dots."""

_BLANKS = re.compile(r"  +")


@dataclass(frozen=True, slots=True)
class Sight:
    """A value of somebody, as it was read, in `box` from `start` to `end`.

    Of what was typed: `typed` is when, and `field` how far its field reaches beyond the letters,
    left, top, right, bottom.
    """

    start: float
    end: float
    box: Box
    kind: Kind
    confidence: float
    text: str
    field: tuple[int, int, int, int] | None = None
    typed: tuple[float, float] | None = None


def sight(line: ScreenLine, start: int, end: int, kind: Kind, confidence: float) -> Sight:
    """The characters `start` to `end` of the line as a sight; "Mme" goes with its name."""
    titled = _TITLED.search(line.text, 0, start) if kind == "name" else None
    box = part(line, titled.start() if titled else start, end)
    return Sight(line.start, line.end, box, kind, confidence, line.text[start:end].strip())


def part(line: ScreenLine, start: int, end: int) -> Box:
    """The box of the characters `start` to `end` of the line, generously: blanks side by side may
    be dots that were not read."""
    ways = (0.0, DOTS) if _BLANKS.search(line.text) else (0.0,)
    boxes = [_part(line, start, end, dots) for dots in ways]
    return around(boxes) or line.box


def _part(line: ScreenLine, start: int, end: int, dots: float) -> Box:
    """The same, if so many dots stand for the blanks."""
    x, y, width, height = line.box
    widths = [_width(letter) for letter in line.text]
    for match in _BLANKS.finditer(line.text):
        widths[match.start()] += dots
    scale = width / (sum(widths) or 1.0)
    margin = MARGIN * height
    left = max(x, round(x + scale * sum(widths[:start]) - margin)) if start else x
    right = x + width
    if end < len(line.text.rstrip()):
        right = min(right, round(x + scale * sum(widths[:end]) + margin))
    return left, y, max(1, right - left), height


def _width(letter: str) -> float:
    if letter in NARROW:
        return 0.5
    if letter in SLIM:
        return 0.7
    if letter in WIDE:
        return 1.4
    return 1.15 if letter.isupper() else 1.0


def beyond(box: Box, letters: Box) -> tuple[int, int, int, int]:
    """How far `box` reaches beyond the letters in it: left, top, right, bottom."""
    right = box[0] + box[2] - letters[0] - letters[2]
    bottom = box[1] + box[3] - letters[1] - letters[3]
    return tuple(max(0, n) for n in (letters[0] - box[0], letters[1] - box[1], right, bottom))


def grown(box: Box, by: tuple[int, int, int, int]) -> Box:
    """The box with margins: left, top, right, bottom."""
    left, top = max(0, box[0] - by[0]), max(0, box[1] - by[1])
    return left, top, box[0] + box[2] + by[2] - left, box[1] + box[3] + by[3] - top


def middle(box: Box) -> tuple[float, float]:
    """The middle of a box."""
    return box[0] + box[2] / 2, box[1] + box[3] / 2


def holds(box: Box, other: Box) -> bool:
    """Whether the middle of `other` lies in `box`."""
    x, y = middle(other)
    return box[0] <= x <= box[0] + box[2] and box[1] <= y <= box[1] + box[3]
