"""A sentence as it was heard, and phrases that are known in it by their sound."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from rapidfuzz import fuzz, process

from media.sounds import fold

TOKEN = re.compile(r"[\w'’-]+")
WINDOW = 6  # Words that a phrase may be heard as.
SURE = 5  # Letters of sound from which a phrase is known by its sound,
SURE_WORD = 7  # or a single word,
LONG = 9  # and from which it may be misheard a little.
LIKE = 90.0  # Of 100: how near it then comes.


class Speech(Protocol):
    """A language, as far as its sound goes."""

    @property
    def sound(self) -> Callable[[str], str]: ...


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence: small and without accents, its words, and the sound of every few words."""

    folded: str
    words: tuple[str, ...]
    codes: tuple[str, ...]
    windows: frozenset[str]


@lru_cache(maxsize=4096)
def heard(text: str, sound: Callable[[str], str]) -> Heard:
    """The sentence made ready for phrases to be found in it."""
    folded = fold(text)
    words = tuple(TOKEN.findall(folded))
    codes = tuple(code_of(word, sound) for word in TOKEN.findall(text))
    windows = frozenset(
        "".join(codes[first : first + length])
        for first in range(len(codes))
        for length in range(1, min(WINDOW, len(codes) - first) + 1)
    )
    return Heard(folded, words, codes, windows)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words and phrases. One that ends in a star is the beginning of a word."""

    written: re.Pattern[str]
    sounds: frozenset[str]
    long: tuple[str, ...]

    @classmethod
    def of(cls, phrases: Iterable[str], sound: Callable[[str], str]) -> Phrases:
        phrases = tuple(phrases)
        codes = {_code(phrase, sound) for phrase in phrases if not phrase.endswith("*")} - {""}
        return cls(
            re.compile("|".join(_written(fold(phrase)) for phrase in phrases) or r"(?!)"),
            frozenset(codes),
            tuple(sorted(code for code in codes if len(code) >= LONG)),
        )

    def within(self, said: Heard) -> bool:
        """Whether one of them is in the sentence, as written or as it sounds."""
        if self.written.search(said.folded) or self.sounds & said.windows:
            return True
        if not self.long or not said.windows:
            return False
        near = process.cdist(
            self.long, tuple(said.windows), scorer=fuzz.ratio, score_cutoff=LIKE, dtype=float
        )
        return bool(near.any())

    def count(self, said: Heard) -> int:
        """How many of them stand in the sentence as written."""
        return len({found[0] for found in self.written.finditer(said.folded)})

    def blank(self, text: str) -> str:
        """The folded text with their words made unknown, each still a word."""
        return self.written.sub(lambda found: TOKEN.sub("_", found[0]), text)


def _written(phrase: str) -> str:
    end = "" if phrase.endswith("*") else r"(?!\w)"
    return r"(?<!\w)" + re.escape(phrase.removesuffix("*")) + end


def _code(phrase: str, sound: Callable[[str], str]) -> str:
    words = TOKEN.findall(phrase)
    code = "".join(code_of(word, sound) for word in words)
    return code if len(code) >= (SURE if len(words) > 1 else SURE_WORD) else ""


def spoken(text: str, language: Speech) -> str:
    """The sound of all the words together."""
    return "".join(code_of(word, language.sound) for word in TOKEN.findall(text))


def code_of(word: str, sound: Callable[[str], str]) -> str:
    """The sound of a word as written: « ça » is no « ca », and « l'ami » one word."""
    return sound(re.sub(r"[^a-z0-9]", "", fold(word.lower().replace("ç", "ss"))))
