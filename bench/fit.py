"""`python -m bench.fit FOLDER…`: the weights of the fusion, learnt from sessions with a truth.

A semi-Markov conditional random field (Sarawagi & Cohen 2004). The truth says where steps begin,
not which sentences belong to which: so the probability of every cut that agrees with it is raised,
taken together. Sessions must have been evaluated before (`make evaluate SESSIONS=FOLDER`), which
keeps what was heard and seen; of sessions that were only played (`bench.studio --silent`) the truth
takes its place, once as it is and once misheard. `--folds` tells what to expect of sessions not
learnt from. Needs SciPy (`bench/studio/requirements.txt`).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.evaluate import KEPT
from bench.given import given, imagined, misheard
from bench.report import say
from bench.sessions import Session, sessions
from media import fusion
from media.analyse import Perceived
from media.fusion import Candidate, candidates
from media.language import language_of
from media.row import Atom
from media.segment import atoms_of, steps_of
from media.timeline import off_record_spans
from media.types import from_json, to_json

WEIGHTS = Path(fusion.__file__).parent / "data" / "fusion.json"
PRIOR = Path(__file__).parent / "prior.json"
"""Weights that were set by hand; what few sessions tell little of stays near them."""

VARIANTS: tuple[tuple[bool, tuple[str, ...]], ...] = (
    (False, ()),
    (True, ()),
    (False, ("picture",)),
    (False, ("words",)),
    (False, ("words", "picture")),
    (False, ("sound",)),
)
"""With the timeline or not, and what is given as by a perfect ear or eye; "sound": it is all."""

GIVEN, PLAYED = 0.5, 0.5  # What a row counts that is not as heard and seen.
NEAR = 2.0  # Seconds from the true start of a step.
SOUND = 0.6  # Seconds into a sentence at which it is surely said.
WRONG = 6.0  # What an atom in a piece against the truth costs, in a cut that should agree with it.
MARGIN = 0.5  # What it brings, when all cuts are summed, so that these have to be beaten clearly.
DETOUR = 7.0  # What an atom of a detour costs more than another.
RIDGE = 2.5  # How strongly the weights are held to the prior.
ROUNDS = 120  # Of the search, at most; it ends sooner.


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
    rows = [row for folder in asked.folders for row in rows_in(folder)]
    if not rows:
        say("Nothing was kept of these sessions: evaluate them first.")
        return 2
    if asked.folds:
        _cross(rows, asked.folds, asked.ridge)
        return 0
    weights = fit(rows, asked.ridge)
    WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", "utf-8")
    say(f"{len(weights)} weights, from {len(rows)} rows; on these: {_measured(rows, weights)}")
    return 0


def rows_in(folder: Path) -> Iterator[Example]:
    """Every session of the folder; those without a recording, which were only played, as well."""
    recorded = {session.name: session for session in sessions(folder)}
    for path in sorted(folder.glob("*/truth.json")):
        session = recorded.get(path.parent.name)
        if session:
            yield from rows_of(session)
        else:
            truth = json.loads(path.read_text("utf-8"))
            for heard in (imagined(truth), misheard(imagined(truth), Random(path.parent.name))):
                yield _row(path.parent.name, truth, heard, PLAYED)


def rows_of(session: Session) -> Iterator[Example]:
    """The recorded session in every variant; nothing where it was not evaluated."""
    kept = KEPT / session.name / "perceived-mixed.json"
    if not kept.is_file():
        return
    whole = from_json(json.loads(kept.read_text("utf-8"))["perceived"], Perceived)
    truth = session.read()
    for timeline, true in VARIANTS:
        if timeline and not session.timeline:
            continue
        perceived = given(whole if timeline else _without_timeline(whole), truth, true)
        yield _row(session.name, truth, perceived, GIVEN if true else 1.0, session)


def _row(
    name: str,
    truth: Mapping[str, Any],
    perceived: Perceived,
    weight: float,
    session: Session | None = None,
) -> Example:
    atoms, walls = _atoms(perceived)
    picture = any(atom.deed for atom in atoms)
    found = tuple(tuple(ends) for ends in candidates(atoms, picture=picture, walls=walls))
    gold = Gold(truth, atoms)
    costs = tuple(gold.cost(one) for ends in found for one in ends)
    return Example(name, perceived, weight, tuple(atoms), found, costs, session)


def _without_timeline(perceived: Perceived) -> Perceived:
    events = tuple(event for event in perceived.seen.events if event.kind != "pointed")
    return replace(perceived, seen=replace(perceived.seen, events=events), timeline=())


def _atoms(perceived: Perceived) -> tuple[list[Atom], Sequence[tuple[float, float]]]:
    tongue = language_of(perceived.transcript, perceived.language)
    atoms = atoms_of(
        perceived.media, perceived.transcript, perceived.seen.events, perceived.timeline, tongue
    )
    return atoms, off_record_spans(perceived.timeline)


class Gold:
    """Which pieces of a row agree with the truth."""

    def __init__(self, truth: Mapping[str, Any], atoms: Sequence[Atom]) -> None:
        self._atoms = atoms
        self._steps = truth["steps"]
        self._detours = truth.get("detours", [])
        self._off = truth.get("off_topic", [])
        self._of = [self._home(atom) for atom in atoms]
        self._anchors = {
            home: self._anchor(home) for home in set(self._of) if home[0] in ("step", "mistake")
        }

    def cost(self, piece: Candidate) -> float:
        """1 for each atom of a piece against the truth, more for those of a detour: there are few
        of these, and a mistake that is shown as a step is the worst of faults."""
        if self.agrees(piece):
            return 0.0
        homes = self._of[piece.start : piece.stop]
        return sum(DETOUR if kind == "mistake" else 1.0 for kind, _ in homes)

    def agrees(self, piece: Candidate) -> bool:
        """Whether the piece may stand in a cut that agrees with the truth."""
        homes = self._of[piece.start : piece.stop]
        first = homes[0]
        if piece.label == "outside":
            kind, _ = first
            return kind == "off" or (
                self._atoms[piece.start].mark is None and self._may_go(piece.start)
            )
        if first[0] != piece.label or homes[-1] != first:
            return False
        if any(home not in (first, ("off", 0)) for home in homes):
            return False
        anchor = self._anchors[first]
        if anchor is not None and not piece.start <= anchor < piece.stop:
            return False
        return self._early(piece.start, first)

    def _home(self, atom: Atom) -> tuple[str, int]:
        """The step or detour to which the atom belongs; ("off", 0): to none."""
        if atom.said:
            length = atom.end - atom.t
            t = atom.t + min(SOUND, length / 2)
            beside = sum(
                max(0.0, min(o["end"], atom.end) - max(o["start"], atom.t)) for o in self._off
            )
            if length and beside > 0.5 * length:
                return "off", 0
        else:
            t = atom.t + 0.2
        for kind, passages in (("step", self._steps), ("mistake", self._detours)):
            for number, passage in enumerate(passages):
                if passage["start"] - 0.3 <= t < passage["end"]:
                    return kind, number
        return "off", 0

    def _anchor(self, home: tuple[str, int]) -> int | None:
        """The number of the atom that no piece for this step may lack."""
        own = [n for n, other in enumerate(self._of) if other == home]
        deeds = [n for n in own if self._atoms[n].deed]
        if not deeds:
            return own[0]
        if home[0] == "mistake":
            return deeds[0]
        step = self._steps[home[1]]
        at = step["click_time"] or (step.get("typing") or [step["start"]])[0]
        return min(deeds, key=lambda n: abs(self._atoms[n].t - at))

    def _early(self, start: int, home: tuple[str, int]) -> bool:
        """Whether a piece that starts here starts where the step does, as far as is known."""
        passages = self._steps if home[0] == "step" else self._detours
        begins = passages[home[1]]["start"]
        own = [n for n, other in enumerate(self._of) if other == home]
        return start == own[0] or abs(self._atoms[start].t - begins) <= NEAR

    def _may_go(self, place: int) -> bool:
        """Whether an atom of a step may be left out: it neither begins it nor is what is done."""
        home = self._of[place]
        anchor = self._anchors[home]
        if place == anchor:
            return False
        if place > (anchor or 0):
            return True
        # Before the deed: what is said too early to begin the step, or the start itself is not.
        passages = self._steps if home[0] == "step" else self._detours
        return self._atoms[place].t < passages[home[1]]["start"] - NEAR


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

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = lattice.values @ weights
        wanted, wanted_shares = lattice.sums(scores - WRONG * lattice.costs)
        total, shares = lattice.sums(scores + MARGIN * lattice.costs)
        off = weights - prior
        value = ((total - wanted) * lattice.weights).sum() + 0.5 * ridge * (off**2).sum()
        return value, (shares - wanted_shares) @ lattice.values + ridge * off

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
        tongue = language_of(perceived.transcript, perceived.language)
        pieces = fusion.best(row.atoms, row.found, weights)
        walls = off_record_spans(perceived.timeline)
        steps = steps_of(perceived.media, pieces, tongue, walls)
        scored = row.session.score({"steps": to_json(list(steps))})
        way = "timeline" if perceived.timeline else "mixed"
        for name in ("start_f1@2", "start_f1@5"):
            found.setdefault(f"{way} {name}", []).append(scored[name]["f1"])
        detours = scored["detours"]
        if detours["n"]:
            found.setdefault(f"{way} detours", []).append(detours["marked"] / detours["n"])
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
