"""What was said of somebody, in a form that can be found again on the screen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from media.conversation import personal_parts
from media.personal import Kind
from media.personal.spoken_numbers import digits, runs
from media.types import Utterance

FEWEST = 4
"""Figures: fewer say nothing about which value it is."""


@dataclass(frozen=True, slots=True)
class Said:
    """A personal value as it was heard, with its figures in one piece."""

    start: float
    end: float
    kind: Kind
    text: str
    figures: str


def said_values(transcript: Sequence[Utterance]) -> list[Said]:
    """The personal values of the conversation, in order."""
    found = []
    for one, values in zip(transcript, personal_parts(transcript), strict=True):
        for value in values:
            text = one.text[value.start : value.end]
            figures = "".join(digits(run) for run in runs(text))
            found.append(Said(one.start, one.end, value.kind, text, figures))
    return found


def same_figures(heard: str, text: str) -> bool:
    """Whether the figures heard are those written, or most of them in a row."""
    seen = re.sub(r"\D", "", text)
    if min(len(heard), len(seen)) < FEWEST:
        return False
    return heard in seen or seen in heard or _in_common(heard, seen) >= max(FEWEST, 0.6 * len(seen))


def _in_common(one: str, other: str) -> int:
    """The length of the longest row of figures that both have."""
    return max(
        size
        for size in range(len(one) + 1)
        if size == 0 or any(one[at : at + size] in other for at in range(len(one) - size + 1))
    )
