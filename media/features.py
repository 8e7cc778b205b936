"""What speaks for and against a piece of the row being a step, a mistake or outside, as numbers.

A piece's score is the sum of its features, each times its weight (`data/fusion.json`). Adding a
feature here and fitting again (`python -m bench.fit`) is all that new evidence takes.
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
Features = dict[str, float]

PATIENCE = 10.0
SOON = 6.0
AFTER = 5.0  # Seconds after a deed in which one speaks of what came of it.
FEW_WORDS = 6
NAMED = 0.6  # From here on a sentence names a label,
FAINT = 0.4  # and up to here it does not.
PAUSE = 2.0
POINTS = 2.0  # Seconds from the words to the helper's pointer.
REST = 5.0  # Seconds; a longer pause tells no more.
BESIDE = 0.6  # From here on a sentence is beside the matter.
WRONG_DEEDS = 3  # The way there, perhaps further, and back.
ROUND, ANEW = 16, 90.0  # Atoms and seconds in which what is done again is done anew.
LONG_WAY = 30.0  # Seconds of a wrong way that need no explanation.


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


class _Sum(dict[str, float]):
    """Features that are added up by name."""

    def add(self, name: str, value: float = 1.0) -> None:
        if value:
            self[name] = self.get(name, 0.0) + value


@dataclass(frozen=True, slots=True)
class Row:
    """All atoms in order of time. `picture`: whether deeds can be seen at all."""

    atoms: Sequence[Atom]
    picture: bool

    def gap(self, place: int) -> float:
        """Seconds of silence and rest before the atom at the place, up to `REST`."""
        if not 0 < place < len(self.atoms):
            return REST
        return min(REST, max(0.0, self.atoms[place].t - self.atoms[place - 1].end))

    def beside(self, place: int) -> bool:
        """Whether the sentences around are beside the matter."""
        near = (self.atoms[n].said for n in (place - 1, place + 1) if 0 <= n < len(self.atoms))
        return any(said is not None and said.off > BESIDE for said in near)


def features(row: Row, start: int, stop: int, label: Label) -> Features | None:
    """The features of these atoms as such a piece; None where they cannot be one."""
    if label == "outside":
        return _outside(row, start) if stop == start + 1 else None
    found = _step(row, start, stop) if label == "step" else _mistake(row, start, stop)
    if found is not None:
        _edges(found, row, start, stop, label)
    return found


def _outside(row: Row, place: int) -> _Sum:
    """What it costs to leave the atom out."""
    found = _Sum()
    atom = row.atoms[place]
    if atom.mark is not None:
        found.add("mark", -1.0)
    elif atom.deed:
        found.add(f"out_{atom.deed.kind}", atom.deed.weight)
        found.add("out_pointed", atom.deed.pointed is not None)
        found.add("out_unnamed", not atom.deed.label)
    elif atom.said:
        said = atom.said
        found.add("out_said")
        found.add("out_word", min(20, said.length))
        found.add("out_wrong", said.wrong)
        found.add("out_call", max(0.0, said.call))
        found.add("out_off", min(2.0, said.off))
        found.add("out_agrees", said.agrees)
        found.add("out_beside", row.beside(place))
        found.add("out_asks", said.asks)
        done = [n for n, other in enumerate(row.atoms) if other.deed]
        if done:
            found.add("out_prelude", place < done[0])
            found.add("out_coda", place > done[-1])
        before = row.atoms[place - 1] if place else None
        found.add("out_after_deed", bool(before and before.deed))
        after = row.atoms[place + 1] if place + 1 < len(row.atoms) else None
        found.add("out_before_deed", bool(after and after.deed))
        found.add("out_gap", row.gap(place))
    return found


def _edges(found: _Sum, row: Row, start: int, stop: int, kind: Label) -> None:
    """How the piece begins and ends: after a pause, with whose words, before what comes next."""
    first, last = row.atoms[start], row.atoms[stop - 1]
    if kind == "mistake":
        found.add("mistake_gap", row.gap(start))
        return
    found.add("first_gap", row.gap(start))
    found.add("next_gap", row.gap(stop))
    before = row.atoms[start - 1] if start else None
    found.add("first_after_deed", bool(before and before.deed))
    found.add(f"first_{first.deed.kind}" if first.deed else "first_said")
    found.add("last_deed", bool(last.deed))
    if first.said:
        said = first.said
        found.add("first_call", min(2.5, max(0.0, said.call)))
        found.add("first_asks", said.asks)
        found.add("first_agrees", said.agrees)
        found.add("first_word", said.length < 3)
        found.add("first_learner", said.speaker == "learner")
        found.add("first_off", said.off > BESIDE)
        found.add("first_late", before is not None and first.t < before.end)
        if before and before.deed:
            found.add("first_soon", max(0.0, 1 - max(0.0, first.t - before.end) / PATIENCE * 3))
        label = next((atom.deed.label for atom in row.atoms[start:stop] if atom.deed), None)
        if label:
            found.add("first_named", max(0.0, (likeness(said.text, label) - FAINT) / (1 - FAINT)))
    after = row.atoms[stop].said if stop < len(row.atoms) else None
    if after:
        found.add("next_call", min(2.5, max(0.0, after.call)))
        found.add("next_agrees", after.agrees)
        found.add("next_word", after.length < 3)
        found.add("next_off", after.off > BESIDE)
    found.add("next_deed", stop < len(row.atoms) and row.atoms[stop].deed is not None)


def _step(row: Row, start: int, stop: int) -> _Sum | None:
    """How much the group looks like one action with its instruction and its effect."""
    group = row.atoms[start:stop]
    if any(atom.mark is not None for atom in group[1:]):
        return None
    found = _Sum()
    deeds = [atom.deed for atom in group if atom.deed]
    found.add("step")
    found.add("mark", group[0].mark is not None)
    first = deeds[0] if deeds else None
    near = _nearest(group, first)
    labels = [deed.label for deed in deeds if deed.label]
    for said in (atom.said for atom in group if atom.said):
        _sentence(found, said, first, labels, near=said is near)
        shown = first and first.pointed
        found.add("shown_said", shown is not None and said.start <= shown <= said.end + POINTS)
    opener = group[0].said
    found.add("leading", bool(opener and opener.agrees and opener.call < 1.0))
    _extra_calls(found, group, first, labels)
    if first is None:
        found.add("unseen" if row.picture else "unheard")
        return found
    found.add("deed", min(first.weight, 1.5))
    found.add(f"deed_{first.kind}")
    found.add("deed_pages", max(0, sum(deed.page for deed in deeds) - 1))
    lead = first.t - group[0].t
    found.add("lead_none", lead < 0.5)
    found.add("lead_short", 0.5 <= lead < 2.0)
    found.add("lead_long", max(0.0, lead - 6.0) / 4)
    words = sum(atom.said.length for atom in group if atom.said and atom.t <= first.t)
    found.add("lead_words", max(0, words - 15) / 10)
    found.add("sentences", sum(bool(atom.said) for atom in group))
    ends = max(deed.end for deed in deeds)
    found.add("after_time", max(0.0, group[-1].t - ends) / 4)
    found.add(
        "after_gap",
        max(
            (two.t - one.end for one, two in pairwise(group) if two.said and two.t >= first.end),
            default=0.0,
        ),
    )
    found.add("repair", any(atom.repair for atom in group))
    found.add("denies", any(atom.said and atom.said.denies for atom in group))
    found.add("returns_step", _returns(group))
    found.add("redone_step", len(deeds) > 1 and _redone(row, start, stop))
    found.add("back_step", first.back is not None)
    silent = not any(atom.said for atom in group)
    found.add(f"silent_{first.kind}", silent)
    found.add("only_scroll", all(deed.kind == "scroll" for deed in deeds))
    found.add("undone", any(deed.undone is not None for deed in deeds))
    found.add("shown", first.pointed is not None)
    found.add("unshown", first.unshown)
    found.add("silent", near is None)
    called = next((a for a in group if a.said and a.said.call > 0 and a.t <= first.t + 1), None)
    waited = first.t - (called.t if called else group[0].t)
    found.add("late", max(0.0, waited - PATIENCE))
    found.add("silence", _silence(group, first))
    _further(found, group)
    return found


def _silence(group: Sequence[Atom], first: Deed) -> float:
    """Seconds without a word, beyond short pauses, between the sentences that lead to the deed."""
    before = [atom for atom in group if atom.said and atom.t <= first.t]
    gaps = [two.t - one.end for one, two in pairwise(before)]
    return sum(max(0.0, gap - PAUSE) for gap in gaps)


def _nearest(group: Sequence[Atom], deed: Deed | None) -> Said | None:
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
    found: _Sum, said: Said, deed: Deed | None, labels: Sequence[str], *, near: bool
) -> None:
    """What a sentence brings to the step that holds it."""
    found.add("off", said.off)
    found.add("waits", said.waits)
    found.add("wrong_step", said.wrong)
    if deed is None:
        if said.call > 0.5:
            found.add("call", said.call)
        else:
            _idle(found, said)
        return
    named = max((likeness(said.text, label) for label in labels), default=0.0)
    if near:
        found.add("near_learner" if said.speaker == "learner" else "near")
    if _before(said, deed):
        _leading(found, said, named, near=near)
    else:
        _following(found, said, named, deed)


def _idle(found: _Sum, said: Said) -> None:
    found.add("idle")
    found.add("idle_word", max(0, said.length - FEW_WORDS))


def _leading(found: _Sum, said: Said, named: float, *, near: bool) -> None:
    """What a sentence brings that is said before the deed."""
    found.add("named", max(0.0, (named - FAINT) / (1 - FAINT)))
    found.add("aim", said.aim)
    if said.call > 0:
        found.add("call", min(said.call, 2.5))
    elif said.asks:
        found.add("asks")
    elif not near and named <= NAMED:
        _idle(found, said)


def _following(found: _Sum, said: Said, named: float, deed: Deed) -> None:
    """What a sentence brings that is said when the deed is done, or being done."""
    found.add("named_after", named)
    if said.start < deed.end:
        # What is said while one types or scrolls goes with it.
        return
    found.add("comment", max(0.0, 1 - (said.start - deed.end) / AFTER))
    if said.agrees and said.start < deed.end + AFTER:
        found.add("agrees")
    else:
        found.add("thing_after" if said.call > 0 else "idle_after")


def _further(found: _Sum, group: Sequence[Atom]) -> None:
    """What further deeds cost; those that the words ask for, and scrolling to a place, do not."""
    first_said = next((atom.said for atom in group if atom.said), None)
    asked = sum(act.ordered for act in first_said.acts) if first_said else 0
    deeds = [place for place, atom in enumerate(group) if atom.deed]
    granted = max(0, asked - 1)
    for one, two in pairwise(deeds):
        before, deed = group[one].deed, group[two].deed
        assert before
        assert deed
        soon, weight = deed.t - before.end < SOON, min(1.0, deed.weight)
        if granted and soon:
            granted -= 1
            found.add("asked_too", weight)
        elif deed.pointed is not None and before.pointed is not None:
            found.add("second_shown", weight)
        else:
            found.add("second", weight)
            if before.kind == "scroll":
                found.add("scroll_on" if deed.kind == "scroll" else "scroll_to", weight)
            elif deed.kind == "scroll":
                found.add("scroll_after", weight)
            elif soon and two == one + 1:
                found.add("second_soon", weight)


def _extra_calls(
    found: _Sum, group: Sequence[Atom], deed: Deed | None, labels: Sequence[str]
) -> None:
    """The instructions that ask for something new."""
    calls = [atom.said for atom in group if atom.said and atom.said.call >= 1.0]
    if deed is None:
        found.add("anew", max(0, len(calls) - 1))
        return
    after = [
        said
        for said in calls
        if said.start > deed.t + 1.0
        and max((likeness(said.text, label) for label in labels), default=0.0) < NAMED
    ]
    before = [said for said in calls if said.start <= deed.t + 1.0]
    apart = sum(1 for one, two in pairwise(before) if two.start - one.end > SOON)
    found.add("anew", len(after) + apart)


def _returns(group: Sequence[Atom]) -> bool:
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


def _redone(row: Row, start: int, stop: int) -> bool:
    """Whether the last thing done was done before, so that it is done anew."""
    last = row.atoms[stop - 1].deed
    if not last or not last.label:
        return False
    before = (atom.deed for atom in row.atoms[max(0, start - ROUND) : stop - 1] if atom.deed)
    return any(deed.label == last.label and last.t - deed.t < ANEW for deed in before)


def _astray(row: Row, start: int, stop: int) -> bool:
    """Whether anything tells that somebody may have gone wrong here."""
    group = row.atoms[start:stop]
    return (
        any(atom.said and (atom.said.wrong or atom.said.denies) for atom in group)
        or any(atom.deed and (atom.deed.undone or atom.deed.unshown) for atom in group)
        or _returns(group)
        or _redone(row, start, stop)
    )


def _mistake(row: Row, start: int, stop: int) -> _Sum | None:
    """How much the group looks like a wrong action, its correction and the way back."""
    group, picture = row.atoms[start:stop], row.picture
    deeds = [atom.deed for atom in group if atom.deed]
    wrong = [atom.said for atom in group if atom.said and atom.said.wrong]
    if any(atom.mark is not None for atom in group) or (picture and not deeds):
        return None
    if not _astray(row, start, stop):
        return None
    denied = [atom.said for atom in group if atom.said and atom.said.denies]
    told = wrong or denied
    noticed = told[0].start if told else deeds[-1].t
    if deeds and deeds[0].t > noticed:
        return None
    if group[-1].said and not (group[-1].said.wrong or group[-1].said.denies):
        return None
    if picture and len(deeds) == 1 and deeds[0].kind == "typing":
        # "Non, je me suis trompé, j'efface" goes with what one types.
        return None
    found = _Sum()
    found.add("mistake")
    found.add("wrong", min(3, len(wrong)))
    found.add("mistake_deed", sum(min(1.0, deed.weight) for deed in deeds[:WRONG_DEEDS]))
    found.add("back", any(d.back is not None and d.t > noticed for d in deeds))
    back = _returns(group)
    found.add("returns", back)
    found.add("returns_at_once", back and len(deeds) == 2 and deeds[0].page)
    found.add("returns_slowly", back and max(0.0, deeds[-1].t - deeds[0].t - SOON) / SOON)
    found.add("denied", min(2, len(denied)))
    found.add("redone", _redone(row, start, stop))
    found.add("redone_told", bool(told) and _redone(row, start, stop))
    found.add("waits_mistake", any(atom.said and atom.said.waits for atom in group))
    found.add("mistake_deeds", max(0, len(deeds) - 2))
    found.add("mistake_told", bool(told))
    found.add("undone_mistake", any(deed.undone is not None for deed in deeds))
    found.add("unshown_mistake", any(deed.unshown for deed in deeds))
    near = _nearest(group, deeds[0] if deeds else None)
    for said in (atom.said for atom in group if atom.said):
        found.add("off", said.off)
        found.add("idle", said.start < noticed and said is not near)
        found.add("anew", not said.wrong and said.call >= 1.0 and said.start > noticed)
    found.add("late", max(0.0, group[-1].end - group[0].t - LONG_WAY))
    return found
