"""Words on a button of which a letter was misread, or hidden by the cursor: put right by the words
that are said, or read elsewhere, in the recording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from media.label_names import label_name, tidy
from media.language import Language
from media.lexicon import SHORTEST, WORD, Lexicon, lexicon
from media.shown.labels import meaning
from media.shown.people import is_given
from media.types import ScreenEvent, ScreenLine, Utterance

AMISS = 1
"""Letters that may be wrong in a word."""

TWICE = 2
"""Readings in different places that tell that a word is as it was read."""


def read_right(
    events: Sequence[ScreenEvent],
    transcript: Sequence[Utterance],
    lines: Sequence[ScreenLine],
    tongue: Language,
) -> tuple[ScreenEvent, ...]:
    """The events, each called as it is written: "Lancer la rechrche" is « Lancer la recherche »
    where people speak of one, or it stands so elsewhere. What is known as a usual button or field,
    or is no label, stays; so does what begins with a capital, as names do."""
    known = lexicon(tongue)
    written = Counter(word for text in {line.text for line in lines} for word in _words(text))
    told = Counter(word for said in transcript for word in _words(said.text))
    words = {word: written[word] + told[word] for word in (*written, *told) if known.knows(word)}
    return tuple(
        replace(event, text=_righted(event.text, words, written, known))
        if event.text
        and not meaning(event.text)
        and label_name(event.text, tongue) == tidy(event.text)
        else event
        for event in events
    )


def _righted(text: str, words: dict[str, int], written: Counter[str], known: Lexicon) -> str:
    for found in reversed(list(WORD.finditer(text))):
        word = found.group()
        # A capital may begin a name.
        if not word.islower() or known.knows(word) or written[word] >= TWICE:
            continue
        if meant := _nearest(word, words):
            text = text[: found.start()] + meant + text[found.end() :]
    return text


def _nearest(word: str, words: dict[str, int]) -> str | None:
    """The word that differs in one letter; of several the one that occurs most."""
    near = [
        (-count, other)
        for other, count in words.items()
        if len(other) >= SHORTEST
        and Levenshtein.distance(word, other, score_cutoff=AMISS) <= AMISS
        and not is_given(other)
    ]
    return min(near)[1] if near else None


def _words(text: str) -> Iterable[str]:
    return (word.lower() for word in WORD.findall(text))
