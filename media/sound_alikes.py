"""Words that sound alike: which of them is meant is told by the words around.

The ear cannot tell « le bouton verre » from « le bouton vert ». A linear model of the words before
and after, its features hashed to numbers (Weinberger et al. 2009), is learnt from written dialogues
(`bench/sound_alikes.py`); what the ear believed firmly is left as it is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import takewhile
from pathlib import Path
from zlib import crc32

import numpy as np

from media.language import DATA, Language
from media.lexicon import Lexicon
from media.shown.people import TITLES, is_given
from media.types import Utterance

NUMBERS = 1 << 20
"""Of features; two that share one share its weight."""

STEM = 3
"""Letters of a word before its ending."""

USUAL = math.log(20)
"""The logarithm of how often a word is used that may be meant."""

MOST = 9
"""Words of a group, the most usual."""

RARITY = 0.5
"""What the logarithm of how often a word is used weighs."""

KEPT, BELIEVED = 1.0, 1.0
"""By how much another word must be the better one: at least, and for each unit of the logit of the
probability that the ear gives its own."""

LEAST, SURE = 0.01, 0.995
"""Probabilities: lower ones tell no less, and a word of a higher one stays. So does one that was
put right before, which has 1."""

TOKEN = re.compile(r"[^\W\d_]+|\d+|[.,!?]")
BEGIN, END, STOPS = "^", "$", ".!?"

Context = tuple[str, str, str, str]
"""Two words before and two after, in small letters; marks are words."""


@dataclass(frozen=True)
class Groups:
    """Words that sound alike, each with the others, and endings that do."""

    words: dict[str, frozenset[str]]
    endings: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, file: Path) -> Groups:
        """Those of a list, one group a line: `media/data/sound_alikes.fr.txt`."""
        words: dict[str, frozenset[str]] = {}
        endings = []
        for line in file.read_text("utf-8").splitlines():
            group = [] if line.startswith("#") else line.split()
            if group and group[0].startswith("-"):
                endings.append(tuple(one[1:] for one in group))
            else:
                words |= {one: words.get(one, frozenset()) | set(group) for one in group}
        return cls(words, tuple(endings))


@dataclass(eq=False)
class SoundAlikes:
    """The words of a language that sound alike, and the weights, (NUMBERS,), by which to tell."""

    groups: Groups
    weights: np.ndarray
    lexicon: Lexicon
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def applied(self, said: Utterance) -> Utterance:
        """The utterance with the words that fit best among those around."""
        places = [
            (number, found)
            for number, word in enumerate(said.words)
            for found in TOKEN.finditer(word.text)
        ]
        tokens = [found.group() for _, found in places]
        words = list(said.words)
        # From the end, so that places before a change stay where they are.
        for place, (number, found) in reversed(list(enumerate(places))):
            better = self._better(tokens, place, words[number].probability)
            if better:
                text = words[number].text
                text = text[: found.start()] + better + text[found.end() :]
                words[number] = replace(words[number], text=text)
        if words == list(said.words):
            return said
        return replace(said, text=" ".join(word.text for word in words), words=tuple(words))

    def _better(self, tokens: Sequence[str], place: int, probability: float) -> str | None:
        token = tokens[place]
        if probability >= SURE or not may_change(tokens, place):
            return None
        heard = token.lower()
        group = self.group(heard)
        if len(group) < 2 or heard not in group:
            return None
        scores = dict(zip(group, self.scores(group, context(tokens, place)), strict=True))
        best = max(group, key=scores.__getitem__)
        believed = max(probability, LEAST)
        needed = KEPT + BELIEVED * math.log(believed / (1 - believed))
        if best == heard or scores[best] - scores[heard] <= max(KEPT, needed):
            return None
        return best.capitalize() if token[0].isupper() else best

    def group(self, word: str) -> tuple[str, ...]:
        """The words that sound like this one and itself, the most usual first."""
        if word not in self._known:
            found = {word, *self.groups.words.get(word, ()), *self._forms(word)}
            usual = sorted(filter(self._usual, found), key=lambda one: -self.lexicon.usual(one))
            self._known[word] = tuple(usual[:MOST])
        return self._known[word]

    def scores(self, group: Sequence[str], around: Context) -> np.ndarray:
        """How well each of the words fits, (words,)."""
        numbers = np.array(features(group, around))
        usual = np.array([self.lexicon.usual(word) for word in group])
        scores: np.ndarray = self.weights[numbers].sum(axis=1, dtype=np.float64) + RARITY * usual
        return scores

    def _forms(self, word: str) -> Iterator[str]:
        for endings in self.groups.endings:
            for ending in endings:
                stem = word.removesuffix(ending)
                if len(stem) >= STEM and stem + ending == word:
                    yield from (stem + other for other in endings)

    def _usual(self, word: str) -> bool:
        return self.lexicon.usual(word) >= USUAL or self.lexicon.is_form(word)


def may_change(tokens: Sequence[str], place: int) -> bool:
    """Whether the token is a word; one with a capital inside a sentence, or after "Mme.", is a
    name, and a given name is one anywhere."""
    token, before = tokens[place], tokens[:place]
    if not token.isalpha() or (token[0].isupper() and is_given(token)):
        return False
    title = len(before) > 1 and before[-2].lower() in TITLES
    begins = not before or (before[-1] in STOPS and not title)
    full = any(following[:1].isupper() for following in tokens[place + 1 : place + 2])
    return not token[0].isupper() or (begins and not full)


def context(tokens: Sequence[str], place: int) -> Context:
    """What stands around a token."""
    padded = [BEGIN, BEGIN, *(token.lower() for token in tokens), END, END]
    return padded[place], padded[place + 1], padded[place + 3], padded[place + 4]


def features(group: Sequence[str], around: Context) -> list[list[int]]:
    """The numbers of the features of each word of the group: the word, its ending, what it is not
    shared with the others, with the words around and their last letters."""
    letters = zip(*group, strict=False)
    shared = len(list(takewhile(lambda column: len(set(column)) == 1, letters)))
    far, left, right, beyond = around
    found = []
    for word in group:
        end, tail = word[shared:] + END, word[-2:]
        told = (
            ("word", word),
            ("left", left, word),
            ("right", word, right),
            ("far", far, word),
            ("left-end", left, end),
            ("right-end", end, right),
            ("far-end", far, left, end),
            ("over-end", far, end),
            ("beyond-end", end, right, beyond),
            ("left-tail", left, tail),
            ("right-tail", tail, right),
            ("tails-left", left[-2:], end),
            ("tails-right", end, right[-2:]),
        )
        found.append([crc32("|".join(one).encode()) % NUMBERS for one in told])
    return found


@cache
def sound_alikes(lexicon: Lexicon) -> SoundAlikes | None:
    """Those of the lexicon's language, None where no list of them ships."""
    list_of, learnt = files(lexicon.language)
    if not list_of.is_file() or not learnt.is_file():
        return None
    return SoundAlikes(Groups.of(list_of), _weights(learnt), lexicon)


@cache
def _weights(learnt: Path) -> np.ndarray:
    with np.load(learnt) as held:
        weights = np.zeros(NUMBERS, np.float32)
        weights[held["numbers"]] = held["weights"]
    return weights


def files(language: Language) -> tuple[Path, Path]:
    """The list of a language, and what was learnt of it."""
    return DATA / f"sound_alikes.{language.code}.txt", DATA / f"sound_alikes.{language.code}.npz"
