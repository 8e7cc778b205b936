"""What Whisper writes where nobody speaks, told from what was said.

Trained on subtitles, it fills murmur with credits and thanks, repeats itself, or guesses. No single
sign is proof: a sentence goes when it is known and weakly heard, when it is a loop, or when the
model itself hardly believes it.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from rapidfuzz import fuzz, process

from media.utterances import HeardUtterance, HeardWord

LOOP_RATIO = 2.4
"""Text that zlib shrinks by more repeats itself (Radford et al., 2022, section 4.5)."""

LOOP_TEXT = 60
"""Shorter text does not compress, loop or not."""

MIN_LOG_PROBABILITY = -1.0
MIN_PROBABILITY = 0.30
"""The mean probability of an utterance's words below which the model is guessing."""

UNSURE_PROBABILITY = 0.6
NUMBER_PROBABILITY = 0.35
LONG_NUMBER = 4
"""Figures that somebody who reads out a number gives, and nobody invents."""

NO_SPEECH = 0.6
WORDS_PER_SECOND = 11.0
"""Faster than anyone speaks (French: five to seven syllables a second)."""

SAME_SENTENCE = 92.0
PROMPT_WORDS = 4
MAX_LOOP_WORDS = 8


@dataclass(frozen=True, slots=True)
class KnownInventions:
    """`credits` nobody says in a session; `courtesies` a person may well say."""

    credits: tuple[str, ...]
    courtesies: tuple[str, ...]


@cache
def known_inventions() -> KnownInventions:
    """The shipped list, in the form in which sentences are compared."""
    text = (resources.files("media") / "data" / "inventions.txt").read_text("utf-8")
    sections: dict[str, list[str]] = {"credits": [], "courtesies": []}
    section = "credits"
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif line and not line.startswith("#"):
            sections[section].append(plain(line))
    return KnownInventions(tuple(sections["credits"]), tuple(sections["courtesies"]))


def plain(text: str) -> str:
    """The text in lower case, without accents or punctuation."""
    letters = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", letters))


def sounds_wrong(words: Sequence[HeardWord]) -> bool:
    """Whether a whole window failed: it repeats itself, or the model did not believe it."""
    if not words:
        return False
    return compresses("".join(word.text for word in words)) or (
        words[0].log_probability < MIN_LOG_PROBABILITY
    )


def is_guess(words: Sequence[HeardWord]) -> bool:
    """Whether a stretch that gave no word at first gave only a guess when heard alone.

    A long number is seldom invented, only misheard; and what is left out cannot be bleeped.
    """
    figures = sum(letter.isdigit() for word in words for letter in word.text)
    least = NUMBER_PROBABILITY if figures >= LONG_NUMBER else UNSURE_PROBABILITY
    return sounds_wrong(words) or mean_probability(words) < least


def compresses(text: str) -> bool:
    """Whether the text repeats itself so much that it shrinks like a loop."""
    data = text.encode()
    return len(text) >= LOOP_TEXT and len(data) / len(zlib.compress(data)) > LOOP_RATIO


def without_inventions(
    heard: Iterable[HeardUtterance], prompt: str = ""
) -> Iterator[HeardUtterance]:
    """The utterances that somebody said, loops cut to their first turn."""
    for utterance in heard:
        kept = HeardUtterance(without_loops(utterance.words))
        if not is_invented(kept, prompt):
            yield kept


def without_loops(words: tuple[HeardWord, ...]) -> tuple[HeardWord, ...]:
    """The words with immediate repetitions cut to one turn.

    People do repeat ("oui, oui, oui"): a single word must come six times, two words four times, a
    longer phrase three times.
    """
    texts = [plain(word.text) for word in words]
    kept: list[int] = []
    at = 0
    while at < len(words):
        length, turns = _loop(texts, at)
        kept.extend(range(at, at + length))
        at += length * turns
    return tuple(words[number] for number in kept)


def _loop(texts: list[str], at: int) -> tuple[int, int]:
    """The length in words and the number of turns of the loop that begins at `at`, else (1, 1)."""
    for length in range(1, MAX_LOOP_WORDS + 1):
        phrase = texts[at : at + length]
        turns = 1
        while texts[at + turns * length : at + (turns + 1) * length] == phrase:
            turns += 1
        if any(phrase) and turns >= {1: 6, 2: 4}.get(length, 3):
            return length, turns
    return 1, 1


def is_invented(utterance: HeardUtterance, prompt: str = "") -> bool:
    """Whether the evidence is against the utterance."""
    text = plain(utterance.text)
    if not text or _probability(utterance) < MIN_PROBABILITY:
        return True
    if _too_fast(utterance) or compresses(utterance.text):
        return True
    if _like(text, known_inventions().credits):
        return _weak(utterance, unsure=0.9)
    if _like(text, known_inventions().courtesies):
        return _weak(utterance, unsure=UNSURE_PROBABILITY)
    echoed = len(utterance.words) >= PROMPT_WORDS and text in plain(prompt)
    return echoed and _weak(utterance, unsure=UNSURE_PROBABILITY)


def _like(text: str, known: tuple[str, ...]) -> bool:
    return (
        process.extractOne(text, known, scorer=fuzz.ratio, score_cutoff=SAME_SENTENCE) is not None
    )


def _weak(utterance: HeardUtterance, *, unsure: float) -> bool:
    return (
        _probability(utterance) < unsure
        or max(word.no_speech for word in utterance.words) > NO_SPEECH
    )


def _probability(utterance: HeardUtterance) -> float:
    return mean_probability(utterance.words)


def mean_probability(words: Sequence[HeardWord]) -> float:
    """How much the model believes the words; not at all where there are none."""
    return float(np.mean([word.probability for word in words])) if words else 0.0


def _too_fast(utterance: HeardUtterance) -> bool:
    count = len(utterance.words)
    return count >= 5 and count > WORDS_PER_SECOND * max(utterance.end - utterance.start, 0.02)
