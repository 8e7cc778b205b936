"""Everything heard and done, in one row, cut into steps by dynamic programming.

The row of atoms (sentences, deeds, marks) is cut into pieces: a step, a mistake with its repair, or
one atom outside. Each piece has a score, the sum of its features by their weights; the cut with the
largest total is taken. It is the exact maximum of a semi-Markov segmentation (Sarawagi & Cohen
2004) whose weights are fitted on sessions with a known truth and the same for all recordings.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from media.features import features
from media.row import Atom, Features, Label, Row

MOST = 14  # Atoms in a piece.
LONGEST = 75.0  # Seconds of a piece.
LABELS: tuple[Label, ...] = ("step", "outside", "mistake")


@dataclass(frozen=True, slots=True)
class Piece:
    """`counted`: what each feature brought to the score, by its name."""

    label: Label
    atoms: tuple[Atom, ...]
    counted: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece that the row may be cut into: its atoms from `start` up to, without, `stop`."""

    start: int
    stop: int
    label: Label
    features: Features

    def score(self, weights: Mapping[str, float]) -> float:
        return sum(self.counted(weights).values())

    def counted(self, weights: Mapping[str, float]) -> dict[str, float]:
        """What each feature brings to the score."""
        return {name: weights.get(name, 0.0) * value for name, value in self.features.items()}


@cache
def fitted_weights() -> Mapping[str, float]:
    """What each feature counts; positive: for the piece."""
    return json.loads((files("media") / "data" / "fusion.json").read_text("utf-8"))


def cut(
    atoms: Sequence[Atom], *, picture: bool, walls: Sequence[tuple[float, float]] = ()
) -> list[Piece]:
    """The best cut of the row. No piece reaches across a wall (a span off the record)."""
    return best(atoms, candidates(atoms, picture=picture, walls=walls), fitted_weights())


def best(
    atoms: Sequence[Atom], found: Iterable[Sequence[Candidate]], weights: Mapping[str, float]
) -> list[Piece]:
    """The cut with the largest total. `found`: for each atom, the pieces that may end with it."""
    totals: list[tuple[float, Candidate | None]] = [(0.0, None)]
    for choices in found:
        reached = [(totals[one.start][0] + one.score(weights), one) for one in choices]
        totals.append(max(reached, key=lambda choice: choice[0]))
    pieces, place = [], len(atoms)
    while place:
        taken = totals[place][1]
        assert taken
        group = tuple(atoms[taken.start : taken.stop])
        pieces.append(Piece(taken.label, group, taken.counted(weights)))
        place = taken.start
    return pieces[::-1]


def candidates(
    atoms: Sequence[Atom], *, picture: bool, walls: Sequence[tuple[float, float]] = ()
) -> Iterator[list[Candidate]]:
    """For each atom, every piece that may end with it."""
    row = Row.of(atoms, picture=picture)
    for stop in range(1, len(atoms) + 1):
        choices = []
        for start in range(stop - 1, max(-1, stop - 1 - MOST), -1):
            if start < stop - 1 and not _may_hold(atoms[start:stop], walls):
                break
            for label in LABELS:
                found = features(row, start, stop, label)
                if found is not None:
                    choices.append(Candidate(start, stop, label, found))
        yield choices


def _may_hold(group: Sequence[Atom], walls: Sequence[tuple[float, float]]) -> bool:
    first, last = group[0], group[-1]
    if last.t - first.t > LONGEST:
        return False
    return not any(first.t < end and start < last.end for start, end in walls)
