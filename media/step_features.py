"""What speaks for a piece being a step: one action with its instruction and its effect."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from media.cues import Said
from media.deeds import Deed
from media.mistake_features import redone, restored, returns
from media.row import SOON, Atom, Role, Row, Sum, leads_to, named_before, names, nearest

PATIENCE = 10.0  # Seconds that one waits for what was asked.
AFTER = 5.0  # Seconds after a deed in which one speaks of what came of it.
FEW_WORDS = 6
NAMED = 0.6  # From here on a sentence names a label,
FAINT = 0.4  # and up to here it does not.
PAUSE = 2.0
POINTS = 2.0  # Seconds from the words to the helper's pointer.
ANNOUNCED = 5.0  # Seconds from a mark to what it announces.


def step_features(row: Row, start: int, stop: int) -> Sum | None:
    """How much the group looks like one action with its instruction and its effect."""
    group = row.atoms[start:stop]
    if any(atom.mark is not None for atom in group[1:]):
        return None
    found = Sum()
    deeds = [atom.deed for atom in group if atom.deed]
    found.add("step")
    found.add("bare_mark", _bare_mark(row, start, stop))
    first = deeds[0] if deeds else None
    near = nearest(group, first)
    for said in (atom.said for atom in group if atom.said):
        _sentence(found, said, first, deeds, near=said is near)
        shown = first and first.pointed
        found.add("shown_said", shown is not None and said.start <= shown <= said.end + POINTS)
    for number, atom in enumerate(group):
        inside: Role = "leads" if first is None or atom.t <= first.t else "follows"
        role: Role = "does" if atom.deed else inside if number else "opens"
        found.add(f"role_{role}", atom.roles.get(role, 0.0))
    opener = group[0].said
    found.add("leading", bool(opener and opener.agrees and opener.call < 1.0))
    _extra_calls(found, group, first, deeds)
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
    found.add("returns_step", returns(group))
    found.add("redone_step", len(deeds) > 1 and redone(row, start, stop))
    found.add("back_step", first.back is not None)
    own, later = named_before(row, start, stop)
    found.add("meant_other", max(0.0, later - own))
    doing = next(atom for atom in group if atom.deed)
    returned = doing.way_back or first.back is not None
    found.add("led_back", doing.repair and returned)
    found.add("way_back_step", doing.way_back and first.page)
    found.add("restores", len(deeds) > 1 and restored(row, start, stop))
    silent = not any(atom.said for atom in group)
    found.add(f"silent_{first.kind}", silent)
    found.add("only_scroll", all(deed.kind == "scroll" for deed in deeds))
    found.add("undone", any(deed.undone is not None for deed in deeds))
    found.add("chosen_alone", first.chosen)
    found.add("shown", first.pointed is not None)
    found.add("unshown", all(deed.unshown for deed in deeds))
    found.add("silent", near is None)
    called = next((a for a in group if a.said and a.said.call > 0 and a.t <= first.t + 1), None)
    waited = first.t - (called.t if called else group[0].t)
    found.add("late", max(0.0, waited - PATIENCE))
    found.add("silence", _silence(group, first))
    _further(found, group)
    return found


def _bare_mark(row: Row, start: int, stop: int) -> bool:
    """Whether the group is a mark alone, though what it announces follows soon."""
    mark, following = row.atoms[start], row.atoms[stop : stop + 1]
    if mark.mark is None or stop > start + 1:
        return False
    return any(atom.mark is None and atom.t - mark.t < ANNOUNCED for atom in following)


def _silence(group: Sequence[Atom], first: Deed) -> float:
    """Seconds without a word, beyond short pauses, between the sentences that lead to the deed."""
    before = [atom for atom in group if atom.said and atom.t <= first.t]
    gaps = [two.t - one.end for one, two in pairwise(before)]
    return sum(max(0.0, gap - PAUSE) for gap in gaps)


def _sentence(
    found: Sum, said: Said, deed: Deed | None, deeds: Sequence[Deed], *, near: bool
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
    named = max((names(said, each) for each in deeds), default=0.0)
    if near:
        found.add("near_learner" if said.speaker == "learner" else "near")
    if leads_to(said, deed):
        _leading(found, said, named, near=near)
    else:
        _following(found, said, named, deed)


def _idle(found: Sum, said: Said) -> None:
    found.add("idle")
    found.add("idle_word", max(0, said.length - FEW_WORDS))


def _leading(found: Sum, said: Said, named: float, *, near: bool) -> None:
    """What a sentence brings that is said before the deed."""
    found.add("named", max(0.0, (named - FAINT) / (1 - FAINT)))
    found.add("aim", said.aim)
    if said.call > 0:
        found.add("call", min(said.call, 2.5))
    elif said.asks:
        found.add("asks")
    elif not near and named <= NAMED:
        _idle(found, said)


def _following(found: Sum, said: Said, named: float, deed: Deed) -> None:
    """What a sentence brings that is said when the deed is done, or being done."""
    found.add("named_after", named)
    if said.start < deed.end:
        # What is said while one types or scrolls goes with it.
        return
    found.add("comment", max(0.0, 1 - (said.start - deed.end) / AFTER))
    if said.agrees and said.start < deed.end + AFTER:
        found.add("agrees")
        found.add("agrees_helper", said.speaker == "helper")
    else:
        found.add("thing_after" if said.call > 0 else "idle_after")


def _further(found: Sum, group: Sequence[Atom]) -> None:
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
        if deed.chosen:
            found.add("chosen", weight)
        elif granted and soon:
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
    found: Sum, group: Sequence[Atom], deed: Deed | None, deeds: Sequence[Deed]
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
        and max((names(said, each) for each in deeds), default=0.0) < NAMED
    ]
    before = [said for said in calls if said.start <= deed.t + 1.0]
    apart = sum(1 for one, two in pairwise(before) if two.start - one.end > SOON)
    found.add("anew", len(after) + apart)
