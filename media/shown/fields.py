"""Fields of a page: their outline, and until when they show what was put into them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from media.boxes import around, inside
from media.shown.page import BARELY_AFTER, Pages
from media.shown.sights import Sight, holds
from media.types import Box, ScreenLine

PRESSED = 12.0
"""Seconds before the first letter in which its field is pressed."""

SAME_FORM = 90.0
"""Seconds for which a form is filled in."""

INDENT = 28
"""Pixels between the edge of a field and its letters."""

AROUND_LETTERS = (16, 12)
"""Pixels of a field around its letters, where its outline is not known."""

LOST = 20.0
"""Seconds for which what stands in a field may go unread, under a window or a cursor."""

OF_IT = 0.8
"""Of its box: so much of a piece of a line lies in that of the line."""

ALIKE = 80.0
"""Of 100: so alike are two readings of what stands in a field."""


def outline(pages: Pages, letters: Box, t: float) -> Box | None:
    """The box of the field around the letters that came at `t`.

    It lit up when it was pressed; or another field of the form did, that begins where it does:
    fields of a form are of one size.
    """
    return pressed(pages, letters, t) or _as_its_siblings(pages, letters, t)


def pressed(pages: Pages, letters: Box, t: float) -> Box | None:
    """The box of the field that lit up around the letters shortly before `t`."""
    lit = [
        box
        for at, box in pages.lit
        if t - PRESSED <= at <= t + 1.0 and holds(box, letters) and box[2] >= letters[2]
        if not pages.turned(at, t)
    ]
    return min(lit, key=lambda box: box[2] * box[3], default=None)


def alone_in(pages: Pages, line: ScreenLine) -> Box | None:
    """The outline around the line, if nothing is written in it but the line, or what was read of it
    once more."""
    field = line.field
    others = pages.around(line) if field else ()
    apart = (other.box for other in others if inside(other.box, line.box) < OF_IT)
    return None if field and any(holds(field, box) for box in apart) else field


def in_their_fields(pages: Pages, sights: Sequence[Sight]) -> Iterator[Sight]:
    """The sights, those that are all that stands in a field with its outline."""
    lines = {(line.start, line.box): line for line in pages.lines if line.field}
    for one in sights:
        line = lines.get((one.start, one.box))
        field = alone_in(pages, line) if line else None
        # What grew since the outline was found may reach beyond it.
        box = around([one.box, field]) if field else None
        yield replace(one, box=box) if box else one


def names_pressed(pages: Pages, line: ScreenLine) -> list[str]:
    """What the field was called that was pressed shortly before the line came to stand in it: its
    name may have stood where the line does."""
    return [
        event.text
        for event in pages.events
        if event.kind == "click"
        and event.box
        and event.text
        and event.text != line.text
        and line.start - PRESSED <= event.t <= line.start + BARELY_AFTER
        and event.box in pages.fields
        and holds(event.box, line.box)
        and not pages.turned(event.t, line.start)
    ]


def _as_its_siblings(pages: Pages, letters: Box, t: float) -> Box | None:
    x, y, width, height = letters
    siblings = [
        (abs(t - at), box)
        for at, box in pages.lit
        if abs(t - at) <= SAME_FORM and 3 <= x - box[0] <= INDENT and box[2] >= width
    ]
    if not siblings:
        return None
    _, (left, _, wide_as, high_as) = min(siblings)
    return left, max(0, round(y + height / 2 - high_as / 2)), wide_as, high_as


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
