"""Words with their times put together into what a person says in one breath."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from media.types import Speaker, Utterance, Word

PAUSE_SECONDS = 0.6
BREATH_SECONDS = 0.25
"""After a sentence's end, a shorter pause is enough to begin a new utterance."""

LONG_SECONDS = 12.0
SHORT_WORDS = 2
SENTENCE_ENDS = (".", "?", "!", "…")
ABBREVIATIONS = frozenset({"m.", "mme.", "dr.", "st.", "n°.", "etc.", "p.", "ex."})


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word with the probability that the model gives it, and how its window was heard."""

    start: float
    end: float
    text: str
    probability: float
    no_speech: float = 0.0
    log_probability: float = 0.0


@dataclass(frozen=True, slots=True)
class HeardUtterance:
    words: tuple[HeardWord, ...]

    @property
    def start(self) -> float:
        return self.words[0].start

    @property
    def end(self) -> float:
        return self.words[-1].end

    @property
    def text(self) -> str:
        return " ".join("".join(word.text for word in self.words).split())


def utterances(words: Iterable[HeardWord]) -> Iterator[HeardUtterance]:
    """The words cut at pauses and at the ends of sentences, in order."""
    held: list[HeardWord] = []
    for word in words:
        if held and _ends_before(held, word):
            yield HeardUtterance(tuple(held))
            held = []
        held.append(word)
    if held:
        yield HeardUtterance(tuple(held))


def _ends_before(held: list[HeardWord], word: HeardWord) -> bool:
    pause = word.start - held[-1].end
    # Whisper cuts words in two at an apostrophe or a hyphen; the second half has no space before.
    if not word.text.startswith(" ") and pause < PAUSE_SECONDS:
        return False
    if pause >= PAUSE_SECONDS:
        return True
    last = held[-1].text.strip().casefold()
    if last.endswith(SENTENCE_ENDS) and not _is_short_for_more(held):
        return len(held) > SHORT_WORDS or pause >= BREATH_SECONDS
    return word.end - held[0].start > LONG_SECONDS and last.endswith((",", ";", ":"))


def _is_short_for_more(held: list[HeardWord]) -> bool:
    """Whether the point is that of "M. Dupont", not of "à 10 m." """
    after_figure = len(held) > 1 and held[-2].text[-1:].isdigit()
    return held[-1].text.strip().casefold() in ABBREVIATIONS and not after_figure


def public(heard: HeardUtterance, speaker: Speaker | None) -> Utterance:
    """The utterance as the rest of the library knows it, its words joined at apostrophes."""
    words = tuple(
        Word(
            pieces[0].start,
            pieces[-1].end,
            "".join(piece.text.strip() for piece in pieces),
            min(piece.probability for piece in pieces),
        )
        for pieces in _whole(heard)
    )
    return Utterance(heard.start, heard.end, speaker, heard.text, words)


def _whole(heard: HeardUtterance) -> list[list[HeardWord]]:
    """The pieces of each word."""
    words: list[list[HeardWord]] = []
    for piece in heard.words:
        if words and not piece.text.startswith(" "):
            words[-1].append(piece)
        elif piece.text.strip():
            words.append([piece])
    return words
