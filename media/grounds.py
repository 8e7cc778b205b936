"""Why a piece of the row is where it is: what counted for it, as far as people understand it.

The cut counts many features. Those of a ground tell people the same thing and rest on the same
moment; the rest, such as how probable a model holds a role, tells them nothing and is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from media.cues import Said
from media.deeds import Deed
from media.fusion import Piece
from media.row import Atom, names, nearest
from media.step_features import FAINT
from media.types import Evidence

MOST = 4
DECIDES = 10.0
"""More than what is counted brings."""

NEARLY = 0.75
"""Of the weight of the strongest reason: another of the same moment is then about as good."""

Atoms = Sequence[Atom]


@dataclass(frozen=True, slots=True)
class Ground:
    """Features that are one reason; `when` finds the time that it rests on, None if nowhere.

    Without features it is no matter of counting: it decides alone.
    """

    kind: str
    features: tuple[str, ...]
    when: Callable[[Atoms], float | None]

    def count(self, counted: Mapping[str, float]) -> float:
        return sum(counted.get(name, 0.0) for name in self.features) if self.features else DECIDES


def grounds(piece: Piece, before: Piece | None) -> tuple[Evidence, ...]:
    """Up to `MOST` reasons for the piece, the strongest first: at least one, though it be weak.

    `before` is the piece before it in the row, which ends where this one begins.
    """
    counted = _counted(piece, before)
    found = [
        Evidence(ground.kind, t, ground.count(counted))
        for ground in GROUNDS
        if (t := ground.when(piece.atoms)) is not None
    ]
    strong = [one for one in found if one.weight > 0]
    # Nothing speaks for it: then at least what it is, which comes first in the table.
    return _by_moment(strong)[:MOST] or tuple(found[:1])


def _counted(piece: Piece, before: Piece | None) -> dict[str, float]:
    """What counts for the piece and, of the one before, for its ending there."""
    found = {name: value for name, value in piece.counted.items() if not name.startswith("next_")}
    if before is None:
        # How long nothing happened before a recording is not known.
        return {name: value for name, value in found.items() if name not in PAUSES}
    ends = before.counted.items()
    return found | {name: value for name, value in ends if name.startswith("next_")}


def _by_moment(found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """What one sentence or deed tells is one reason, of the kind that counts most; of kinds that
    count about the same, of the most particular one, whatever their weights were learnt to be."""
    moments: dict[tuple[str, float], list[Evidence]] = {}
    for one in sorted(found, key=lambda e: -e.weight):
        moments.setdefault((one.kind.partition(".")[0], one.t), []).append(one)
    merged = (
        Evidence(_kind(own), own[0].t, sum(one.weight for one in own)) for own in moments.values()
    )
    return tuple(sorted(merged, key=lambda e: -e.weight))


def _kind(own: Sequence[Evidence]) -> str:
    """Of reasons in the order of their weights; in the table the particular ones are last."""
    order = [ground.kind for ground in GROUNDS]
    near = (one.kind for one in own if one.weight >= NEARLY * own[0].weight)
    return max(near, key=order.index)


def _said(atoms: Atoms) -> list[Said]:
    return [atom.said for atom in atoms if atom.said]


def _deeds(atoms: Atoms) -> list[Deed]:
    return [atom.deed for atom in atoms if atom.deed]


def _begins(atoms: Atoms) -> float:
    return atoms[0].t


def _marked(atoms: Atoms) -> float | None:
    return next((atom.t for atom in atoms if atom.mark is not None), None)


def _done(atoms: Atoms, kind: str) -> float | None:
    """When that was done, if the first thing done is of the kind; one scrolls to do another."""
    deeds = _deeds(atoms)
    first = next((deed for deed in deeds if deed.kind != "scroll"), deeds[0] if deeds else None)
    return first.t if first and first.kind == kind else None


def _scrolled(atoms: Atoms) -> float | None:
    return next((deed.t for deed in _deeds(atoms) if deed.kind == "scroll"), None)


def _chosen(atoms: Atoms) -> float | None:
    return next((deed.t for deed in _deeds(atoms) if deed.chosen), None)


def _pointed(atoms: Atoms) -> float | None:
    return next((deed.pointed for deed in _deeds(atoms) if deed.pointed is not None), None)


def _unshown(atoms: Atoms) -> float | None:
    return next((deed.t for deed in _deeds(atoms) if deed.unshown), None)


def _undone(atoms: Atoms) -> float | None:
    return next((deed.undone for deed in _deeds(atoms) if deed.undone is not None), None)


def _last_done(atoms: Atoms) -> float | None:
    return next((deed.t for deed in reversed(_deeds(atoms))), None)


def _went_back(atoms: Atoms, *, page: bool) -> float | None:
    """When somebody went back, to a page seen before or otherwise."""
    back = next((atom for atom in reversed(atoms) if atom.deed and atom.leads_back), None)
    if not back or not back.deed:
        return None
    seen_before = back.deed.page and back.deed.back is not None
    return back.t if seen_before is page else None


def _wrong(atoms: Atoms) -> float | None:
    return next((said.start for said in _said(atoms) if said.wrong or said.denies), None)


def _waiting(atoms: Atoms) -> float | None:
    return next((said.start for said in _said(atoms) if said.waits), None)


def _naming(atoms: Atoms) -> float | None:
    """When the thing that something was done with is named most surely."""
    deeds = _deeds(atoms)
    found = [(names(said, deed), said.start) for said in _said(atoms) for deed in deeds]
    named, start = max(found, key=lambda pair: pair[0], default=(0.0, 0.0))
    return start if named > FAINT else None


def _telling(atoms: Atoms) -> float | None:
    told = max(_said(atoms), key=lambda said: said.call, default=None)
    return told.start if told and told.call > 0 else None


def _speaking(atoms: Atoms) -> float | None:
    """When the sentence was said that goes with what was done, or the first."""
    deeds, said = _deeds(atoms), _said(atoms)
    near = nearest(atoms, deeds[0]) if deeds else None
    return near.start if near else said[0].start if said else None


PAUSES = ("first_gap", "mistake_gap", "next_gap")
DONE = ("deed", "last_deed")
BACK = ("back", "returns", "returns_at_once", "returns_by_act", "returns_slowly", "told_back")

GROUNDS = (
    Ground("timeline.mark", (), _marked),
    *(
        Ground(f"screen.{kind}", (*DONE, f"deed_{kind}"), partial(_done, kind=kind))
        for kind in ("click", "press", "typing", "page", "scroll")
    ),
    Ground("speech.other", ("near", "near_learner"), _speaking),
    Ground("speech.instruction", ("call", "first_call"), _telling),
    Ground("speech.label", ("named", "named_after", "first_named", "mistake_named"), _naming),
    Ground(
        "speech.wrong",
        ("wrong", "wrong_helper", "denied", "refused", "mistake_told", "told_back"),
        _wrong,
    ),
    Ground("speech.waiting", ("waits_mistake",), _waiting),
    Ground("timeline.press", (*DONE, "shown", "shown_said"), _pointed),
    Ground("timeline.unshown", ("unshown_mistake",), _unshown),
    Ground("screen.scroll", ("scroll_to", "scroll_on"), _scrolled),
    Ground("screen.chosen", ("chosen",), _chosen),
    Ground("screen.returned", BACK, partial(_went_back, page=True)),
    Ground("screen.back", BACK, partial(_went_back, page=False)),
    Ground("screen.undone", ("undone_mistake",), _undone),
    Ground("screen.again", ("redone", "redone_told", "restored", "restored_told"), _last_done),
    Ground("turn", ("first_turn", "next_turn"), _begins),
    Ground("pause", PAUSES, _begins),
)
"""Every ground, those first that say what a piece is, the particular last. Weights are learnt: what
speaks for a piece today may speak against it tomorrow, and is told only where it speaks for it."""
