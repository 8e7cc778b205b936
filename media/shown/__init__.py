"""Personal data in the picture: where it is, and until when.

    page      the lines read, by time and place     labels   what a field is called
    written   values a page shows                   typed    values typed into a field
    names     who is signed in                      people   names by their shape
    spoken    what was said of it                   known    values known, found again
    sights    a value where it stands               tracks   sights in a row as masks
"""

from __future__ import annotations

from collections.abc import Sequence

from media.personal import LABELS
from media.shown.known import again
from media.shown.names import people_known, signed_in
from media.shown.page import Pages
from media.shown.sights import Sight
from media.shown.spoken import said_values
from media.shown.tracks import masks
from media.shown.typed import typed
from media.shown.written import written
from media.types import ScreenEvent, ScreenLine, ScreenMask, Utterance

__all__ = ["find_shown", "look", "shown_values"]

SHORTEST_VALUE = 4
"""Shorter pieces of a value are also pieces of ordinary words."""


def find_shown(
    lines: Sequence[ScreenLine],
    events: Sequence[ScreenEvent],
    transcript: Sequence[Utterance] = (),
) -> tuple[ScreenMask, ...]:
    """The boxes (canvas pixels) in which a personal value is seen, ordered by start.

    A value typed covers its whole field from the first letter until the page goes. What is known
    from one place, or was said aloud, is covered wherever it stands.
    """
    return masks(look(lines, events, transcript), events)


def look(
    lines: Sequence[ScreenLine],
    events: Sequence[ScreenEvent],
    transcript: Sequence[Utterance] = (),
) -> list[Sight]:
    """Every personal value where it stands, each reading of it by itself."""
    pages = Pages(lines, events)
    said = said_values(transcript)
    found = [*signed_in(pages), *written(pages), *typed(pages, said)]
    return [*found, *again(pages, found, said, people_known(found))]


def shown_values(sights: Sequence[Sight]) -> dict[str, str]:
    """The values as they were read, each with its label; the longest first."""
    values = {one.text: LABELS[one.kind] for one in sights if len(one.text) >= SHORTEST_VALUE}
    return {value: values[value] for value in sorted(values, key=len, reverse=True)}
