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

SURE = 0.7
"""From this confidence on, what was read may stand nowhere as it is."""


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


def shown_values(
    lines: Sequence[ScreenLine],
    events: Sequence[ScreenEvent],
    transcript: Sequence[Utterance] = (),
) -> dict[str, str]:
    """The values as they were read, each with the label that stands for it in a text."""
    found = look(lines, events, transcript)
    return {one.text: LABELS[one.kind] for one in found if one.confidence >= SURE}
