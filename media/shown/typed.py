"""Values typed into a field: the whole field is covered, from the first letter on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from media.personal import Kind
from media.shown.fields import around_letters, filled_until, outline
from media.shown.labels import asks_for_town, meaning
from media.shown.page import LOWEST, TALL, Pages, above, left_of
from media.shown.sights import Sight, beyond, holds
from media.shown.spoken import Said, same_figures
from media.shown.values import kind_of_value
from media.types import Box, ScreenEvent, ScreenLine

_ADDRESS = re.compile(r"[\w.+\-]+\s?@\s?[\w.\-]+")

CARET = " |"

ROOM = 16
"""Pixels that a field is higher than the letters in it."""

WIDER = 2.0
"""Times the letters in it: a box as wide is a field, however high these were read."""

ASKED = 25.0
"""Seconds between a value that is said and its first letter."""

COMPLETED = 60.0
"""Seconds after a street is typed in which the field of a town is its own."""

BEFORE = 0.5
"""Seconds by which the first letter may be older than its event."""


def typed(pages: Pages, said: Sequence[Said]) -> Iterator[Sight]:
    """The fields into which somebody's own values are typed."""
    home = -COMPLETED
    for event in pages.events:
        if event.kind != "typing" or not event.box:
            continue
        field, end = _field(pages, event, event.box), event.end or event.t
        held = _held(pages, event, field)
        label = _label(pages, event, field)
        kind = _kind(event, label, held, said)
        names = (event.text or "", label.text if label else "")
        if kind is None and event.t < home + COMPLETED and any(map(asks_for_town, names)):
            kind = "address"
        home = end if kind == "address" else home
        if kind and field[3] <= TALL * pages.height:
            full = _value(held, event)
            text = full.text.strip(CARET) if full else ""
            reach = beyond(field, full.box) if full else None
            until = filled_until(pages, field, end, label)
            yield Sight(event.t - BEFORE, until, field, kind, 0.9, text, reach, (event.t, end))


def _field(pages: Pages, event: ScreenEvent, box: Box) -> Box:
    """The field typed into: the event's box, or what is known of fields where it is letters."""
    letters = [line.box for line in _held(pages, event, box)]
    if letters and box[3] >= LOWEST:
        higher = box[3] >= max(b[3] for b in letters) + ROOM
        wider = box[2] >= WIDER * max(b[2] for b in letters)
        if higher or wider:
            return box
    return outline(pages, letters[-1] if letters else box, event.t) or around_letters(box)


def _held(pages: Pages, event: ScreenEvent, field: Box) -> list[ScreenLine]:
    """The lines read in the field while it was filled and a little after."""
    end = event.end or event.t
    moments = (event.t + 0.3, (event.t + end) / 2, end + 0.1, end + 1.0, end + 2.5)
    found = {id(line): line for t in moments for line in pages.at(t) if holds(field, line.box)}
    return [line for line in found.values() if line.end > event.t]


def _value(held: Sequence[ScreenLine], event: ScreenEvent) -> ScreenLine | None:
    """The line that was typed: what stood there before is the field's own name or example."""
    typed = [line for line in held if line.start >= event.t - BEFORE and meaning(line.text) is None]
    return max(typed or held, key=lambda line: len(line.text), default=None)


def _kind(
    event: ScreenEvent,
    label: ScreenLine | None,
    held: Sequence[ScreenLine],
    said: Sequence[Said],
) -> Kind | None:
    """What is typed: by the field's name, by the form of the value, by what was said meanwhile."""
    named = (meaning(event.text) if event.text else None) or (
        meaning(label.text) if label else None
    )
    if named and named != "plain":
        return named
    for line in held:
        text = line.text.strip(CARET)
        kind = "email" if _ADDRESS.fullmatch(text) else kind_of_value(text, typed=True)
        if kind and (named != "plain" or kind != "name"):
            return kind
        for value in said:
            amount = named == "plain" and value.kind == "number"
            if not amount and _meanwhile(value, event) and same_figures(value.figures, line.text):
                return value.kind
    return None


def _meanwhile(value: Said, event: ScreenEvent) -> bool:
    end = event.end or event.t
    return value.end >= event.t - ASKED and value.start <= end + ASKED / 2


def _label(pages: Pages, event: ScreenEvent, field: Box) -> ScreenLine | None:
    """The line that says what the field is called: above it, to its left, or in it before."""
    t = (event.t + (event.end or event.t)) / 2
    others = [line for line in pages.at(t) if not holds(field, line.box)]
    before = [line for line in pages.at(max(0.0, event.t - 0.6)) if holds(field, line.box)]
    labels = (above(field, others), left_of(field, others, pages.width), *before)
    return next((label for label in labels if label and meaning(label.text)), None)
