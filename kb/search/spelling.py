"""What a misspelt word stands for, among the words that the index holds.

Only words that the index does not know are corrected, so a right word is never changed. The
candidates are near in letters (optimal string alignment), alike in sound, or the same consonants
(« trvail », in a hurry); the best is near, and common.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kb.search.analysis import is_stop_word, stem, stop_words
from media.sounds import skeleton, sound

_ELIDED = ("qu", "l", "d", "j", "n", "m", "t", "s", "c")


_LIKELIER = 20
"""How many times more tutorials must hold a word that is proposed in the place of a known one."""
_FORM = 5
"""The same where only the stem is known: many a slip has the stem of some other word."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What each difference between a typed word and a candidate counts, in letters."""

    sound: float = 0.5
    """The share of the difference in sound; the rest is the difference in letters."""
    first_letter: float = 0.25
    skeleton: float = 0.2
    beginning: float = 2.0
    """Taken off where the typed word is the beginning of the candidate."""
    frequency: float = 1.7
    """Taken off for a word that is in every tutorial; less, by logarithm, for a rarer one."""
    stop_word: float = 0.73
    """How frequent the words are that say nothing of what is looked for, on that scale."""
    sure: float = 1.1
    """A cost at which no other explanation (two words written as one) is looked for."""
    farthest: float = 0.5
    """The greatest difference in spelling and sound accepted, as a share of the word's length."""


class Lexicon:
    """The words of one state of an index.

    `entries`: each folded word, the word as it is written, and in how many tutorials it is.
    """

    def __init__(self, entries: Iterable[tuple[str, str, int]], costs: Costs = Costs()) -> None:
        self._counts: dict[str, int] = {}
        self._written: dict[str, str] = {}
        for word, written, count in entries:
            self._counts[word] = max(count, self._counts.get(word, 0))
            self._written.setdefault(word, written)
        self._costs = costs
        self._by_beginning: dict[int, dict[str, int]] = {}
        self._stems: dict[str, int] = {}
        for word, count in self._counts.items():
            own = stem(word)
            self._stems[own] = max(count, self._stems.get(own, 0))
        self._most = math.log1p(max(self._counts.values(), default=1))

    def knows(self, word: str) -> bool:
        """Whether the word, or another form of it, is in the index; numbers always are."""
        return (
            word in self._counts
            or not word.isalpha()
            or is_stop_word(word)
            or (stem(word) in self._stems and self.likelier(word, _FORM) is None)
        )

    def nearest(self, word: str) -> str | None:
        """What an unknown word most likely stands for: a word, two words, or None."""
        if len(word) < 3:
            return None
        costs = {
            candidate: cost
            for candidate in self._candidates(word)
            if (cost := self._cost(word, candidate)) is not None
        }
        best = min(costs, key=lambda candidate: (costs[candidate], candidate), default=None)
        if best is not None and costs[best] <= self._costs.sure:
            return best
        return self._parts(word) or best

    def likelier(self, word: str, times: int = _LIKELIER) -> str | None:
        """A far more common word that sounds like a known one, or is a letter away from it: what a
        slip makes of « compte » may be a word too (« conte »)."""
        if len(word) < 5 or not word.isalpha() or is_stop_word(word):
            return None
        own = stem(word)
        least = times * max(1, self._stems.get(own, 0))
        near = self._near(word, 1).union(self._by_sound.get(sound(word), ()))
        likelier = [one for one in near if self._counts.get(one, 0) >= least and stem(one) != own]
        return max(likelier, key=lambda one: (self._counts[one], one), default=None)

    def likely(self, word: str, unfinished: bool) -> list[str]:
        """What an unknown word may stand for, best first; `unfinished`: it may only be a beginning.

        None where the word, or a word that begins so, is known.
        """
        if len(word) < 3 or word in self._counts:
            return []
        if self.knows(word):
            # Another form of a known word: what they share is enough of it.
            return [stem(word)] if word.startswith(stem(word)) else []
        if not unfinished:
            best = self.nearest(word)
            return best.split()[:1] if best else []
        if word in self._beginnings(len(word)):
            return []
        reach = 1 if len(word) < 7 else 2
        # A letter too many or too few shifts the end of what was typed.
        near = [
            (distance, -beginnings[beginning], beginning)
            for length in (len(word), len(word) + 1, len(word) - 1)
            for beginnings in [self._beginnings(length)]
            for beginning, distance, _place in process.extract(
                word, beginnings.keys(), scorer=OSA.distance, score_cutoff=reach, limit=20
            )
        ]
        return [beginning for _distance, _count, beginning in sorted(near)[:3]]

    def written(self, word: str) -> str:
        """A folded word as people write it, with its accents."""
        return self._written.get(word, word)

    def _candidates(self, word: str) -> set[str]:
        reach = 1 if len(word) <= 3 else 2 if len(word) <= 7 else 3
        found = self._near(word, reach)
        heard = sound(word)
        found.update(self._by_sound.get(heard, ()))
        if len(heard) >= 4:
            near = [
                code
                for length in (len(heard) - 1, len(heard), len(heard) + 1)
                for code, _distance, _place in process.extract(
                    heard,
                    self._sounds_by_length.get(length, ()),
                    scorer=OSA.distance,
                    score_cutoff=1,
                    limit=10,
                )
            ]
            for code in near:
                found.update(self._by_sound[code])
        bones = skeleton(word)
        if len(bones) >= 3:
            found.update(self._by_skeleton.get(bones, ()))
        return found

    def _near(self, word: str, reach: int) -> set[str]:
        """The words that are at most `reach` letters away."""
        return {
            candidate
            for length in range(len(word) - reach, len(word) + reach + 1)
            for candidate, _distance, _place in process.extract(
                word,
                self._by_length.get(length, ()),
                scorer=OSA.distance,
                score_cutoff=reach,
                limit=20,
            )
        }

    def _cost(self, typed: str, candidate: str) -> float | None:
        """How unlikely it is that `candidate` is meant, in letters; None where it is too far."""
        costs = self._costs
        letters = OSA.distance(typed, candidate)
        heard = OSA.distance(sound(typed), sound(candidate))
        spelt = (1 - costs.sound) * letters + costs.sound * heard
        if skeleton(typed) == skeleton(candidate):
            spelt -= costs.skeleton
        if candidate.startswith(typed):
            spelt -= costs.beginning
        if spelt > costs.farthest * len(typed):
            return None
        if typed[0] != candidate[0]:
            spelt += costs.first_letter
        return spelt - costs.frequency * self._frequency(candidate)

    def _frequency(self, word: str) -> float:
        share = math.log1p(self._counts.get(word, 0)) / self._most
        return max(share, self._costs.stop_word) if is_stop_word(word) else share

    def _parts(self, word: str) -> str | None:
        """Two known words written as one (« lemploi », « motdepasse »), or None."""
        for elided in _ELIDED:
            rest = word.removeprefix(elided)
            if rest != word and len(rest) >= 3 and rest in self._counts:
                return rest
        cuts = [
            (min(self._counts[word[:cut]], self._counts[word[cut:]]), cut)
            for cut in range(3, len(word) - 2)
            if word[:cut] in self._counts and word[cut:] in self._counts
        ]
        if not cuts:
            return None
        _common, cut = max(cuts)
        return f"{word[:cut]} {word[cut:]}"

    def _beginnings(self, length: int) -> dict[str, int]:
        """The first letters of every word that is longer, with how many tutorials hold it."""
        if length not in self._by_beginning:
            counts: dict[str, int] = {}
            for word, count in self._counts.items():
                if len(word) >= length and word.isalpha():
                    counts[word[:length]] = max(count, counts.get(word[:length], 0))
            self._by_beginning[length] = counts
        return self._by_beginning[length]

    @cached_property
    def _all(self) -> list[str]:
        return sorted({word for word in self._counts if word.isalpha()} | stop_words())

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        groups: dict[int, list[str]] = defaultdict(list)
        for word in self._all:
            groups[len(word)].append(word)
        return dict(groups)

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = defaultdict(list)
        for word in self._all:
            groups[sound(word)].append(word)
        return dict(groups)

    @cached_property
    def _sounds_by_length(self) -> dict[int, list[str]]:
        groups: dict[int, list[str]] = defaultdict(list)
        for code in self._by_sound:
            groups[len(code)].append(code)
        return dict(groups)

    @cached_property
    def _by_skeleton(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = defaultdict(list)
        for word in self._all:
            groups[skeleton(word)].append(word)
        return dict(groups)
