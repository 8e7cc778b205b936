"""The roles of sentences and deeds, learnt from sessions with a truth: `media/data/roles.npz`.

Boosted trees see what a sentence means, with those around it, and what is done near it. Their word
is one of the features of the cut; so that its weight is learnt as it will be found, each session is
told its roles by trees that did not know it. Needs LightGBM (`bench/studio/requirements.txt`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.lessons import Lesson
from media.meaning import meanings
from media.roles import ROLES, SENSES, Model, evidence
from media.row import Row
from media.trees import Trees

FOLDS = 5
ROUNDS = 160
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


def learn(lessons: Sequence[Lesson]) -> tuple[Model, list[NDArray[np.float64]]]:
    """The model of all, and for each lesson the logarithms of its atoms' roles as told by trees
    that were learnt without its session."""
    texts = sorted({atom.said.text for one in lessons for atom in one.atoms if atom.said})
    means = meanings(texts)
    directions, middle = _directions(means)
    senses = dict(zip(texts, means @ directions - middle, strict=True))
    rows = [evidence(Row.of(one.atoms, picture=_seen(one)), senses) for one in lessons]
    roles = [_roles(one) for one in lessons]
    names = sorted({one.name for one in lessons})
    told: list[NDArray[np.float64]] = [np.zeros(0)] * len(lessons)
    for fold in range(FOLDS):
        apart = set(names[fold::FOLDS])
        known = [n for n, one in enumerate(lessons) if one.name not in apart]
        trees = _trees(lessons, rows, roles, known)
        for number, one in enumerate(lessons):
            if one.name in apart:
                told[number] = trees.logarithms(rows[number])
    everything = _trees(lessons, rows, roles, range(len(lessons)))
    return Model(directions, middle, everything), told


def _seen(lesson: Lesson) -> bool:
    return any(atom.deed for atom in lesson.atoms)


def _roles(lesson: Lesson) -> NDArray[np.int_]:
    return np.array([ROLES.index(lesson.gold.role(place)) for place in range(len(lesson.atoms))])


def _directions(means: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The directions in which meanings differ most, each to a spread of 1, and where their middle
    comes to lie (principal components)."""
    centre = means.mean(axis=0)
    _left, spread, axes = np.linalg.svd(means - centre, full_matrices=False)
    found = axes[:SENSES].T * np.sqrt(len(means)) / spread[:SENSES]
    return found.astype(np.float32), (centre @ found).astype(np.float32)


def _trees(
    lessons: Sequence[Lesson],
    rows: Sequence[NDArray[np.float64]],
    roles: Sequence[NDArray[np.int_]],
    of: Sequence[int],
) -> Trees:
    import lightgbm

    weights = np.concatenate([np.full(len(roles[n]), lessons[n].weight) for n in of])
    data = lightgbm.Dataset(
        np.vstack([rows[n] for n in of]),
        np.concatenate([roles[n] for n in of]),
        weight=weights,
    )
    booster = lightgbm.train(OPTIONS, data, ROUNDS)
    return as_arrays([tree["tree_structure"] for tree in booster.dump_model()["tree_info"]])


def as_arrays(structures: Sequence[dict[str, Any]]) -> Trees:
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
    return Trees(feature, threshold, left, right, value, len(ROLES))


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    if "leaf_value" not in node:
        yield from _nodes(node["left_child"])
        yield from _nodes(node["right_child"])
