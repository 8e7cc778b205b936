"""What part each sentence and each deed plays, by what is meant, said and done around it.

Learnt from sessions with a known truth (`bench/roles.py`). The cut (`fusion`) weighs it beside the
other evidence: a role alone does not tell where a step ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import get_args

import numpy as np

from media.role_features import (
    LEAST,
    Told,
    in_context,
    role_features,
    roles_around,
    texts_of,
    told_by,
)
from media.row import Atom, DeedRole, Role, Row, SentenceRole
from media.trees import Trees

ROLES: tuple[Role, ...] = (*get_args(SentenceRole), *get_args(DeedRole))
MODEL = Path(__file__).parent / "data" / "roles.npz"
UNSEEN = 0.75
"""How far the trees are trusted where nothing is seen: mostly they learnt what goes with a deed."""


@dataclass(frozen=True)
class Model:
    """`slopes` (3 x numbers of a text, LEANINGS) and `offsets` (LEANINGS) tell to which role a
    sentence leans by what is meant and by the `words` in it; `trees` tell the roles by that and all
    other evidence, each by itself, and `again` by what these tell of it and of those around."""

    words: tuple[str, ...]
    slopes: np.ndarray
    offsets: np.ndarray
    trees: Trees
    again: Trees

    def logarithms(self, row: Row, told: Told) -> np.ndarray:
        """Of the probability of each role, (atoms, ROLES)."""
        leanings = in_context(row, told, len(self.slopes) // 3) @ self.slopes + self.offsets
        alone = self.trees.logarithms(role_features(row, told, leanings))
        return told_again(self.again, row, alone)

    def save(self, path: Path) -> None:
        known = {"words": np.array(self.words), "slopes": self.slopes, "offsets": self.offsets}
        for name in _TREES:
            known |= getattr(self, name).arrays(f"{name}_")
        with path.open("wb") as file:
            np.savez_compressed(file, **known)


def told_again(trees: Trees, row: Row, alone: np.ndarray) -> np.ndarray:
    """What the further trees tell, (atoms, ROLES), by what the first told of each atom `alone`."""
    found = trees.logarithms(roles_around(row, alone))
    return found if row.picture else UNSEEN * found


_TREES = ("trees", "again")


@cache
def model() -> Model:
    with np.load(MODEL) as held:
        trees = (Trees.from_arrays(held, len(ROLES), f"{name}_") for name in _TREES)
        words = tuple(held["words"].tolist())
        return Model(words, held["slopes"], held["offsets"], *trees)


def with_roles(atoms: Sequence[Atom]) -> list[Atom]:
    """The atoms, each sentence and each deed with the logarithms of its roles' probabilities."""
    if not atoms:
        return []
    row = Row.of(atoms, picture=any(atom.deed for atom in atoms))
    told = told_by(texts_of(atoms), model().words)
    return given_roles(atoms, model().logarithms(row, told))


def given_roles(atoms: Sequence[Atom], logarithms: np.ndarray) -> list[Atom]:
    """The atoms with the logarithms that belong to each, (atoms, ROLES)."""
    rows = np.maximum(logarithms, LEAST).round(4).tolist()
    return [
        replace(atom, roles=dict(zip(ROLES, row, strict=True))) if atom.mark is None else atom
        for atom, row in zip(atoms, rows, strict=True)
    ]
