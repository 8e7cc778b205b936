"""`python -m bench.fit FOLDER…`: the weights of the fusion, learnt from sessions with a truth.

A semi-Markov conditional random field (Sarawagi & Cohen 2004). The truth says where steps begin,
not which sentences belong to which: so the probability of every cut that agrees with it is raised,
taken together. The roles of sentences (`bench/roles.py`) are learnt first. Sessions must have been
evaluated before (`make evaluate SESSIONS=FOLDER`), which keeps what was heard and seen; of sessions
that were only played (`bench.studio --silent`) the truth takes its place, as it is and misheard:
the roles are learnt from these too, the few weights of the cut are not. `--folds` tells what to
expect of sessions not learnt from. Needs SciPy and LightGBM (`bench/studio/requirements.txt`).

What was heard and seen of 103 recorded sessions is kept, so that they need not be filmed again:

    tar -xJf bench/recorded.tar.xz -C var
    python -m bench.studio --silent --dialogues --output var/dialogues
    python -m bench.studio --silent --output var/played NAME…  # the other scripts: t to z
    python -m bench.fit var/recorded var/dialogues var/played
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.lessons import Lesson, lessons_in
from bench.measures import MEASURES
from bench.report import say
from bench.roles import learn
from bench.sessions import Session
from media import fusion
from media.analyse import Perceived
from media.fusion import Candidate, candidates
from media.language import language
from media.roles import MODEL, given_roles
from media.row import Atom
from media.segment import steps_of
from media.timeline import off_record_spans
from media.types import to_json

WEIGHTS = Path(fusion.__file__).parent / "data" / "fusion.json"
PRIOR = Path(__file__).parent / "prior.json"
"""Weights that were set by hand; what few sessions tell little of stays near them."""

WRONG = 6.0  # What an atom in a piece against the truth costs, in a cut that should agree with it.
MARGIN = 0.5  # What it brings, when all cuts are summed, so that these have to be beaten clearly.
RIDGE = 5.0  # How strongly the weights are held to the prior.
FIXED = ("chosen_alone", "bare_mark")
"""Not learnt, since these sessions have few of them: a mark of the helper goes with what follows it
at once, and opening a list is no step without choosing from it."""

ROUNDS = 120  # Of the search, at most; it ends sooner.
MEASURED = ("f1_2", "f1_5", "left_out", "kept", "detours")


@dataclass(frozen=True, slots=True)
class Example:
    """One session in one variant: what it may be cut into, and what each piece costs: 0 where it
    agrees with the truth."""

    name: str
    perceived: Perceived
    weight: float
    atoms: tuple[Atom, ...]
    found: tuple[tuple[Candidate, ...], ...]
    costs: tuple[float, ...]
    session: Session | None = None

    @property
    def pieces(self) -> Iterator[Candidate]:
        return (one for ends in self.found for one in ends)


def main() -> int:
    """0 with the weights written, 2 where nothing was kept to learn from."""
    parser = argparse.ArgumentParser(prog="python -m bench.fit", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=0, help="measure instead of writing")
    parser.add_argument("--ridge", type=float, default=RIDGE)
    asked = parser.parse_args()
    lessons = [lesson for folder in asked.folders for lesson in lessons_in(folder)]
    if not lessons:
        say("Nothing was kept of these sessions: evaluate them first.")
        return 2
    model, logarithms = learn(lessons)
    told = zip(lessons, logarithms, strict=True)
    rows = [_example(one, own) for one, own in told if one.session]
    if asked.folds:
        _cross(rows, asked.folds, asked.ridge)
        return 0
    weights = fit(rows, asked.ridge)
    model.save(MODEL)
    WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", "utf-8")
    say(f"{len(weights)} weights, from {len(rows)} rows; on these: {_measured(rows, weights)}")
    return 0


def _example(lesson: Lesson, logarithms: NDArray[np.float64]) -> Example:
    atoms = given_roles(lesson.atoms, logarithms)
    picture = any(atom.deed for atom in atoms)
    walls = off_record_spans(lesson.perceived.timeline)
    found = tuple(tuple(ends) for ends in candidates(atoms, picture=picture, walls=walls))
    costs = tuple(lesson.gold.cost(one) for ends in found for one in ends)
    return Example(
        lesson.name, lesson.perceived, lesson.weight, tuple(atoms), found, costs, lesson.session
    )


class Lattice:
    """Rows padded to one array, so that the sums run over all of them at once."""

    def __init__(self, rows: Sequence[Example], names: Sequence[str]) -> None:
        self.names = list(names)
        place = {name: number for number, name in enumerate(names)}
        longest = max(len(row.atoms) for row in rows)
        ways = 3 * fusion.MOST
        shape = (len(rows), longest + 1, ways)
        self.number = np.full(shape, -1, np.int64)
        self.lengths = np.array([len(row.atoms) for row in rows])
        self.weights = np.array([row.weight for row in rows])
        values, costs = [], []
        for r, row in enumerate(rows):
            for one, cost in zip(row.pieces, row.costs, strict=True):
                way = 3 * (one.stop - one.start - 1) + fusion.LABELS.index(one.label)
                self.number[r, one.stop, way] = len(values)
                vector = np.zeros(len(names), np.float32)
                for name, value in one.features.items():
                    vector[place[name]] = value
                values.append(vector)
                costs.append(cost)
        self.values = np.array(values)
        self.costs = np.array(costs)

    def sums(self, scores: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The log of the sum over all cuts, of each row, and the probability of each piece."""
        rows, longest, ways = self.number.shape
        spread = np.where(self.number >= 0, scores[np.maximum(self.number, 0)], -np.inf)
        most, steps = fusion.MOST, np.arange(ways) // 3 + 1
        forward = np.full((rows, longest + most), -np.inf)
        forward[:, most] = 0.0
        for stop in range(1, longest):
            forward[:, most + stop] = _log_sum(forward[:, most + stop - steps] + spread[:, stop])
        total = forward[np.arange(rows), most + self.lengths]
        backward = np.full((rows, longest + most), -np.inf)
        backward[np.arange(rows), self.lengths] = 0.0
        for start in range(longest - 2, -1, -1):
            stops = start + np.arange(1, most + 1)
            inside = np.minimum(stops, longest - 1)
            part = spread[:, inside].reshape(rows, most, most, 3)
            own = part[:, np.arange(most), np.arange(most)] + backward[:, stops, None]
            own = np.where((stops < longest)[None, :, None], own, -np.inf)
            here = _log_sum(own.reshape(rows, -1))
            backward[:, start] = np.where(self.lengths == start, 0.0, here)
        starts = most + np.arange(longest)[:, None] - steps[None]
        each = forward[:, starts] + spread + backward[:, :longest, None] - total[:, None, None]
        shares = np.zeros(len(scores))
        there = self.number >= 0
        shares[self.number[there]] = (
            np.exp(each[there]) * np.broadcast_to(self.weights[:, None, None], there.shape)[there]
        )
        return total, shares


def _log_sum(values: NDArray[np.float64]) -> NDArray[np.float64]:
    high = values.max(axis=1)
    safe = np.where(np.isfinite(high), high, 0.0)
    with np.errstate(divide="ignore"):
        return safe + np.log(np.exp(values - safe[:, None]).sum(axis=1))


def fit(rows: Sequence[Example], ridge: float = RIDGE) -> dict[str, float]:
    """The weights under which what agrees with the truth is most probable, held near the prior."""
    from scipy.optimize import minimize

    names = sorted({name for row in rows for one in row.pieces for name in one.features})
    lattice = Lattice(rows, names)
    known = json.loads(PRIOR.read_text("utf-8"))
    prior = np.array([known.get(name, 0.0) for name in names])
    free = np.array([name not in FIXED for name in names])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = lattice.values @ weights
        wanted, wanted_shares = lattice.sums(scores - WRONG * lattice.costs)
        total, shares = lattice.sums(scores + MARGIN * lattice.costs)
        off = weights - prior
        value = ((total - wanted) * lattice.weights).sum() + 0.5 * ridge * (off**2).sum()
        return value, free * ((shares - wanted_shares) @ lattice.values + ridge * off)

    found = minimize(loss, prior, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    learnt = {name: round(float(weight), 3) for name, weight in zip(names, found.x, strict=True)}
    return dict(sorted({**known, **learnt}.items()))


def _measured(rows: Sequence[Example], weights: Mapping[str, float]) -> dict[str, float]:
    """Means over the sessions, as heard and seen, without and with the timeline."""
    found: dict[str, list[float]] = {}
    for row in rows:
        if row.weight < 1 or not row.session:
            continue
        perceived = row.perceived
        tongue = language(perceived.language, perceived.own)
        pieces = fusion.best(row.atoms, row.found, weights)
        walls = off_record_spans(perceived.timeline)
        steps = steps_of(perceived.media, pieces, tongue, walls)
        scored = row.session.score({"steps": to_json(list(steps))})
        way = "timeline" if perceived.timeline else "mixed"
        for measure in MEASURES:
            value = measure.of(scored) if measure.name in MEASURED else None
            if value is not None:
                found.setdefault(f"{way} {measure.name}", []).append(value)
    return {name: round(float(np.mean(values)), 3) for name, values in found.items()}


def _cross(rows: Sequence[Example], folds: int, ridge: float) -> None:
    """Fit without each fold of the recorded sessions in turn, and measure on it."""
    names = list(dict.fromkeys(row.name for row in rows if row.session))
    total: dict[str, list[float]] = {}
    for fold in range(folds):
        apart = set(names[fold::folds])
        weights = fit([row for row in rows if row.name not in apart], ridge)
        for name in sorted(apart):
            measured = _measured([row for row in rows if row.name == name], weights)
            say(f"{name}: {measured}")
            for measure, value in measured.items():
                total.setdefault(measure, []).append(value)
    say(str({measure: round(float(np.mean(values)), 3) for measure, values in total.items()}))


if __name__ == "__main__":
    sys.exit(main())
