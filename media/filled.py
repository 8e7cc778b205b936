"""The fields of a page that were filled, whose values are no names of anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from media.boxes import inside
from media.ocr import Written
from media.types import Box

IN = 0.6  # Of a line: in a field.
ALIKE = 70.0  # Of 100: so alike are two readings of what was typed.


class Filled:
    """Knows the fields of the page with what was read in them when they had been filled."""

    def __init__(self) -> None:
        self._fields: list[tuple[Box, list[str]]] = []

    def add(self, field: Box, lines: Iterable[Written]) -> None:
        """The field has been filled; the lines are what stands on the screen."""
        self._fields.append((field, [line.text for line in lines if _in(line, field)]))

    def clear(self) -> None:
        """The page is another one."""
        self._fields.clear()

    def without(self, lines: Iterable[Written], writing: Sequence[Box]) -> list[Written]:
        """The lines that are no values; `writing`: where something is typed just now.

        A window may lie over a field: other words in its place are no value.
        """
        return [
            line
            for line in lines
            if not any(_in(line, box) for box in writing)
            and not any(_is_value(line, *field) for field in self._fields)
        ]


def _in(line: Written, field: Box) -> bool:
    return inside(line.box, field) > IN


def _is_value(line: Written, field: Box, held: Sequence[str]) -> bool:
    """Whether the line is what was read in the field, a part of it, or it with more letters."""
    known = not held or any(fuzz.partial_ratio(line.text, text) >= ALIKE for text in held)
    return _in(line, field) and known
