"""Personal data in French words: each file knows one family of it; `english` what English ones
announce."""

from __future__ import annotations

from collections.abc import Iterable

from media.personal import addresses, dates, english, figures, mail, names
from media.personal.passage import LABELS, Found, Kind, Passage, alone, hide_labels

__all__ = ["LABELS", "Found", "Kind", "Passage", "alone", "find", "hide_labels", "merged"]

FAMILIES = (mail, figures, dates, addresses, names, english)


def find(passage: Passage) -> list[Found]:
    """The personal values of the passage in order, none overlapping another.

    Findings that overlap are one value, of the kind that is surest; among equals, the longest.
    """
    return merged([value for family in FAMILIES for value in family.find(passage)])


def merged(found: Iterable[Found]) -> list[Found]:
    """The values in order, those that overlap made one."""
    groups: list[list[Found]] = []
    reach = -1
    for value in sorted(found, key=lambda value: (value.start, value.end)):
        if groups and value.start < reach:
            groups[-1].append(value)
        else:
            groups.append([value])
        reach = max(reach, value.end)
    return [_one(values) for values in groups]


def _one(values: list[Found]) -> Found:
    surest = max(values, key=lambda value: (value.confidence, value.end - value.start))
    start, end = min(v.start for v in values), max(v.end for v in values)
    return Found(start, end, surest.kind, surest.confidence)
