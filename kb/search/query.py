"""What a person typed, understood: pure, from text to the concepts to look for.

A concept is one word of the question with the other ways to say it. Words that say nothing are
left out unless nothing else is left; words that the index does not know are corrected.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Protocol

from kb.search.analysis import Token, is_stop_word, tokens
from kb.search.lists import word_list
from kb.search.synonyms import LONGEST, Phrase, Synonyms

MAX_LETTERS = 300
MAX_WORDS = 24
SYNONYM_WEIGHT = 0.5


class Vocabulary(Protocol):
    """The words of an index, as far as reading a question needs them."""

    def knows(self, word: str) -> bool:
        """Whether a folded word needs no correction."""

    def nearest(self, word: str) -> str | None:
        """What an unknown word most likely stands for: folded words, or None."""

    def likelier(self, word: str) -> str | None:
        """A far more common word that a known one may be a slip of, or None."""

    def written(self, word: str) -> str:
        """A folded word as people write it, with its accents."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to say a concept, and how much finding it counts (1: as it was typed)."""

    stems: Phrase
    weight: float


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that is asked for. The first alternative is the person's own word."""

    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class ReadQuery:
    """A question as it was understood. `corrected`: the text searched for where it differs.
    `proposed`: another text that may have been meant, not searched for. `known`: whether the index
    holds every word that was typed."""

    typed: str
    concepts: tuple[Concept, ...] = ()
    corrected: str | None = None
    proposed: str | None = None
    known: bool = True

    @property
    def stems(self) -> frozenset[str]:
        """Every stem that counts as a match, for highlights."""
        return frozenset(
            stem
            for concept in self.concepts
            for alternative in concept.alternatives
            for stem in alternative.stems
        )


@dataclass(frozen=True, slots=True)
class _Word:
    """One typed word and the tokens it stands for. `known`: the index holds it."""

    typed: Token
    meant: tuple[Token, ...]
    corrected: bool = False
    known: bool = True


def read_query(
    text: str, vocabulary: Vocabulary, synonyms: Synonyms, *, exact: bool = False
) -> ReadQuery:
    """`text` understood. `exact`: nothing is corrected. Never raises, whatever the text."""
    typed = text[:MAX_LETTERS]
    words = tokens(typed)[:MAX_WORDS]
    read = [_read(token, vocabulary) for token in words]
    corrected, proposed = _corrected(typed, read, vocabulary), None
    if exact:
        proposed, corrected = corrected, None
        read = [
            _Word(token, (token,), known=word.known)
            for token, word in zip(words, read, strict=True)
        ]
    elif corrected is None:
        slips = [_slip(token, vocabulary) for token in words]
        proposed = _corrected(typed, slips, vocabulary)
    meant = [token for word in read for token in word.meant]
    telling = [token for token in meant if not is_stop_word(token.word)] or meant
    return ReadQuery(
        typed=typed,
        concepts=_concepts([token.stem for token in telling], synonyms),
        corrected=corrected,
        proposed=proposed,
        known=all(word.known for word in read),
    )


@cache
def abbreviations() -> dict[str, str]:
    """The short forms that people type, and what they stand for."""
    pairs = (line.split("=") for line in word_list("abbreviations_fr.txt"))
    return {short.strip(): full.strip() for short, full in pairs}


def _read(token: Token, vocabulary: Vocabulary) -> _Word:
    if vocabulary.knows(token.word):
        return _Word(token, (token,))
    if token.word in abbreviations():
        return _Word(token, tuple(tokens(abbreviations()[token.word])))
    instead = vocabulary.nearest(token.word)
    if instead is None:
        return _Word(token, (token,), known=False)
    return _Word(token, tuple(tokens(instead)), corrected=True, known=False)


def _slip(token: Token, vocabulary: Vocabulary) -> _Word:
    instead = vocabulary.likelier(token.word)
    return _Word(token, tuple(tokens(instead)) if instead else (token,), corrected=bool(instead))


def _concepts(stems: list[str], synonyms: Synonyms) -> tuple[Concept, ...]:
    """One concept a stem, in order, each once, with the synonyms of the phrases it is in."""
    others: dict[str, dict[Phrase, None]] = {stem: {} for stem in stems}
    place = 0
    while place < len(stems):
        for length in range(min(LONGEST, len(stems) - place), 0, -1):
            phrase = tuple(stems[place : place + length])
            found = synonyms.of(phrase)
            if found:
                for stem in phrase:
                    others[stem].update(dict.fromkeys(found))
                break
        else:
            length = 1
        place += length
    return tuple(
        Concept(
            (
                Alternative((stem,), 1.0),
                *(Alternative(phrase, SYNONYM_WEIGHT) for phrase in phrases if phrase != (stem,)),
            )
        )
        for stem, phrases in others.items()
    )


def _corrected(typed: str, read: list[_Word], vocabulary: Vocabulary) -> str | None:
    """The text with its corrected words, or None where no word that matters was corrected."""
    changed = [word for word in read if word.corrected]
    if all(is_stop_word(token.word) for word in changed for token in word.meant):
        return None
    pieces, place = [], 0
    for word in changed:
        pieces.append(typed[place : word.typed.start])
        pieces.append(" ".join(vocabulary.written(token.word) for token in word.meant))
        place = word.typed.end
    return "".join([*pieces, typed[place:]]).strip()
