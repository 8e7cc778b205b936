"""Words that name what stands on the screen, set right by how it is written there.

People read labels aloud: « cliquez sur par courir » while the page says « Parcourir ». What was
heard is put as it is written where it sounds like it and the listening was unsure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from media.corrections import sounds
from media.passages import Passage, passages, replaced
from media.sounds import fold
from media.types import ScreenLine, Utterance

BEFORE, AFTER = 2.0, 4.0
"""Seconds by which a line may stand on the screen after or before it is named."""

FEWEST_SOUNDS = 5
MOST_WORDS = 7
ALIKE, ALIKE_LONG = 90.0, 76.0
"""How alike the sounds must be; the longer the label, the less chance is at work."""

LONG_SOUNDS = 12
UNSURE = 0.75
"""A word that the listening gives more probability is not touched, unless it sounds the same."""

FEW_WORDS = 3
SURE_READING = 0.75
_BULLET = re.compile(r"^(?:[OoDQ]\s+|\W+)+|[\s:*•>]+$")
_LABEL = re.compile(r"[^\W\d_](?:[^\d@/\\<>|=_{}\[\]]*[^\W\d_])?[ ?!.…:]*")


class Labels:
    """The lines of the screen that may be named, without anybody's personal values."""

    def __init__(self, lines: Sequence[ScreenLine], personal: Collection[str] = ()) -> None:
        hidden = {fold(value) for value in personal}
        self._lines = [
            (line.start - AFTER, line.end + BEFORE, plain(line.text))
            for line in lines
            if line.confidence >= SURE_READING
            and is_label(line.text)
            and not any(value and value in fold(line.text) for value in hidden)
        ]

    def at(self, start: float, end: float) -> list[str]:
        """The labels near an utterance, the longer first."""
        near = {text for first, last, text in self._lines if first <= end and start <= last}
        return sorted(near, key=lambda text: (-len(text), text))

    def applied(self, said: Utterance) -> Utterance:
        """The utterance with what names a label written as it is there."""
        labels = self.at(said.start, said.end)
        found = [
            (score, passage, label)
            for passage in (passages(said, longest=MOST_WORDS + 2) if labels else ())
            for label in labels
            if (score := _score(said, passage, label)) is not None
        ]
        chosen: list[tuple[Passage, str]] = []
        for _, passage, label in sorted(found, key=lambda one: -one[0]):
            if not any(passage.overlaps(other) for other, _label in chosen):
                chosen.append((passage, label))
        wrong = [(passage, label) for passage, label in chosen if not _same(passage.text, label)]
        return replaced(said, wrong) if wrong else said


def plain(text: str) -> str:
    """The line without the circle or box before it, which is read as a letter."""
    return _BULLET.sub("", text)


def is_label(text: str) -> bool:
    """Whether a line is a short text of words that somebody may read aloud."""
    label = plain(text)
    return (
        bool(_LABEL.fullmatch(label))
        and len(label.split()) <= MOST_WORDS
        and len(_sounds(label)) >= FEWEST_SOUNDS
    )


def _score(said: Utterance, passage: Passage, label: str) -> float | None:
    """How much of the label the passage says, else None: what is said already wins over all."""
    if _same(passage.text, label):
        return 1000.0 + len(label)
    wanted, heard = _sounds(label), _sounds(passage.text)
    if abs(len(wanted) - len(heard)) > 0.35 * len(wanted):
        return None
    needed = ALIKE_LONG if len(wanted) >= LONG_SOUNDS else ALIKE
    alike = fuzz.ratio(wanted, heard, score_cutoff=needed)
    if not alike or not _may_be(said, passage, label, same_sound=wanted == heard):
        return None
    return alike * len(wanted) / 100 + alike / 1000


def _may_be(said: Utterance, passage: Passage, label: str, *, same_sound: bool) -> bool:
    """Whether no word would be lost that was surely heard.

    The ear cannot tell « continuez » from « Continuer »: said alone, or among other words of the
    label, it is the label; in a sentence it is what the listening wrote.
    """
    if same_sound:
        one_word = " " not in label and passage.first == passage.last
        return not one_word or len(said.words) <= FEW_WORDS
    kept = {_sounds(word) for word in label.split()}
    lost = [
        word.probability
        for word in said.words[passage.first : passage.last + 1]
        if _sounds(word.text) not in kept
    ]
    return bool(lost) and max(lost) <= UNSURE


@lru_cache(maxsize=8192)
def _sounds(text: str) -> str:
    return sounds(text)


def _same(text: str, label: str) -> bool:
    return _letters(text) == _letters(label)


@lru_cache(maxsize=8192)
def _letters(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
