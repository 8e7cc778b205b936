"""The same sentence heard on both tracks, once."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from media.audio import RATE
from media.loudness import Loudness
from media.types import Speaker
from media.utterances import HeardUtterance

ECHO_SECONDS = 1.0
"""A room, a loudspeaker and a network together delay an echo by less."""

SAME_WORDS = 80.0
ECHO_WORDS = 3
"""Two people do say "oui" or "d'accord" at once; longer sentences they do not."""


@dataclass(frozen=True, slots=True)
class Voiced:
    """An utterance with whose track it was heard on, and how loud that track is."""

    heard: HeardUtterance
    speaker: Speaker | None
    level: Loudness

    @property
    def prominence(self) -> float:
        """Decibels against the track's own loudest speech."""
        levels = self.level.between(round(self.heard.start * RATE), round(self.heard.end * RATE))
        return float(levels.mean()) - self.level.reference if len(levels) else 0.0


def without_echoes(said: list[Voiced]) -> list[Voiced]:
    """The utterances ordered by start, the fainter of two equal ones left out."""
    said = sorted(said, key=lambda voiced: (voiced.heard.start, voiced.heard.end))
    dropped: set[int] = set()
    for number, one in enumerate(said):
        for later in range(number + 1, len(said)):
            other = said[later]
            if other.heard.start > one.heard.end + ECHO_SECONDS:
                break
            if is_echo(one, other):
                dropped.add(number if one.prominence < other.prominence else later)
    return [voiced for number, voiced in enumerate(said) if number not in dropped]


def is_echo(one: Voiced, other: Voiced) -> bool:
    """Whether both are one sentence that two microphones heard."""
    if one.speaker == other.speaker or abs(one.heard.start - other.heard.start) > ECHO_SECONDS:
        return False
    if min(len(one.heard.words), len(other.heard.words)) < ECHO_WORDS:
        return False
    return fuzz.ratio(one.heard.text.casefold(), other.heard.text.casefold()) >= SAME_WORDS
