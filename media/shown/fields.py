"""Fields of a page: their outline, and until when they show what was put into them."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from media.shown.page import Pages
from media.shown.sights import holds
from media.types import Box, ScreenLine

TALL = 0.11
"""Of the height: a taller field holds a letter, in which values are looked for line by line."""

LOWEST = 30
"""Pixels: what is lower is a line of letters and not the outline of a field."""

PRESSED = 12.0
"""Seconds before the first letter in which its field is pressed."""

AROUND_LETTERS = (16, 12)
"""Pixels of a field around its letters, where its outline is not known."""

LOST = 20.0
"""Seconds for which what stands in a field may go unread, under a window or a cursor."""

ALIKE = 80.0
"""Of 100: so alike are two readings of what stands in a field."""


def outline(pages: Pages, letters: Box, t: float) -> Box | None:
    """The box of the field around the letters that came at `t`, from what lit up when pressed."""
    lit = [
        event.box
        for event in pages.events
        if event.kind in {"click", "other", "typing"}
        and event.box
        and t - PRESSED <= event.t <= t + 1.0
        and LOWEST <= event.box[3] <= TALL * pages.height
        and event.box[2] >= letters[2]
        and holds(event.box, letters)
    ]
    return min(lit, key=lambda box: box[2] * box[3], default=None)


def around_letters(letters: Box) -> Box:
    """A field as large as most are in height, and a little wider than its letters."""
    x, y, width, height = letters
    across, down = AROUND_LETTERS
    left, top = max(0, x - across), max(0, y - down)
    return left, top, x + width + across - left, y + height + down - top


def filled_until(pages: Pages, field: Box, end: float, label: ScreenLine | None) -> float:
    """When what was put into the field by `end` is seen no longer.

    A page that turns ends it, but where the same words go on standing there. Where nothing was
    read, as of a password's dots, the field goes with its label.
    """
    turned = next((e.t for e in pages.events if e.kind == "page" and e.t > end + 0.2), None)
    inside = [line for line in pages.lines if line.end > end and holds(field, line.box)]
    until, read = end, ""
    for line in sorted(inside, key=lambda line: line.start):
        same = bool(read) and fuzz.ratio(read, line.text) >= ALIKE
        if line.start > until + LOST or (turned and line.start > turned - 0.7 and not same):
            break
        if line.end > until:
            until, read = line.end, line.text
    if until > end:
        return until
    if label and label.end > end:
        return _lasting(pages.lines, label)
    return turned if turned is not None else max((line.end for line in pages.lines), default=end)


def _lasting(lines: Sequence[ScreenLine], label: ScreenLine) -> float:
    """The end of the label, and of its further readings in the same place."""
    until = label.end
    for line in sorted(lines, key=lambda line: line.start):
        if line.text == label.text and holds(label.box, line.box) and line.start <= until + LOST:
            until = max(until, line.end)
    return until
