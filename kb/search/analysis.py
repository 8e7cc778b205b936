"""French text as the words that search compares.

fold (accents, ligatures, case) → elision → words → Snowball stem. The index and the question go
through the same functions, so no engine's own French has to agree with another's.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

import snowballstemmer

from kb.search.lists import word_list

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’‘ʼ`´]")
_WORD = re.compile(r"[^\W_]+")
_MAX_WORD = 40
_local = threading.local()


class Token(NamedTuple):
    """One word of a text: folded, stemmed, and where it stands in the text as written.

    A tuple, since a search makes thousands of them.
    """

    word: str
    stem: str
    start: int
    end: int


def fold(text: str) -> str:
    """`text` in lower case without accents or ligatures; its length may differ."""
    lowered = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    return "".join(letter for letter in lowered if not unicodedata.combining(letter))


def tokens(text: str) -> list[Token]:
    """The words of `text` in their order, elided articles left out (l'étape → etape)."""
    return [
        Token(word, stem(word), match.start(), match.end())
        for match in _WORD.finditer(_without_elision(text))
        for word in _words_of(match.group())
    ]


def words(text: str) -> list[str]:
    """The folded words of `text`."""
    return [token.word for token in tokens(text)]


def stems(text: str) -> list[str]:
    """The stems of the words of `text`, in their order, repeats kept."""
    return [token.stem for token in tokens(text)]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The Snowball stem of a folded French word; what holds a digit is left as it is."""
    if not word.isalpha():
        return word
    # A stemmer keeps the word it works on in itself: one a thread.
    if not hasattr(_local, "stemmer"):
        _local.stemmer = snowballstemmer.stemmer("french")
    return _local.stemmer.stemWord(word)


@cache
def stop_words() -> frozenset[str]:
    """The folded words that say nothing of what is looked for."""
    return frozenset(word for line in word_list("stop_words_fr.txt") for word in line.split())


def is_stop_word(word: str) -> bool:
    """Whether a folded word is left out of a question that has better ones."""
    return word in stop_words() or (len(word) == 1 and word.isalpha())


def _without_elision(text: str) -> str:
    """`text` with elided words blanked, so that places in it stay right."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters grow in lower case (İ)
        lowered = text
    return _ELISION.sub(lambda match: " " * len(match.group()), lowered)


@lru_cache(maxsize=65_536)
def _words_of(written: str) -> tuple[str, ...]:
    """The words in one run of letters and digits once it is folded: usually one."""
    return tuple(word[:_MAX_WORD] for word in _WORD.findall(fold(written)))
