"""Ways that lead back to where one was: a page left and seen again, a thing pressed once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from media.row import Row

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

    kind: Literal["page", "label"]
    first: int
    last: int
    between: int


def rounds(row: Row) -> list[Round]:
    """All of them, in order of their ends; of those with one end and kind the shortest."""
    done = [n for n, atom in enumerate(row.atoms) if atom.deed and atom.deed.kind != "scroll"]
    found = []
    for end, last in enumerate(done):
        for begin in range(end - 1, max(-1, end - 1 - MANY), -1):
            if _there_and_back(row, done[begin], last):
                found.append(Round("page", done[begin], last, end - begin - 1))
                break
        for begin in range(end - 1, max(-1, end - 1 - MANY), -1):
            if _once_more(row, done[begin], last):
                found.append(Round("label", done[begin], last, end - begin - 1))
                break
    return found


def _there_and_back(row: Row, first: int, last: int) -> bool:
    """Whether the page that the first deed left is the one that the last comes back to."""
    one, two = row.atoms[first].deed, row.atoms[last].deed
    if not one or not two or not one.large or two.back is None or two.t - one.t > ANEW:
        return False
    left = one.end if one.page else one.t if one.effect is None else one.effect
    return left - EARLIER < two.back <= left + LATER


def _once_more(row: Row, first: int, last: int) -> bool:
    one, two = row.atoms[first].deed, row.atoms[last].deed
    same = one and two and one.label and one.label == two.label
    return bool(same and one and two and two.t - one.t <= ANEW)


def told_of(found: Sequence[Round], place: int) -> list[float]:
    """What the rounds tell of the deed at the place, for each kind: how many deeds lie between
    where one sets out there and is back; whether one is on the way; how many lie between where one
    is back there. 0 where there is none, else one more than the deeds."""
    numbers = []
    for kind in ("page", "label"):
        own = [one for one in found if one.kind == kind]
        out = min((1 + one.between for one in own if one.first == place), default=0)
        on = min((1 + one.between for one in own if one.first < place < one.last), default=0)
        back = min((1 + one.between for one in own if one.last == place), default=0)
        numbers += [float(out), float(on), float(back)]
    return numbers
