"""The words of a language: whether a word is one, and which one sounds the same.

The ear sometimes writes words that do not exist: « médiatèque », « holizez ». Words and how often
they are used come from pyspellchecker's lists (MIT), made of film subtitles.
"""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from functools import cache

from spellchecker import SpellChecker

from media.language import DATA, Language
from media.sounds import fold
from media.types import Utterance, Word

SHORTEST, ENDING = 4, 2
"""Letters of a word, the shorter are mostly parts of words; and of a verb's ending."""

BELIEVED = 0.5
"""The least probability of a word that is believed: of those below half are wrong."""

BORROWED = "en"
"""French screens are full of English words."""

WORD = re.compile(r"(?<![\w'’-])[^\W\d_]+(?![\w'’-])|(?<=['’-])[^\W\d_]+(?![\w'’-])")


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The words of a language, compared by identity; without a list every word is known."""

    own: SpellChecker | None
    borrowed: SpellChecker | None
    language: Language
    trade: frozenset[str] = frozenset()
    """Words of public services, of the web and of the installation's own list, folded."""

    def knows(self, word: str) -> bool:
        """Whether it is a word, or may be one: a name, a form of a verb of the trade."""
        if self.own is None or len(word) < SHORTEST or not word.islower() or self._listed(word):
            return True
        return self.is_form(word) and self.meant(word) is None

    def meant(self, word: str) -> str | None:
        """The usual word, one letter away, that sounds like this one that is none."""
        if self.own is None or not word.islower() or self._listed(word) or len(word) < SHORTEST:
            return None
        code, form = self.language.sound(fold(word)), self.is_form(word)
        near = self._accented(word) or self.own.known(self.own.edit_distance_1(word))
        alike = [
            other
            for other in near
            if self.language.sound(fold(other)) == code
            # "prennez" is "prenez", and "cliquez", which is in no list, not "cliquet".
            and (not form or other[-ENDING:] == word[-ENDING:])
        ]
        return max(alike, key=lambda other: (self.own[other], other), default=None)

    def usual(self, word: str) -> float:
        """The logarithm of how often a word in small letters is used, 0 of one that is none."""
        return math.log1p(self.own[word.replace("œ", "oe")]) if self.own is not None else 0.0

    def is_order(self, word: str) -> bool:
        """Whether it ends as what begins a sentence with a capital and is nobody's name."""
        plain, titles = fold(word), self.language.titles
        ordered = self.language.grammar.order.search(plain)
        return bool(ordered or titles.infinitive.match(plain))

    def _listed(self, word: str) -> bool:
        if fold(word) in self.trade:
            return True
        plain = word.replace("œ", "oe")
        lists = [words for words in (self.own, self.borrowed) if words is not None]
        return any(plain in words for words in lists)

    def _accented(self, word: str) -> set[str]:
        """Words that have but accents more."""
        if self.own is None or fold(word) != word:
            return set()
        near = self.own.known(self.own.edit_distance_1(word))
        return {other for other in near if other != word and fold(other) == word}

    def is_form(self, word: str) -> bool:
        """Whether it is a form of a verb of the trade, "cliquez", which is in no list."""
        plain, ending = fold(word), self.language.grammar.endings
        stems = [verb.stem for verb in self.language.verbs if plain.startswith(verb.stem)]
        return any(ending.fullmatch(plain[len(stem) :]) for stem in stems)

    def strange(self, text: str) -> list[str]:
        """The words of the text that are none."""
        return [
            word
            for word in WORD.findall(text)
            if not self.knows(word.lower() if self.is_order(word) else word)
        ]


def doubted(word: Word) -> str:
    """The letters, folded, of a word that the ear hardly believes; none of a small one, which the
    others tell, and of figures."""
    letters = re.sub(r"^.*['’]|\W+$", "", fold(word.text))
    weak = word.probability < BELIEVED and len(letters) >= SHORTEST and not letters.isdigit()
    return letters if weak else ""


def words_of(texts: Iterable[str]) -> set[str]:
    """The words of the texts, folded."""
    return {fold(word) for text in texts for word in WORD.findall(text)}


@cache
def lexicon(language: Language) -> Lexicon:
    """The lexicon of the language; one that knows everything where there is no list."""
    own = _words(language.code)
    borrowed = _words(BORROWED) if own and language.code != BORROWED else None
    file = DATA / f"vocabulary.{language.code}.txt"
    shipped = [file.read_text("utf-8")] if file.is_file() else []
    return Lexicon(own, borrowed, language, frozenset(words_of([*shipped, *language.own])))


@cache
def _words(code: str) -> SpellChecker | None:
    return SpellChecker(language=code) if code in SpellChecker.languages() else None


def respelt(said: Utterance, known: Lexicon, shown: Container[str]) -> Utterance:
    """The utterance with words that are none, nor `shown` (folded), as they are spelt that sound
    the same."""

    def right(found: re.Match[str]) -> str:
        word = found[0]
        if fold(word) in shown:
            return word
        if word[:1].isupper() and known.is_order(word):
            return (known.meant(word.lower()) or word).capitalize()
        return known.meant(word) or word

    words = tuple(replace(word, text=WORD.sub(right, word.text)) for word in said.words)
    if words == said.words:
        return said
    return replace(said, text=" ".join(word.text for word in words), words=words)
