"""What one scrolls to: the words that come into view and are said; and which way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from media.corrections import sounds
from media.cues import Said
from media.deeds import Deed
from media.label_names import is_personal
from media.likeness import likeness
from media.sounds import fold
from media.types import ScreenLine

EARLY, LATE = 0.5, 1.0
"""Seconds before and after the scrolling, within which lines are read that it brings."""

ARRIVAL = 6.0
"""Seconds after it, in which one says what one has come to."""

LOW = 0.7
"""Of the height: what stands lower has hardly come into view."""

SURELY = 0.7
"""How surely a sentence must name the words."""

FEWEST_SOUNDS, MOST_WORDS = 5, 7
"""Of words that may be named: less is like too much, more is a text."""

_BULLET = re.compile(r"^(?:[OoDQ]\s+|\W+)+|[\s:*•>]+$")
_LABEL = re.compile(r"[^\W\d_](?:[^\d@/\\<>|=_{}\[\]]*[^\W\d_])?[ ?!.…:]*")


def sought(
    deed: Deed, said: Sequence[Said], lines: Sequence[ScreenLine], height: int
) -> str | None:
    """The words asked for before the scrolling ends, else those read aloud on arrival; None where
    nobody says any. `height`: of the picture, in pixels."""
    new = list(dict.fromkeys(_come_into_view(deed, lines, LOW * height)))
    asked = [one for one in said if one.start <= deed.end and one.speaker != "learner"]
    arrived = [one for one in said if deed.t <= one.start <= deed.end + ARRIVAL]
    for sentences in (asked, arrived[::-1]):
        for sentence in sentences:
            sure, label = max(
                ((likeness(sentence.text, label), label) for label in new), default=(0.0, "")
            )
            if sure >= SURELY:
                return label
    return None


def goes_up(deed: Deed, lines: Sequence[ScreenLine]) -> bool:
    """Whether one went back up the page: what stood on it before and after then stands lower."""
    before = _once(line for line in lines if line.start < deed.t - EARLY <= line.end + EARLY)
    after = _once(line for line in lines if deed.t - EARLY <= line.start <= deed.end + LATE)
    ways = [after[text].box[1] - before[text].box[1] for text in before.keys() & after.keys()]
    moved = [way for way in ways if way]
    return bool(moved) and median(moved) > 0


def _once(lines: Iterable[ScreenLine]) -> dict[str, ScreenLine]:
    """The lines of which there is but one with those words, by these."""
    found: dict[str, list[ScreenLine]] = {}
    for line in lines:
        found.setdefault(line.text, []).append(line)
    return {text: same[0] for text, same in found.items() if len(same) == 1}


def _come_into_view(deed: Deed, lines: Sequence[ScreenLine], low: float) -> Iterator[str]:
    begins = deed.t - EARLY
    before = (line for line in lines if line.start < begins <= line.end + EARLY)
    there = {fold(line.text) for line in before if line.box[1] < low}
    for line in lines:
        new = begins <= line.start <= deed.end + LATE and fold(line.text) not in there
        if new and is_label(line.text) and not is_personal(line.text):
            yield plain(line.text)


def plain(text: str) -> str:
    """The line without the circle or box before it, which is read as a letter."""
    return _BULLET.sub("", text)


def is_label(text: str) -> bool:
    """Whether a line is a short text of words that somebody may read aloud."""
    label = plain(text)
    short = len(label.split()) <= MOST_WORDS and len(sounds(label)) >= FEWEST_SOUNDS
    return short and bool(_LABEL.fullmatch(label))
