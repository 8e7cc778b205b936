"""The ink of a line of writing: where it stands on its ground, and whether it is the same again."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from media.motion import Grey
from media.types import Box

FAINT = 20  # Grey levels from its ground; nothing fainter is writing.
SHARE = 0.35  # Of the strongest contrast of the line; what is fainter is its soft edge.
RULE = 0.9  # Of the width: a row so full is the border of a field, an underline.
ACCENT = 0.2  # Of the height of the letters: the gap between a letter and its accent.
APART = 0.15  # Of the height of the rough box: a border stands further from the letters.
TALL = 24  # Pixels of height at which two lines are compared.
BLOCK = 3  # Pixels a side of the blocks compared: about a stroke of a letter.
EDGE = 40  # Grey levels from which letters and borders stand out; what lights up keeps them.
PLAIN = 0.6  # Of the detail that it had: a place that something has left keeps no more.
DIFFERENT = 38  # Grey levels, in one block: another letter. Below lies the noise of video coding.


def part(image: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    """What the box holds of the picture, a view."""
    x, y, width, height = box
    return image[max(0, y) : max(0, y + height), max(0, x) : max(0, x + width)]


def edges(grey: Grey) -> Grey:
    """Where letters and borders stand out: 1, elsewhere 0."""
    strength = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((2, 2), np.uint8))
    return (strength > EDGE).astype(np.uint8)


def beside(edges: Grey) -> Grey:
    """The same with the pixels beside them."""
    return cv2.dilate(edges, np.ones((3, 3), np.uint8))


def kept_edges(before: Grey, after: Grey) -> float:
    """The share of the edges that are still there; 0 where there were none."""
    old, new = edges(before), beside(edges(after))
    return float((old & new).sum()) / max(1, int(old.sum()))


def ink(grey: Grey) -> Grey:
    """How far each pixel is from the ground, the most frequent grey, stretched to 255."""
    counts = cv2.calcHist([grey], [0], None, [64], [0, 256]).ravel()
    ground = float(counts.argmax() * 4 + 2)
    away = np.abs(grey.astype(np.float32) - ground)
    strongest = float(np.percentile(away, 99))
    return np.clip(away * (255 / max(strongest, FAINT)), 0, 255).astype(np.uint8)


def tight(grey: Grey, rough: Box) -> Box | None:
    """The box of the letters alone, without the lines of a border or other writing; None if none.

    The middle of the rough box is writing; from there it reaches up and down to the first gap
    that is wider than the one below an accent.
    """
    shown = part(grey, rough)
    if min(shown.shape) < 6:
        return None
    mask = ink(shown) > 255 * SHARE
    third = len(mask) // 3
    left, right = _ends(mask[third : len(mask) - third], len(mask))
    rows = mask[:, left:right].mean(axis=1) if right > left else np.zeros(len(mask))
    top, bottom = _reach((rows > 0) & (rows <= RULE))
    if bottom - top < 4:
        return None
    left, right = _ends(mask[top:bottom], len(mask))
    if right - left < 2:
        return None
    return max(0, rough[0]) + left, max(0, rough[1]) + top, right - left, bottom - top


def _reach(inked: NDArray[np.bool_]) -> tuple[int, int]:
    """The first row of the letters, and the first below them."""
    high = len(inked)
    core = np.flatnonzero(inked[high // 3 : high - high // 3]) + high // 3
    if not len(core):
        return 0, 0
    top, bottom = int(core[0]), int(core[-1]) + 1
    gap = max(2, round(ACCENT * (bottom - top)))
    while (above := np.flatnonzero(inked[max(0, top - gap) : top])).size:
        top = max(0, top - gap) + int(above[0])
    while (below := np.flatnonzero(inked[bottom : bottom + gap])).size:
        bottom += int(below[-1]) + 1
    return top, bottom


def _ends(mask: NDArray[np.bool_], high: int) -> tuple[int, int]:
    """The first column of the letters, and the first after them; borders stand apart from them."""
    columns = np.flatnonzero(mask.any(axis=0))
    if not len(columns):
        return 0, 0
    apart = max(3, round(APART * high))
    groups = np.split(columns, np.flatnonzero(np.diff(columns) > apart) + 1)
    while len(groups) > 1 and _border(mask, groups[0]):
        groups.pop(0)
    while len(groups) > 1 and _border(mask, groups[-1]):
        groups.pop()
    return int(groups[0][0]), int(groups[-1][-1]) + 1


def _border(mask: NDArray[np.bool_], columns: NDArray[np.intp]) -> bool:
    thin = columns[-1] - columns[0] < max(3, 0.3 * mask.shape[0])
    return thin and bool(mask[:, columns].any(axis=1).mean() > RULE)


@dataclass(slots=True)
class Remembered:
    """Readings by the picture of their letters; the oldest are forgotten."""

    limit: int
    _entries: OrderedDict[int, tuple[Grey, tuple[str, float]]] = field(default_factory=OrderedDict)
    _by_width: dict[int, list[int]] = field(default_factory=dict)
    _next: int = 0

    def find(self, letters: Grey) -> tuple[str, float] | None:
        """What was read where the letters looked the same."""
        look = _look(letters)
        wide = look.shape[1]
        for near in (wide, wide - BLOCK, wide + BLOCK):
            for number in self._by_width.get(near, ()):
                if _same(self._entries[number][0], look):
                    self._entries.move_to_end(number)
                    return self._entries[number][1]
        return None

    def add(self, letters: Grey, reading: tuple[str, float]) -> None:
        look = _look(letters)
        self._entries[self._next] = look, reading
        self._by_width.setdefault(look.shape[1], []).append(self._next)
        self._next += 1
        if len(self._entries) > self.limit:
            number, (old, _reading) = self._entries.popitem(last=False)
            self._by_width[old.shape[1]].remove(number)


def _look(letters: Grey) -> Grey:
    height, width = letters.shape
    wide = max(BLOCK, round(width * TALL / height / BLOCK) * BLOCK)
    return cv2.resize(ink(letters), (wide, TALL), interpolation=cv2.INTER_AREA)


def _same(one: Grey, other: Grey) -> bool:
    if one.shape != other.shape:
        other = cv2.resize(other, (one.shape[1], one.shape[0]), interpolation=cv2.INTER_AREA)
    size = (one.shape[1] // BLOCK, one.shape[0] // BLOCK)
    blocks = [cv2.resize(look, size, interpolation=cv2.INTER_AREA) for look in (one, other)]
    return int(cv2.absdiff(*blocks).max()) < DIFFERENT


def gain(before: Grey, after: Grey, box: Box) -> float:
    """Grey levels of detail that the place gains."""
    return float(np.std(part(after, box)) - np.std(part(before, box)))


def plainer(before: Grey, after: Grey, box: Box) -> bool:
    """Whether most of the detail of the place has gone."""
    return float(np.std(part(after, box))) < PLAIN * float(np.std(part(before, box)))
