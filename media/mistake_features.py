"""What speaks for a piece being a mistake: a wrong action, its correction and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from media.rounds import ANEW, LATER, left_at
from media.row import SOON, Atom, Role, Row, Sum, named_before

WRONG_DEEDS = 3  # The way there, perhaps further, and back.
ROUND = 16  # Atoms in which what is done again is done anew.
ASTRAY, SURELY_NOT = -0.9, -9.0  # Logarithms of the share of a role: two in five, and none.
LONG_WAY = 30.0  # Seconds of a wrong way that need no explanation.


def returns(group: Sequence[Atom]) -> bool:
    """Whether somebody goes a way and comes back from it, with or without a word."""
    deeds = [atom for atom in group if atom.deed and atom.deed.kind != "scroll"]
    if not 2 <= len(deeds) <= WRONG_DEEDS or group[-1] is not deeds[-1]:
        return False
    first, last = deeds[0].deed, deeds[-1].deed
    assert first
    assert last
    # The page that the first deed left is the one that the last comes back to.
    again = last.page and last.back is not None and last.back <= left_at(first) + LATER
    return deeds[-1].way_back or again


def redone(row: Row, start: int, stop: int) -> bool:
    """Whether the last thing done was done before, so that it is done anew."""
    last = row.atoms[stop - 1].deed
    if not last or not last.label:
        return False
    before = (atom.deed for atom in row.atoms[max(0, start - ROUND) : stop - 1] if atom.deed)
    return any(deed.label == last.label and last.t - deed.t < ANEW for deed in before)


def restored(row: Row, start: int, stop: int) -> bool:
    """Whether the last thing done is what was done right before the group: one is where one was."""
    last = row.atoms[stop - 1].deed
    before = next((atom.deed for atom in reversed(row.atoms[:start]) if atom.deed), None)
    return bool(last and before and last.label and last.label == before.label)


def told_back(row: Row, start: int, stop: int) -> bool:
    """Whether the group ends with going back, after words that it was wrong."""
    group = row.atoms[start:stop]
    told = any(atom.said and (atom.said.wrong or atom.said.denies) for atom in group)
    return told and group[-1].leads_back


def sounds_astray(atom: Atom) -> bool:
    """Whether a sentence is rather one of a wrong way than anything else."""
    return atom.said is not None and atom.roles.get("astray", SURELY_NOT) >= ASTRAY


def _astray(row: Row, start: int, stop: int) -> bool:
    """Whether anything tells that somebody may have gone wrong here."""
    group = row.atoms[start:stop]
    first = next((n for n, atom in enumerate(group) if atom.deed), len(group))
    return (
        any(map(sounds_astray, group[first:]))
        or any(atom.said and (atom.said.wrong or atom.said.denies) for atom in group)
        or any(atom.deed and (atom.deed.undone or atom.deed.unshown) for atom in group)
        or returns(group)
        or redone(row, start, stop)
    )


def mistake_features(row: Row, start: int, stop: int) -> Sum | None:
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
    astray = sounds_astray(group[-1])
    if group[-1].said and not (group[-1].said.wrong or group[-1].said.denies or astray):
        return None
    if picture and len(deeds) == 1 and deeds[0].kind == "typing" and not astray:
        # "Non, je me suis trompé, j'efface" goes with what one types; the wrong field is told of.
        return None
    if picture and all(deed.kind == "scroll" for deed in deeds):
        # Looking further down a page is no wrong way.
        return None
    found = Sum()
    found.add("mistake")
    found.add("mistake_unaided", not row.pointed)
    found.add("mistake_gap", row.gap(start))
    found.add("wrong", min(3, len(wrong)))
    found.add("wrong_helper", any(said.speaker == "helper" for said in wrong))
    found.add("mistake_deed", sum(min(1.0, deed.weight) for deed in deeds[:WRONG_DEEDS]))
    found.add("back", any(d.back is not None and d.t > noticed for d in deeds))
    back = returns(group)
    found.add("returns", back)
    found.add("returns_at_once", back and len(deeds) == 2 and deeds[0].page)
    found.add("returns_by_act", back and group[-1].completes and not group[-1].way_back)
    found.add("returns_slowly", back and max(0.0, deeds[-1].t - deeds[0].t - SOON) / SOON)
    found.add("denied", min(2, len(denied)))
    found.add("refused", any(said.denies for said in wrong))
    own, later = named_before(row, start, stop)
    found.add("mistake_named", own)
    found.add("mistake_meant", max(0.0, later - own))
    found.add("redone", redone(row, start, stop))
    found.add("redone_told", bool(told) and redone(row, start, stop))
    again = len(deeds) > 1 and restored(row, start, stop)
    found.add("restored", again)
    found.add("restored_told", again and bool(told))
    found.add("told_back", len(deeds) > 1 and told_back(row, start, stop))
    found.add("waits_mistake", any(atom.said and atom.said.waits for atom in group))
    found.add("mistake_deeds", max(0, sum(deed.kind != "scroll" for deed in deeds) - 2))
    found.add("mistake_told", bool(told))
    found.add("undone_mistake", any(deed.undone is not None for deed in deeds))
    presses = [deed for deed in deeds if deed.kind == "click"]
    found.add("unshown_mistake", bool(presses) and all(deed.unshown for deed in presses))
    found.add("shown_mistake", any(deed.pointed is not None for deed in deeds))
    found.add("mistake_said", sum(bool(atom.said) for atom in group))
    for number, atom in enumerate(group):
        role: Role = "strays" if atom.deed else "astray" if number else "errs"
        found.add(f"role_{role}", atom.roles.get(role, 0.0))
    for said in (atom.said for atom in group if atom.said):
        found.add("off", said.off)
        found.add("anew", not said.wrong and said.call >= 1.0 and said.start > noticed)
    found.add("late", max(0.0, group[-1].end - group[0].t - LONG_WAY))
    return found
