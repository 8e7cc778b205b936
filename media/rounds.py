"""Ways that lead back to where one was: a page left and seen again, a thing pressed once more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from media.deeds import Deed
from media.row import Row

Kind = Literal["page", "label"]

ANEW = 90.0
"""Seconds in which what is done again is done anew."""

MANY = 8
"""Deeds; what lies further apart is no round."""

EARLIER, LATER = 2.5, 0.5
"""Seconds before and after it was left, at which a page may have been seen for the last time."""


@dataclass(frozen=True, slots=True)
class Round:
    """From the atom at `first`, with which one sets out, to the one at `last`, with which one is
    back; `between`: the deeds after the first and before the last."""

    kind: Kind
    first: int
    last: int
    between: int


def rounds(row: Row) -> list[Round]:
    """All of them, in order of their ends; of those with one end and kind the shortest."""
    done = [n for n, atom in enumerate(row.atoms) if atom.deed and atom.deed.kind != "scroll"]
    found = []
    for end, last in enumerate(done):
        near = range(end - 1, max(-1, end - 1 - MANY), -1)
        for kind, leads_back in _KINDS.items():
            begin = next(
                (n for n in near if leads_back(_deed(row, done[n]), _deed(row, last))), None
            )
            if begin is not None:
                found.append(Round(kind, done[begin], last, end - begin - 1))
    return found


def left_at(deed: Deed) -> float:
    """When the page that the deed was done on was seen for the last time."""
    return deed.end if deed.page else deed.t if deed.effect is None else deed.effect


def _deed(row: Row, place: int) -> Deed:
    deed = row.atoms[place].deed
    assert deed
    return deed


def _there_and_back(one: Deed, two: Deed) -> bool:
    """Whether the page that the first deed left is the one that the second comes back to."""
    if not one.large or two.back is None or two.t - one.t > ANEW:
        return False
    return left_at(one) - EARLIER < two.back <= left_at(one) + LATER


def _once_more(one: Deed, two: Deed) -> bool:
    return bool(one.label) and one.label == two.label and two.t - one.t <= ANEW


_KINDS: Mapping[Kind, Callable[[Deed, Deed], bool]] = {
    "page": _there_and_back,
    "label": _once_more,
}


def told_of(found: Sequence[Round], place: int) -> list[float]:
    """What the rounds tell of the deed at the place, for each kind: how many deeds lie between
    where one sets out there and is back; whether one is on the way; how many lie between where one
    is back there. 0 where there is none, else one more than the deeds."""
    numbers = []
    for kind in _KINDS:
        own = [one for one in found if one.kind == kind]
        out = min((1 + one.between for one in own if one.first == place), default=0)
        on = min((1 + one.between for one in own if one.first < place < one.last), default=0)
        back = min((1 + one.between for one in own if one.last == place), default=0)
        numbers += [float(out), float(on), float(back)]
    return numbers
