"""Words that stand on the screen, set right by how they are written there.

People read the screen aloud: « cliquez sur par courir » while the page says « Parcourir ». Each run
of words that sounds like some that are written is a proposal. Boosted trees tell how many wrong
words it would leave less; they are learnt from sessions with a truth (`bench/screen_words.py`).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from media.label_names import FILE
from media.lexicon import Lexicon
from media.passages import Passage, passages, replaced
from media.sounds import fold
from media.trees import Trees
from media.types import ScreenLine, Utterance

MODEL = Path(__file__).parent / "data" / "screen_words.npz"

SURE_READING = 0.75
"""Of the reading of a line; what is read worse is no spelling to go by."""

MOST_WRITTEN, MOST_LINE, MOST_HEARD = 4, 7, 8
"""Words in a row: of a part of a line, of a whole line, and of what was heard."""

SHORTEST, FEWEST_SOUNDS = 4, 3
"""Letters of a single word, and sounds of any that are compared: less sounds like too many."""

SMALL = 13.5
"""The logarithm of how often a word is used that is but a small one."""

ALIKE = 75.0
"""Of 100: how alike the sounds are at least."""

LEAST_GAIN = 0.2
"""Words right that a proposal must promise. Each that is followed loses what the ear heard."""

SURE = 0.75
"""A word of higher probability is lost to none that sounds otherwise."""

BEFORE, AFTER = 2.0, 4.0
"""Seconds by which a line may be read aloud before it stands there, and after it has gone."""

LONG_AGO, REACH = 60.0, 300.0
"""Seconds from when it stands there: beyond, it makes no difference, or it is not compared."""

SAME_NAME = 90.0
"""Of 100: so alike are the sounds of somebody's name and of what was heard of it."""

_TOKEN = re.compile(r"\W*([^\W\d_]+(?:['’-][^\W\d_]+)*)\W*")


@dataclass(slots=True)
class Written:
    """Words in a row as they stand on the screen, with their sound and when they are there."""

    text: str
    sound: str
    words: tuple[str, ...]
    """Folded."""
    whole: bool = False
    """Whether they are all of a line."""
    personal: bool = False
    times: list[tuple[float, float]] = field(default_factory=list)

    def away(self, start: float, end: float) -> float:
        """Seconds from when they are there; 0 while they are."""
        gaps = (max(first - end, start - last, 0.0) for first, last in self.times)
        return min(min(gaps), LONG_AGO)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A run of words of an utterance, by number, that may be `written`, and what speaks for it."""

    number: int
    passage: Passage
    written: Written
    features: tuple[float, ...]


class ScreenWords:
    """The words on the screen of one recording. `personal`: values of people; only what is no word
    and sounds like one is written as it, so that nothing else becomes somebody's name."""

    def __init__(
        self, lines: Sequence[ScreenLine], personal: Collection[str], lexicon: Lexicon
    ) -> None:
        self._lexicon = lexicon
        # Of what a file is called after somebody the rest is anything: "CV", "facture".
        names = [value for value in personal if not FILE.search(value)]
        self._own = {word for value in names for word in _words(value)}
        found: dict[tuple[str, ...], Written] = {}
        # Of other languages nothing was learnt, nor is it known what is no word.
        known = lexicon.own is not None and bool(lexicon.language.verbs)
        for line in lines if known else ():
            if line.confidence >= SURE_READING:
                self._add(found, line)
        self._written = list(found.values())
        times = [(row, *span) for row, one in enumerate(self._written) for span in one.times]
        self._times = np.array(times, np.float64).reshape(-1, 3)
        self._single = {one.words[0]: one for one in self._written if len(one.words) == 1}

    def applied(
        self, transcript: Sequence[Utterance], trees: Trees | None = None
    ) -> list[Utterance]:
        """The utterances with what names something on the screen as it is written there."""
        proposals = list(self.proposals(transcript))
        gains = _gains(proposals, trees or model())
        chosen: dict[int, list[tuple[Passage, str]]] = {}
        for gain, one in sorted(zip(gains, proposals, strict=True), key=lambda pair: -pair[0]):
            taken = chosen.setdefault(one.number, [])
            if gain >= LEAST_GAIN and not any(one.passage.overlaps(other) for other, _ in taken):
                taken.append((one.passage, self._spelt(one)))
        return [
            replaced(said, chosen[number]) if chosen.get(number) else said
            for number, said in enumerate(transcript)
        ]

    def proposals(self, transcript: Sequence[Utterance]) -> Iterator[Proposal]:
        """What may be put otherwise."""
        said = Counter(word for one in transcript for word in _words(one.text))
        for number, one in enumerate(transcript):
            runs = (run for run in passages(one, longest=MOST_HEARD) if _is_words(one, run))
            heard = [(run, self._sound(run.text)) for run in runs]
            heard = [(run, code) for run, code in heard if len(code) >= FEWEST_SOUNDS]
            near = self._near(one) if heard else []
            if not near:
                continue
            codes, sounds = [code for _, code in heard], [written.sound for written in near]
            alike = process.cdist(
                codes, sounds, scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=np.float32
            )
            for row, column in zip(*np.nonzero(alike), strict=True):
                run, written = heard[row][0], near[column]
                lost = self._lost(one, run, written)
                likeness = float(alike[row, column])
                if lost and self._may_be(lost, run, written, likeness):
                    told = self._features(one, run, written, lost, said)
                    yield Proposal(number, run, written, (likeness / 100, *told))

    def _near(self, said: Utterance) -> list[Written]:
        """What stands there some minutes before or after; so the work grows with the length."""
        rows, first, last = self._times.T
        near = (first <= said.end + REACH) & (last >= said.start - REACH)
        return [self._written[int(row)] for row in np.unique(rows[near])]

    def _add(self, found: dict[tuple[str, ...], Written], line: ScreenLine) -> None:
        """The line's words, alone and in rows."""
        tokens = [match and match[1] for match in map(_TOKEN.fullmatch, line.text.split())]
        for first in range(len(tokens)):
            row = list(takewhile(bool, tokens[first : first + MOST_LINE]))
            for length in range(1, len(row) + 1):
                whole = first == 0 and length == len(tokens)
                small = self._is_small(row[0]) or self._is_small(row[length - 1])
                if not whole and (small or length > MOST_WRITTEN):
                    continue
                text = " ".join(filter(None, row[:length]))
                code, words = self._sound(text), tuple(_words(text))
                if len(code) < FEWEST_SOUNDS or (length == 1 and len(text) < SHORTEST):
                    continue
                one = found.setdefault(words, Written(text, code, words))
                one.whole |= whole
                one.personal |= not self._own.isdisjoint(words)
                one.times.append((line.start - BEFORE, line.end + AFTER))

    def _is_small(self, text: str) -> bool:
        """Whether it is no more than the like of "de": a row is told by the words between."""
        return all(self._lexicon.usual(word) >= SMALL for word in _parts(text))

    def _sound(self, text: str) -> str:
        return "".join(map(self._lexicon.language.sound, _words(text)))

    def _lost(self, said: Utterance, run: Passage, written: Written) -> list[tuple[str, float]]:
        """The words that were heard and are not written, each with its probability."""
        kept = set(_words(run.text))
        return [
            (part, word.probability)
            for word in said.words[run.first : run.last + 1]
            for part in _parts(word.text)
            if fold(part) in kept and fold(part) not in written.words
        ]

    def _may_be(
        self, lost: Sequence[tuple[str, float]], run: Passage, written: Written, likeness: float
    ) -> bool:
        if written.personal:
            strange = any(self._strange(word) for word, _ in lost)
            return run.first == run.last and strange and likeness >= SAME_NAME
        return self._sound(run.text) == written.sound or min(p for _, p in lost) <= SURE

    def _strange(self, word: str) -> bool:
        return len(word) >= SHORTEST and not self._lexicon.knows(word)

    def _features(
        self,
        said: Utterance,
        run: Passage,
        written: Written,
        lost: Sequence[tuple[str, float]],
        often: Counter[str],
    ) -> tuple[float, ...]:
        heard = _words(run.text)
        gained = [word for word in _parts(written.text) if fold(word) not in heard]
        there = [word for word, _ in lost if self._stands(fold(word), said)]
        one, other = "".join(heard), "".join(written.words)
        begins = takewhile(lambda at: one[at] == other[at], range(min(len(one), len(other))))
        return (
            fuzz.ratio(one, other) / 100,
            len(list(begins)) / max(len(one), len(other)),
            len(written.sound),
            len(heard),
            len(written.words),
            min(p for _, p in lost),
            sum(p for _, p in lost) / len(lost),
            len(lost),
            sum(self._strange(word) for word, _ in lost),
            len(there),
            min(self._lexicon.usual(word) for word, _ in lost),
            min((self._lexicon.usual(word) for word in gained), default=0.0),
            max(often[fold(word)] for word, _ in lost),
            max((often[fold(word)] for word in gained), default=0),
            written.away(said.start, said.end),
            math.log1p(sum(end - start for start, end in written.times)),
            written.whole,
            written.text[:1].isupper(),
            written.personal,
            len(said.words),
            run.last - run.first + 1 == len(said.words),
        )

    def _stands(self, word: str, said: Utterance) -> bool:
        written = self._single.get(word)
        return written is not None and not written.away(said.start, said.end)

    def _spelt(self, one: Proposal) -> str:
        """As it is written; an ordinary word that begins a line has no capital in a sentence."""
        text = one.written.text
        plain = text[:1].lower() + text[1:]
        label = one.written.whole or not text[1:].islower()
        name = one.written.personal or not self._lexicon.usual(_parts(text)[0])
        return text if label or name or one.passage.first == 0 else plain


def _is_words(said: Utterance, run: Passage) -> bool:
    """Whether it is all words: a number among them would be lost."""
    words = [word.text for word in said.words[run.first : run.last + 1]]
    return all(_parts(word) and not re.search(r"[\d@]", word) for word in words)


def _parts(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())


def _words(text: str) -> list[str]:
    return [fold(word) for word in _parts(text)]


def _gains(proposals: Sequence[Proposal], trees: Trees) -> list[float]:
    rows = np.array([one.features for one in proposals], np.float64)
    return trees.sums(rows)[:, 0].tolist() if proposals else []


@cache
def model() -> Trees:
    """What was learnt."""
    with np.load(MODEL) as held:
        return Trees.from_arrays(held, classes=1)
