"""What part each sentence and each deed plays, by what is meant, said and done around it.

Learnt from sessions with a known truth (`bench/roles.py`). The cut (`fusion`) weighs it beside the
other evidence: a role alone does not tell where a step ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import get_args

import numpy as np

from media.cues import Said
from media.meaning import meanings
from media.row import NEXT, Atom, DeedRole, Role, Row, SentenceRole, names
from media.trees import Trees

ROLES: tuple[Role, ...] = (*get_args(SentenceRole), *get_args(DeedRole))
MODEL = Path(__file__).parent / "data" / "roles.npz"
SENSES = 20
"""Directions in which meanings are told apart."""

UNLIKELY = -5.0
"""The logarithm of the least probability: no sentence is surely not anything."""

NONE = 9.0
"""Sentences up to the next deed, where there is none near."""

LONG_TEXT, LONG_TIME = 30, 10.0
"""Words and seconds; a longer sentence tells no more."""

KINDS = ("click", "typing", "scroll", "page", "press")
OF_SAID, OF_DEED = 13, len(KINDS) + 11
"""Numbers that tell of a sentence, beside what it means, and of a deed."""


@dataclass(frozen=True)
class Model:
    """`directions` (SIZE, SENSES) lead from a meaning to where it lies among others, less `middle`
    (SENSES); `trees` from the evidence to the roles."""

    directions: np.ndarray
    middle: np.ndarray
    trees: Trees

    def senses(self, texts: Sequence[str]) -> np.ndarray:
        """(texts, SENSES)."""
        return meanings(texts) @ self.directions - self.middle

    def save(self, path: Path) -> None:
        trees = {name: getattr(self.trees, name) for name in _ARRAYS}
        with path.open("wb") as file:
            np.savez_compressed(file, directions=self.directions, middle=self.middle, **trees)


_ARRAYS = ("feature", "threshold", "left", "right", "value")


@cache
def model() -> Model:
    with np.load(MODEL) as held:
        trees = Trees(*(held[name] for name in _ARRAYS), classes=len(ROLES))
        return Model(held["directions"], held["middle"], trees)


def with_roles(atoms: Sequence[Atom]) -> list[Atom]:
    """The atoms, each sentence and each deed with the probability of its roles."""
    if not atoms:
        return []
    row = Row.of(atoms, picture=any(atom.deed for atom in atoms))
    texts = list(dict.fromkeys(atom.said.text for atom in atoms if atom.said))
    senses = dict(zip(texts, model().senses(texts), strict=True))
    return given_roles(atoms, model().trees.logarithms(evidence(row, senses)))


def given_roles(atoms: Sequence[Atom], logarithms: np.ndarray) -> list[Atom]:
    """The atoms with the logarithms that belong to each, (atoms, ROLES)."""
    rows = np.maximum(logarithms, UNLIKELY).round(4).tolist()
    return [
        replace(atom, roles=dict(zip(ROLES, row, strict=True))) if atom.mark is None else atom
        for atom, row in zip(atoms, rows, strict=True)
    ]


def evidence(row: Row, senses: Mapping[str, np.ndarray]) -> np.ndarray:
    """For each atom what may tell its role, (atoms, numbers). `senses`: by text.

    What is said there, before and after; when it is; what is done there, before and after.
    """
    found = []
    for place in range(len(row.atoms)):
        earlier, later = _said_around(row, place)
        numbers = [row.gap(place), row.gap(place + 1)]
        heard = [_of_said(row, n, senses) for n in (place, earlier, later)]
        numbers += _among_deeds(row, place, earlier)
        found.append(np.concatenate([*heard, numbers]))
    return np.array(found)


def _said_around(row: Row, place: int) -> tuple[int | None, int | None]:
    """Where the sentences before and after are."""
    before, after = range(place - 1, -1, -1), range(place + 1, len(row.atoms))
    earlier, later = (next((n for n in ns if row.atoms[n].said), None) for ns in (before, after))
    return earlier, later


def _of_said(row: Row, place: int | None, senses: Mapping[str, np.ndarray]) -> np.ndarray:
    said = row.atoms[place].said if place is not None else None
    if place is None or said is None:
        return np.zeros(OF_SAID + SENSES)
    who = {"helper": 1.0, "learner": -1.0}.get(said.speaker or "", 0.0)
    told = (said.agrees, said.asks, said.wrong, said.denies, said.waits, said.aim, row.turn(place))
    size = (min(LONG_TEXT, said.length), min(LONG_TIME, said.end - said.start), len(said.acts))
    return np.array([said.call, said.off, who, *told, *size, *senses[said.text]], float)


def _among_deeds(row: Row, place: int, earlier: int | None) -> list[float]:
    """What is done there, two deeds before and two after, and how near they are."""
    atom = row.atoms[place]
    said = atom.said or (row.atoms[earlier].said if earlier is not None else None)
    before = range(place - 1, max(-1, place - 1 - NEXT), -1)
    after = range(place + 1, min(len(row.atoms), place + 1 + NEXT))
    numbers = [row.since_deed(place), row.until_deed(place), float(row.pointed)]
    numbers.append(float(place > 0 and row.atoms[place - 1].mark is not None))
    numbers += _of_deed(atom, said)
    for side, all_there in ((before, row.atoms[:place]), (after, row.atoms[place:])):
        numbers.append(float(any(other.deed for other in all_there)))
        deeds = [n for n in side if row.atoms[n].deed][:2]
        between = [n for n in side if deeds and abs(n - place) < abs(deeds[0] - place)]
        numbers.append(float(sum(bool(row.atoms[n].said) for n in between)) if deeds else NONE)
        for number in [*deeds, None, None][:2]:
            numbers += _of_deed(row.atoms[number] if number is not None else None, said)
    return numbers


def _of_deed(atom: Atom | None, said: Said | None) -> list[float]:
    if atom is None or atom.deed is None:
        return [0.0] * OF_DEED
    deed = atom.deed
    times = (deed.back, deed.undone, deed.pointed)
    told = (deed.page, deed.unshown, deed.chosen, *(t is not None for t in times))
    turns = (atom.repair, atom.way_back, atom.completes)
    named = names(said, deed) if said else 0.0
    kinds = (float(deed.kind == kind) for kind in KINDS)
    return [*kinds, *map(float, told + turns), min(1.5, deed.weight), named]
