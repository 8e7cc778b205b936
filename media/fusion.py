"""Everything heard and done, in one row, cut into steps by dynamic programming.

The row of atoms (sentences, deeds, marks) is cut into pieces: a step, a mistake with its repair, or
one atom outside. Each piece has a score, a sum of log-odds-like weights; the cut with the largest
total is taken. It is the exact maximum of a semi-Markov segmentation (Sarawagi & Cohen 2004) whose
weights are fitted on sessions with a known truth and the same for all recordings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from media.cues import Said
from media.deeds import Deed
from media.likeness import likeness

Label = Literal["step", "mistake", "outside"]


@dataclass(frozen=True, slots=True)
class Atom:
    """One thing that happened. Exactly one of `said`, `deed`, `mark` is set.

    `repair`: the deed follows on words like "revenez en arrière"; `way_back`: what was pressed is
    called "Retour", say.
    """

    t: float
    end: float
    said: Said | None = None
    deed: Deed | None = None
    mark: str | None = None
    repair: bool = False
    way_back: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    label: Label
    atoms: tuple[Atom, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What each piece of evidence counts. Positive: for a step."""

    step: float = -1.6  # What a further step has to bring.
    deed: float = 1.56
    left_out: float = -0.518  # A deed that belongs to no step.
    silent: float = -0.06  # A step of which nobody speaks.
    second: float = -0.538  # A further deed that no words ask for,
    second_soon: float = 0.12  # less so right after the first, nothing being said in between,
    scroll_to: float = 1.935  # or where one scrolls to it,
    scroll_on: float = 3.78  # scrolls on,
    scroll_after: float = 0.0  # scrolls when it is done,
    second_shown: float = -1.512  # or where the helper points at its place as well.
    undone: float = -0.8  # What is done is taken back,
    undone_mistake: float = 1.6  # as a mistake is.
    shown: float = 1.26  # The helper pointed at the place,
    shown_said: float = 0.5  # saying this meanwhile.
    unshown: float = -0.5  # or not, though it does at most,
    unshown_mistake: float = 0.8  # as where one goes wrong.
    call: float = 0.9  # Per unit of how much a sentence sounds like an instruction.
    named: float = 2.8  # The sentence names what is pressed or filled in,
    named_after: float = 0.36  # or does so when it is done.
    near: float = 1.8  # The helper speaks just before the deed.
    near_learner: float = 0.4
    idle: float = -0.1  # A sentence that tells nothing, inside a step,
    idle_word: float = -0.12  # and for each of its words beyond six.
    idle_after: float = -0.24  # The same when the action is done,
    thing_after: float = -0.48  # or where it speaks of what is seen.
    silence: float = -0.15  # Per second beyond two between two sentences before the deed.
    late: float = -0.24  # Per second beyond ten between the instruction and the deed.
    off: float = -1.728
    asks: float = 0.04  # A question before the deed.
    aim: float = -0.4  # What one wants to do in all.
    comment: float = 0.42  # A sentence at once after the deed is done.
    waits: float = -0.36  # "Attendez, ça charge."
    agrees: float = 0.24  # "D'accord, c'est bon" after the deed.
    anew: float = -1.32  # A further instruction after the deed is done.
    unseen: float = -1.44  # An instruction that nothing follows, though the picture is there.
    unheard: float = 0.4  # The same where there is no picture.
    mistake: float = -0.52
    wrong: float = 1.8  # "Non, pas là", "revenez": in a mistake.
    wrong_step: float = -1.8  # The same in a step,
    wrong_outside: float = -1.2  # or left unexplained.
    leading: float = -0.7  # A step that begins with "oui, exactement": it ends the one before.
    back: float = 1.6  # The picture is again what it was before,
    returns: float = 3.387  # so is the way gone: "Retour" is pressed, or the page left is there.
    mistake_deed: float = 1.44  # What is done on the wrong way.
    repair: float = -0.571  # A deed that repairs, taken for a step.
    mark: float = 6.0


WEIGHTS = Weights()
MOST = 14  # Atoms in a piece.
LONGEST = 75.0  # Seconds of a piece.
PATIENCE = 10.0
SOON = 6.0
AFTER = 5.0  # Seconds after a deed in which one speaks of what came of it.
FEW_WORDS = 6
NAMED = 0.6  # From here on a sentence names a label,
FAINT = 0.4  # and up to here it does not.
PAUSE = 2.0
POINTS = 2.0  # Seconds from the words to the helper's pointer.
WRONG_DEEDS = 3  # The way there, perhaps further, and back.
LONG_WAY = 30.0  # Seconds of a wrong way that need no explanation.


def cut(
    atoms: Sequence[Atom],
    *,
    picture: bool,
    walls: Sequence[tuple[float, float]] = (),
    weights: Weights = WEIGHTS,
) -> list[Piece]:
    """The best cut of the row. No piece reaches across a wall (a span off the record)."""
    best: list[tuple[float, int, Piece | None]] = [(0.0, 0, None)]
    for stop in range(1, len(atoms) + 1):
        choices = []
        for start in range(stop - 1, max(-1, stop - 1 - MOST), -1):
            group = tuple(atoms[start:stop])
            if start < stop - 1 and not _may_hold(group, walls):
                break
            for piece in _pieces(group, picture=picture, weights=weights):
                choices.append((best[start][0] + piece.score, start, piece))
        best.append(max(choices, key=lambda choice: choice[0]))
    pieces, place = [], len(atoms)
    while place:
        _total, place, piece = best[place]
        assert piece
        pieces.append(piece)
    return pieces[::-1]


def _may_hold(group: tuple[Atom, ...], walls: Sequence[tuple[float, float]]) -> bool:
    first, last = group[0], group[-1]
    if last.t - first.t > LONGEST:
        return False
    return not any(first.t < end and start < last.end for start, end in walls)


def _pieces(group: tuple[Atom, ...], *, picture: bool, weights: Weights) -> list[Piece]:
    found = [Piece("step", group, score_step(group, weights, picture=picture))]
    if len(group) == 1:
        found.append(Piece("outside", group, score_outside(group[0], weights)))
    astray = any(
        (atom.said and atom.said.wrong) or (atom.deed and (atom.deed.undone or atom.deed.unshown))
        for atom in group
    )
    if astray or _returns(group):
        found.append(Piece("mistake", group, score_mistake(group, weights, picture=picture)))
    return found


def score_outside(atom: Atom, weights: Weights) -> float:
    """What it costs to leave the atom out."""
    if atom.mark is not None:
        return -weights.mark
    if atom.deed:
        return weights.left_out * atom.deed.weight
    assert atom.said
    wrong = weights.wrong_outside if atom.said.wrong else 0.0
    return wrong - 0.3 * max(0.0, atom.said.call - atom.said.off)


def score_step(group: tuple[Atom, ...], weights: Weights, *, picture: bool) -> float:
    """How much the group looks like one action with its instruction and its effect."""
    if any(atom.mark is not None for atom in group[1:]):
        return float("-inf")
    deeds = [atom.deed for atom in group if atom.deed]
    score = weights.step + (weights.mark if group[0].mark is not None else 0.0)
    first = deeds[0] if deeds else None
    near = _nearest(group, first)
    labels = [deed.label for deed in deeds if deed.label]
    for said in (atom.said for atom in group if atom.said):
        score += _sentence(said, first, labels, weights, near=said is near)
        shown = first and first.pointed
        if shown is not None and said.start <= shown <= said.end + POINTS:
            score += weights.shown_said
    opener = group[0].said
    if opener and opener.agrees and opener.call < 1.0:
        score += weights.leading
    if first is None:
        score += weights.unseen if picture else weights.unheard
        return score + _extra_calls(group, None, labels, weights)
    score += weights.deed * min(first.weight, 1.5)
    score += weights.repair * any(atom.repair for atom in group)
    score += weights.undone * any(deed.undone is not None for deed in deeds)
    score += weights.shown * (first.pointed is not None) + weights.unshown * first.unshown
    score += weights.silent * (near is None)
    called = next((a for a in group if a.said and a.said.call > 0 and a.t <= first.t + 1), None)
    waited = first.t - (called.t if called else group[0].t)
    score += weights.late * max(0.0, waited - PATIENCE)
    score += weights.silence * _silence(group, first)
    return score + _further(group, weights) + _extra_calls(group, first, labels, weights)


def _silence(group: tuple[Atom, ...], first: Deed) -> float:
    """Seconds without a word, beyond short pauses, between the sentences that lead to the deed."""
    before = [atom for atom in group if atom.said and atom.t <= first.t]
    gaps = [two.t - one.end for one, two in pairwise(before)]
    return sum(max(0.0, gap - PAUSE) for gap in gaps)


def _nearest(group: tuple[Atom, ...], deed: Deed | None) -> Said | None:
    """The sentence that goes with the deed: shortly before it, rather the helper's."""
    if deed is None:
        return None
    near = [
        atom.said
        for atom in group
        if atom.said
        and atom.said.off <= 0
        and not atom.said.wrong
        and deed.t - SOON <= atom.said.end
        and _before(atom.said, deed)
    ]
    return max(near, key=lambda s: (s.speaker != "learner", s.call, s.start), default=None)


def _before(said: Said, deed: Deed) -> bool:
    """Whether the sentence leads to the deed; one may do it while the helper still speaks."""
    return said.start <= deed.t + (0.5 if said.speaker == "learner" else 0.7)


def _sentence(
    said: Said, deed: Deed | None, labels: Sequence[str], weights: Weights, *, near: bool
) -> float:
    """What a sentence brings to the step that holds it."""
    score = weights.off * said.off + weights.waits * said.waits
    if said.wrong:
        score += weights.wrong_step
    if deed is None:
        idle = weights.idle + weights.idle_word * max(0, said.length - FEW_WORDS)
        return score + (weights.call * said.call if said.call > 0.5 else idle)
    named = max((likeness(said.text, label) for label in labels), default=0.0)
    if near:
        score += weights.near_learner if said.speaker == "learner" else weights.near
    if _before(said, deed):
        return score + _leading(said, named, weights, near=near)
    return score + _following(said, named, deed, weights)


def _leading(said: Said, named: float, weights: Weights, *, near: bool) -> float:
    """What a sentence brings that is said before the deed."""
    score = weights.named * max(0.0, (named - FAINT) / (1 - FAINT))
    score += weights.aim * said.aim
    if said.call > 0:
        return score + weights.call * min(said.call, 2.5)
    if said.asks:
        return score + weights.asks
    if near or named > NAMED:
        return score
    return score + weights.idle + weights.idle_word * max(0, said.length - FEW_WORDS)


def _following(said: Said, named: float, deed: Deed, weights: Weights) -> float:
    """What a sentence brings that is said when the deed is done, or being done."""
    score = weights.named_after * named
    if said.start < deed.end:
        # What is said while one types or scrolls goes with it.
        return score
    score += weights.comment * max(0.0, 1 - (said.start - deed.end) / AFTER)
    if said.agrees and said.start < deed.end + AFTER:
        return score + weights.agrees
    return score + (weights.thing_after if said.call > 0 else weights.idle_after)


def _further(group: tuple[Atom, ...], weights: Weights) -> float:
    """What further deeds cost; those that the words ask for, and scrolling to a place, do not."""
    first_said = next((atom.said for atom in group if atom.said), None)
    asked = sum(act.ordered for act in first_said.acts) if first_said else 0
    deeds = [place for place, atom in enumerate(group) if atom.deed]
    score, granted = 0.0, max(0, asked - 1)
    for one, two in pairwise(deeds):
        before, deed = group[one].deed, group[two].deed
        assert before
        assert deed
        soon = deed.t - before.end < SOON
        cost = weights.second
        if granted and soon:
            granted -= 1
            cost = 1.0
        elif deed.pointed is not None and before.pointed is not None:
            cost = weights.second_shown
        elif before.kind == "scroll":
            cost += weights.scroll_on if deed.kind == "scroll" else weights.scroll_to
        elif deed.kind == "scroll":
            cost += weights.scroll_after
        elif soon and two == one + 1:
            cost += weights.second_soon
        score += cost * min(1.0, deed.weight)
    return score


def _extra_calls(
    group: tuple[Atom, ...], deed: Deed | None, labels: Sequence[str], weights: Weights
) -> float:
    """The cost of instructions that ask for something new."""
    calls = [atom.said for atom in group if atom.said and atom.said.call >= 1.0]
    if deed is None:
        return weights.anew * max(0, len(calls) - 1)
    after = [
        said
        for said in calls
        if said.start > deed.t + 1.0
        and max((likeness(said.text, label) for label in labels), default=0.0) < NAMED
    ]
    before = [said for said in calls if said.start <= deed.t + 1.0]
    apart = sum(1 for one, two in pairwise(before) if two.start - one.end > SOON)
    return weights.anew * (len(after) + apart)


def _returns(group: tuple[Atom, ...]) -> bool:
    """Whether somebody goes a way and comes back from it, with or without a word."""
    deeds = [atom for atom in group if atom.deed]
    if not 2 <= len(deeds) <= WRONG_DEEDS or group[-1] is not deeds[-1]:
        return False
    first, last = deeds[0].deed, deeds[-1].deed
    assert first
    assert last
    # The page that the first deed left is the one that the last comes back to.
    left = first.end if first.page else first.t if first.effect is None else first.effect
    again = last.page and last.back is not None and last.back <= left + 0.5
    return deeds[-1].way_back or again


def score_mistake(group: tuple[Atom, ...], weights: Weights, *, picture: bool) -> float:
    """How much the group looks like a wrong action, its correction and the way back."""
    deeds = [atom.deed for atom in group if atom.deed]
    wrong = [atom.said for atom in group if atom.said and atom.said.wrong]
    if any(atom.mark is not None for atom in group) or (picture and not deeds):
        return float("-inf")
    noticed = wrong[0].start if wrong else deeds[-1].t
    if deeds and deeds[0].t > noticed:
        return float("-inf")
    if group[-1].said and not group[-1].said.wrong:
        return float("-inf")
    if picture and len(deeds) == 1 and deeds[0].kind == "typing":
        # "Non, je me suis trompé, j'efface" goes with what one types.
        return float("-inf")
    score = weights.mistake + weights.wrong * min(3, len(wrong))
    score += sum(weights.mistake_deed * min(1.0, deed.weight) for deed in deeds[:WRONG_DEEDS])
    score += weights.back * any(d.back is not None and d.t > noticed for d in deeds)
    score += weights.returns * _returns(group)
    score += weights.undone_mistake * any(deed.undone is not None for deed in deeds)
    score += weights.unshown_mistake * any(deed.unshown for deed in deeds)
    near = _nearest(group, deeds[0] if deeds else None)
    for said in (atom.said for atom in group if atom.said):
        score += weights.off * said.off
        if said.start < noticed and said is not near:
            score += weights.idle
        if not said.wrong and said.call >= 1.0 and said.start > noticed:
            score += weights.anew
    return score + weights.late * max(0.0, group[-1].end - group[0].t - LONG_WAY)
