"""Values typed into a field: the whole field is covered, from the first letter on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from media.personal import Kind
from media.shown.labels import Meaning, meaning
from media.shown.page import Pages, above, left_of
from media.shown.sights import Sight, holds
from media.shown.spoken import Said, same_figures
from media.shown.written import kind_of_value
from media.types import Box, ScreenEvent, ScreenLine

_ADDRESS = re.compile(r"[\w.+\-]+\s?@\s?[\w.\-]+")

BEFORE = 0.5
"""Seconds by which the first letter may be older than its event."""

LOST = 20.0
"""Seconds for which what stands in a field may go unread, under a window or a cursor."""

TALL = 0.11
"""Of the height: a taller field holds a letter, in which values are looked for line by line."""

FIELD = 30
"""Pixels: what is lower is a line of letters and not the outline of a field."""

PRESSED = 12.0
"""Seconds before the first letter in which its field is pressed."""

AROUND_LETTERS = (16, 12)
"""Pixels of a field around its letters, where its outline is not known."""


def typed(pages: Pages, said: Sequence[Said]) -> Iterator[Sight]:
    """The fields into which somebody's own values are typed."""
    for event in pages.events:
        if event.kind == "typing" and event.box:
            field = _outline(pages, event, event.box)
            held = _held(pages, event, field)
            kind = _kind(pages, event, field, held, said)
            if kind and field[3] <= TALL * pages.height:
                end = _until(pages, event, field)
                text = max((line.text for line in held), key=len, default="")
                yield Sight(event.t - BEFORE, end, field, kind, 0.9, text.strip(" |"))


def _outline(pages: Pages, event: ScreenEvent, box: Box) -> Box:
    """The field's box: as it was seen, as what was pressed, or a margin around the letters."""
    if box[3] >= FIELD:
        return box
    pressed = [
        other.box
        for other in pages.events
        if other.kind in {"click", "other"}
        and other.box
        and event.t - PRESSED <= other.t <= event.t + 1.0
        and FIELD <= other.box[3] <= TALL * pages.height
        and holds(other.box, box)
        and other.box[2] > box[2]
    ]
    if pressed:
        return min(pressed, key=lambda field: field[2] * field[3])
    x, y, width, height = box
    across, down = AROUND_LETTERS
    return max(0, x - across), max(0, y - down), width + 2 * across, height + 2 * down


def _held(pages: Pages, event: ScreenEvent, field: Box) -> list[ScreenLine]:
    """The lines read in the field while it was filled and a little after."""
    end = event.end or event.t
    moments = (event.t + 0.3, (event.t + end) / 2, end + 0.1, end + 1.0, end + 2.5)
    found = {id(line): line for t in moments for line in pages.at(t) if holds(field, line.box)}
    return [line for line in found.values() if line.end > event.t]


def _kind(
    pages: Pages,
    event: ScreenEvent,
    field: Box,
    held: Sequence[ScreenLine],
    said: Sequence[Said],
) -> Kind | None:
    """What is typed: by the field's name, by the form of the value, by what was said meanwhile."""
    named = _named(pages, event, field)
    if named and named != "plain":
        return named
    for line in held:
        text = line.text.strip(" |")
        kind = "email" if _ADDRESS.fullmatch(text) else kind_of_value(text)
        if kind and (named != "plain" or kind != "name"):
            return kind
        for value in said:
            near = event.t - 25 <= value.end and value.start <= (event.end or event.t) + 10
            if near and same_figures(value.figures, line.text):
                return value.kind
    return None


def _named(pages: Pages, event: ScreenEvent, field: Box) -> Meaning | None:
    """What the field is called: as it was read, above it, to its left, or in it before."""
    if event.text and (kind := meaning(event.text)):
        return kind
    before = [line for line in pages.at(max(0.0, event.t - 0.6)) if holds(field, line.box)]
    others = [
        line
        for line in pages.at((event.t + (event.end or event.t)) / 2)
        if not holds(field, line.box)
    ]
    labels = (above(field, others), left_of(field, others, pages.width), *before)
    return next((kind for label in labels if label and (kind := meaning(label.text))), None)


def _until(pages: Pages, event: ScreenEvent, field: Box) -> float:
    """When the page goes: no line stands in the field any more, or another page comes."""
    end = event.end or event.t
    turned = next((e.t for e in pages.events if e.kind == "page" and e.t > end + 0.2), None)
    last = max((line.end for line in pages.lines), default=end)
    until = end
    inside = sorted(
        (line for line in pages.lines if line.end > end and holds(field, line.box)),
        key=lambda line: line.start,
    )
    for line in inside:
        if line.start > until + LOST or (turned and line.start > turned):
            break
        until = max(until, line.end)
    if until > end:
        return until
    return turned if turned is not None else last
