"""The second stage: candidates ranked again, word by word, with the step that answers best. Pure.

Each concept of the question counts by how rare it is (BM25's own terms) and by where it stands:
title before summary, a step's title before its text, its text before what was said. Then counts how
much of the question is found at all, and whether its neighbours stand together in the text.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kb.search.query import Alternative, Concept, ReadQuery
from kb.search.synonyms import Phrase

STALE_DAYS = 5 * 365
_REACH = 3
"""How far apart, in words, neighbours may stand: « mot de passe » for « mot passe »."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each thing counts: docs/measurements-search.md says how they were chosen."""

    title: float = 4.5
    summary: float = 0.8
    step_title: float = 1.3
    text: float = 2.25
    said: float = 0.8
    coverage: float = 2.0
    step_named: float = 1.7
    """What a step's title counts more where the steps of one tutorial are compared."""
    step_coverage: float = 6.0
    """How much of the question one step holds, where the steps of one tutorial are compared."""
    neighbours: float = 1.0
    first_stage: float = 4.0
    saturation: float = 1.2
    length: float = 0.6
    stale: float = 0.4
    """Taken off a tutorial that is `STALE_DAYS` older than the newest candidate; less before."""


@dataclass(frozen=True, slots=True)
class StepWords:
    """The stems of one step, each field one string with spaces between."""

    number: int
    title: str
    text: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A tutorial that the first stage found, as stems, with the first stage's score (> 0).

    `published`: the day, in ISO's form; one that is not known counts as new.
    """

    id: str
    score: float
    title: str
    summary: str
    steps: Sequence[StepWords]
    published: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score and its steps' own, best first; number 0: none of them matches."""

    id: str
    score: float
    steps: tuple[tuple[int, float], ...]


Places = Mapping[str, Sequence[int]]
# How strongly each concept is found in a field, and the share of neighbours found together.
Match = tuple[list[float], float]


class Ranking:
    """Ranks the candidates of one question. `rarity` gives the weight of a stem (IDF)."""

    def __init__(
        self, query: ReadQuery, rarity: Mapping[str, float], weights: Weights = Weights()
    ) -> None:
        self._concepts = query.concepts
        self._wanted = [(stem, f" {stem} ") for stem in query.stems]
        self._rarity = rarity
        self._weights = weights
        own = [self._rarity_of(concept.alternatives[0]) for concept in self._concepts]
        self._total = sum(own) or 1.0
        self._own = own

    def rank(self, candidates: Sequence[Candidate]) -> list[Ranked]:
        """The candidates, best first; those of equal score in the order they came."""
        best = max((candidate.score for candidate in candidates), default=1.0) or 1.0
        days = {one.published: _day(one.published) for one in candidates if one.published}
        newest = max(days.values(), default=0)
        ranked = [
            self._score(
                candidate,
                candidate.score / best,
                age=newest - days.get(candidate.published, newest),
            )
            for candidate in candidates
        ]
        return sorted(ranked, key=lambda one: -one.score)

    def _score(self, candidate: Candidate, first_stage: float, *, age: int) -> Ranked:
        weights = self._weights
        title = self._match(candidate.title, usual=8)
        summary = self._match(candidate.summary, usual=30)
        shared = weights.title * self._sum(title) + weights.summary * self._sum(summary)
        steps = []
        best, covered = 0.0, self._coverage(title, summary)
        for step in candidate.steps:
            heading = self._match(step.title, usual=6)
            text = self._match(step.text, usual=100)
            said = self._match(step.said, usual=60)
            own = (
                weights.step_title * self._sum(heading)
                + weights.text * self._sum(text)
                + weights.said * self._sum(said)
            )
            if own <= 0:
                continue
            coverage = self._coverage(title, summary, heading, text, said)
            named = weights.step_named * self._sum(heading)
            steps.append((step.number, own + named + weights.step_coverage * coverage))
            if own + weights.coverage * coverage > best:
                best, covered = own + weights.coverage * coverage, coverage
        steps.sort(key=lambda step: (-step[1], step[0]))
        score = shared + best + weights.first_stage * first_stage
        score -= weights.stale * min(1.0, age / STALE_DAYS)
        if not steps:
            score += weights.coverage * covered
        return Ranked(candidate.id, score, tuple(steps) or ((0, score),))

    def _match(self, stems: str, *, usual: int) -> Match:
        padded = f" {stems} "
        places = {stem: _places(padded, word) for stem, word in self._wanted if word in padded}
        if not places:
            return [], 0.0
        length = self._weights.length * (padded.count(" ") - 1) / usual
        damp = self._weights.saturation * (1 - self._weights.length + length)
        return [self._concept(concept, places, damp) for concept in self._concepts], (
            self._neighbours(places)
        )

    def _concept(self, concept: Concept, places: Places, damp: float) -> float:
        """How strongly one concept is found: its best alternative's share of its rarity."""
        best = 0.0
        for alternative in concept.alternatives:
            times = _times(alternative.stems, places)
            if times:
                found = times * (self._weights.saturation + 1) / (times + damp)
                best = max(best, found * alternative.weight * self._rarity_of(alternative))
        return best

    def _neighbours(self, places: Places) -> float:
        """The rarity of the pairs of concepts that stand together as in the question."""
        found = 0.0
        for place in range(len(self._concepts) - 1):
            pair = self._concepts[place : place + 2]
            stems = tuple(concept.alternatives[0].stems[0] for concept in pair)
            if _times(stems, places):
                found += min(self._own[place], self._own[place + 1])
        return found

    def _sum(self, match: Match) -> float:
        found, together = match
        return (sum(found) + self._weights.neighbours * together) / self._total

    def _coverage(self, *matches: Match) -> float:
        """The share of the question that is found in any of the fields, by rarity."""
        found = 0.0
        for place, own in enumerate(self._own):
            if any(match[0] and match[0][place] > 0 for match in matches):
                found += own
        return found / self._total

    def _rarity_of(self, alternative: Alternative) -> float:
        return min(self._rarity.get(stem, 1.0) for stem in alternative.stems)


def rarity(documents: int, holding: int) -> float:
    """BM25's weight of a word that `holding` of `documents` tutorials hold; always above 0."""
    return math.log(1 + (documents - holding + 0.5) / (holding + 0.5))


def _places(padded: str, word: str) -> list[int]:
    """Which words of `padded` are `word`, both with a space before and after, by their numbers.

    Searched in the string, since most texts are long and hold few of the words.
    """
    found, number, last = [], 0, 0
    at = padded.find(word)
    while at >= 0:
        number += padded.count(" ", last, at)
        found.append(number)
        last, at = at, padded.find(word, at + 1)
    return found


def _day(published: str) -> int:
    return date.fromisoformat(published).toordinal()


def _times(stems: Phrase, places: Places) -> int:
    """How often the stems stand one after the other, at most `_REACH` apart."""
    first = places.get(stems[0], ())
    if len(stems) == 1:
        return len(first)
    ends = list(first)
    for stem in stems[1:]:
        following = places.get(stem, ())
        ends = [
            next(place for place in following if 0 < place - end <= _REACH)
            for end in ends
            if any(0 < place - end <= _REACH for place in following)
        ]
    return len(ends)
