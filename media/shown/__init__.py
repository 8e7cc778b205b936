"""Personal data in the picture: where it is, and until when.

page      the lines read, by time and place     labels   what a field is called
written   values a page shows                   typed    values typed into a field
sites     what is a site's own                  fields   their outlines
names     who is signed in                      people   names by their shape
spoken    what was said of it                   known    values known, found again
heard     what was typed, in what was said      announced  words before a value
sights    a value where it stands               behind   what lay under a window
tracks    sights in a row as masks               spelt    letters and figures read out
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from media.personal import LABELS, Found
from media.shown.announced import announced
from media.shown.behind import behind
from media.shown.fields import in_their_fields
from media.shown.heard import heard, unheard
from media.shown.known import again
from media.shown.names import at_home, companions, kept_in_header, people_known, signed_in
from media.shown.page import Pages
from media.shown.spoken import said_values
from media.shown.tracks import masks
from media.shown.typed import typed
from media.shown.written import written
from media.types import ScreenEvent, ScreenLine, ScreenMask, SpokenMask, Utterance

__all__ = ["Shown", "look", "shown_values"]

SURE = 0.7
"""From this confidence on, what was read may stand nowhere as it is."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the picture tells of people.

    `masks` cover it. `values` are what was read, each with the label that stands for it in a text.
    `heard` are the parts of utterances, by number, in which it was said while it was typed;
    `unclear` the voices that nobody understood, in which it may have been, or another value that
    was announced.
    """

    masks: tuple[ScreenMask, ...] = ()
    values: dict[str, str] = field(default_factory=dict)
    heard: tuple[tuple[int, Found], ...] = ()
    unclear: tuple[SpokenMask, ...] = ()


def look(
    lines: Sequence[ScreenLine],
    events: Sequence[ScreenEvent],
    transcript: Sequence[Utterance] = (),
    unclear: Sequence[tuple[float, float]] = (),
) -> Shown:
    """The personal values in the picture. A value typed covers its whole field (canvas pixels) from
    the first letter until the page goes. What is known from one place, or was said aloud, is
    covered wherever it stands. `unclear`: when somebody spoke of whom no word was understood.
    """
    pages = Pages(lines, events)
    said = said_values(transcript)
    found = [*signed_in(pages), *written(pages), *typed(pages, said)]
    found += companions(pages, found)
    found += again(pages, found, said, people_known(found))
    found += at_home(pages, found)
    found += kept_in_header(pages, found)
    found += behind(pages, found)
    return Shown(
        masks(list(in_their_fields(pages, found)), events),
        {one.text: LABELS[one.kind] for one in found if one.confidence >= SURE},
        tuple(heard(transcript, found, said)),
        (*unheard(unclear, found, transcript, said), *announced(unclear, transcript)),
    )


def shown_values(
    lines: Sequence[ScreenLine],
    events: Sequence[ScreenEvent],
    transcript: Sequence[Utterance] = (),
) -> dict[str, str]:
    """The values as they were read, each with the label that stands for it in a text."""
    return look(lines, events, transcript).values
