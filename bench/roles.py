"""The roles of sentences and deeds, learnt from sessions with a truth: `media/data/roles.npz`.

Boosted trees see what a sentence means, with those around it, and what is done near it; others then
see what these tell of it and of those around. Their word is one of the features of the cut; so that
its weight is learnt as it will be found, each session is told its roles by trees that did not know
it. Needs LightGBM (`bench/studio/requirements.txt`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.lessons import Lesson
from media.meaning import SIZE
from media.role_features import (
    LEANINGS,
    in_context,
    role_features,
    roles_around,
    texts_of,
    told_by,
    words_of,
)
from media.roles import ROLES, Model, told_again
from media.row import Row
from media.trees import Trees

FOLDS = 5
ALL: frozenset[int] = frozenset(range(FOLDS))
ROUNDS, ROUNDS_AGAIN = 240, 150
USUAL = 32
"""Sessions in which a word was said, from which on it is known."""

LEAN_RIDGE = 40.0
"""How strongly the slopes of the leanings are held to nothing."""

OPTIONS = {
    "objective": "multiclass",
    "num_class": len(ROLES),
    "learning_rate": 0.07,
    "num_leaves": 16,
    "min_data_in_leaf": 40,
    "lambda_l2": 10.0,
    "feature_fraction": 0.3,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "seed": 0,
    "verbose": -1,
}
AGAIN = {"learning_rate": 0.06, "num_leaves": 8}
"""What is different where the roles told around are learnt from: they tell more, and are few."""


def learn(lessons: Sequence[Lesson]) -> tuple[Model, list[NDArray[np.float64]]]:
    """The model of all, and for each lesson the logarithms of its atoms' roles as told by a model
    that was learnt without its session."""
    school = _School(lessons)
    alone: list[NDArray[np.float64]] = [np.zeros(0)] * len(lessons)
    for fold in range(FOLDS):
        trees = school.trees(without=fold)
        for number in school.part(fold):
            alone[number] = trees.logarithms(school.evidence(number, without=fold))
    around = [roles_around(row, own) for row, own in zip(school.rows, alone, strict=True)]
    found = list(alone)
    for fold in range(FOLDS):
        again = school.again(around, without=fold)
        for number in school.part(fold):
            found[number] = told_again(again, school.rows[number], alone[number])
    return school.model(school.again(around)), found


class _School:
    """The lessons in `FOLDS` parts, a session with all its variants in one."""

    def __init__(self, lessons: Sequence[Lesson]) -> None:
        names = sorted({one.name for one in lessons})
        self.folds = [names.index(one.name) % FOLDS for one in lessons]
        self.rows = [Row.of(one.atoms, picture=_seen(one)) for one in lessons]
        self.words = tuple(_usual_words(lessons))
        texts = sorted({text for one in lessons for text in texts_of(one.atoms)})
        self.told = told_by(texts, self.words)
        self._size = SIZE + len(self.words)
        self._lessons = lessons
        self._roles = [_roles(one) for one in lessons]
        self._sums = [self._summed(fold) for fold in range(FOLDS)]
        self._known: dict[frozenset[int], _Slopes] = {}

    def part(self, fold: int) -> list[int]:
        return [number for number, own in enumerate(self.folds) if own == fold]

    def model(self, again: Trees) -> Model:
        """What is learnt of all parts."""
        return Model(self.words, *self._slopes(ALL), self.trees(), again)

    def trees(self, without: int | None = None) -> Trees:
        """What is learnt of all parts but one. The leanings from which the trees learn are those
        of parts that did not know the sentence, since they are found so later."""
        parts = ALL - {without}
        known = self._known_to(parts)
        evidence = [self._evidence(n, self._slopes(parts - {self.folds[n]})) for n in known]
        return self._learnt(evidence, known, OPTIONS, ROUNDS)

    def evidence(self, number: int, without: int) -> NDArray[np.float64]:
        """What there is for one lesson, the leanings learnt of all parts but one."""
        return self._evidence(number, self._slopes(ALL - {without}))

    def again(self, around: Sequence[NDArray[np.float64]], without: int | None = None) -> Trees:
        """What is learnt of all parts but one from the roles told around, by trees that did not
        know the sentence."""
        known = self._known_to(ALL - {without})
        return self._learnt([around[n] for n in known], known, OPTIONS | AGAIN, ROUNDS_AGAIN)

    def _known_to(self, parts: frozenset[int]) -> list[int]:
        return [number for number, fold in enumerate(self.folds) if fold in parts]

    def _learnt(
        self,
        evidence: Sequence[NDArray[np.float64]],
        known: Sequence[int],
        options: dict[str, Any],
        rounds: int,
    ) -> Trees:
        roles, weights = [self._roles[n] for n in known], [self._lessons[n].weight for n in known]
        return _trees(evidence, roles, weights, options, rounds)

    def _evidence(self, number: int, learnt: _Slopes) -> NDArray[np.float64]:
        slopes, offsets = learnt
        row = self.rows[number]
        leanings = in_context(row, self.told, self._size) @ slopes + offsets
        return role_features(row, self.told, leanings)

    def _summed(self, fold: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Products of what is told with itself and with the roles, summed over a part; each with
        a 1 at its end for the offset."""
        size = 3 * self._size + 1
        squares, products = np.zeros((size, size)), np.zeros((size, LEANINGS))
        for number in self.part(fold):
            one = self._lessons[number]
            spoken = [n for n, atom in enumerate(one.atoms) if atom.said]
            told = in_context(self.rows[number], self.told, self._size)[spoken]
            told = np.hstack([told, np.ones((len(spoken), 1), np.float32)])
            roles = np.eye(LEANINGS, dtype=np.float32)[self._roles[number][spoken]]
            squares += one.weight * (told.T @ told)
            products += one.weight * (told.T @ roles)
        return squares, products

    def _slopes(self, parts: frozenset[int]) -> _Slopes:
        """Ridge regression of the roles on what is told."""
        if parts not in self._known:
            squares = np.sum([self._sums[fold][0] for fold in parts], axis=0)
            products = np.sum([self._sums[fold][1] for fold in parts], axis=0)
            squares[np.diag_indices(len(squares) - 1)] += LEAN_RIDGE
            found = np.linalg.solve(squares, products).astype(np.float32)
            self._known[parts] = found[:-1], found[-1]
        return self._known[parts]


_Slopes = tuple[NDArray[np.float32], NDArray[np.float32]]


def _usual_words(lessons: Sequence[Lesson]) -> list[str]:
    """Those of many sessions, in the order of the alphabet."""
    sessions: dict[str, set[str]] = {}
    for one in lessons:
        for atom in one.atoms:
            for word in words_of(atom.said.text) if atom.said else ():
                sessions.setdefault(word, set()).add(one.name)
    return sorted(word for word, names in sessions.items() if len(names) >= USUAL)


def _seen(lesson: Lesson) -> bool:
    return any(atom.deed for atom in lesson.atoms)


def _roles(lesson: Lesson) -> NDArray[np.int_]:
    return np.array([ROLES.index(lesson.gold.role(place)) for place in range(len(lesson.atoms))])


def _trees(
    rows: Sequence[NDArray[np.float64]],
    roles: Sequence[NDArray[np.int_]],
    weights: Sequence[float],
    options: dict[str, Any],
    rounds: int,
) -> Trees:
    import lightgbm

    counts = np.concatenate(
        [np.full(len(own), weight) for own, weight in zip(roles, weights, strict=True)]
    )
    data = lightgbm.Dataset(np.vstack(rows), np.concatenate(roles), weight=counts)
    booster = lightgbm.train(options, data, rounds)
    structures = [tree["tree_structure"] for tree in booster.dump_model()["tree_info"]]
    return as_arrays(structures, classes=len(ROLES))


def as_arrays(structures: Sequence[dict[str, Any]], classes: int) -> Trees:
    """LightGBM's trees, in its order: round after round, in each one for every class."""
    nodes = [list(_nodes(structure)) for structure in structures]
    shape = len(nodes), max(map(len, nodes))
    feature, value = np.full(shape, -1, np.int16), np.zeros(shape, np.float32)
    left, right = np.zeros(shape, np.int16), np.zeros(shape, np.int16)
    threshold = np.zeros(shape, np.float64)
    for n, tree in enumerate(nodes):
        place = {id(node): number for number, node in enumerate(tree)}
        for number, node in enumerate(tree):
            if "leaf_value" in node:
                value[n, number] = node["leaf_value"]
                continue
            feature[n, number], threshold[n, number] = node["split_feature"], node["threshold"]
            left[n, number] = place[id(node["left_child"])]
            right[n, number] = place[id(node["right_child"])]
    return Trees(feature, threshold, left, right, value, classes)


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    if "leaf_value" not in node:
        yield from _nodes(node["left_child"])
        yield from _nodes(node["right_child"])
