"""The day of a calendar's page at a point, told by the days around it: a cursor that rests on a day
hides its figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from media.boxes import holds
from media.ocr import Written
from media.types import Box, Point

LAST = 31
WEEK = 7
BESIDE, BELOW = 5, 3
"""Pairs of days that follow each other, and of the same weekday, at least: a row of page numbers
has none of the second kind."""

REACH = 3.2
"""Cells: days further away may be those of another month."""

AGREE, WITNESSES = 0.7, 5
"""The share of the days around that tell the same day, and how many these are at least."""

_DAY = re.compile(r"\d{1,2}")
_WORD = re.compile(r"[^\W\d_]{3}")


@dataclass(frozen=True, slots=True)
class Day:
    """A number in the calendar, with the middle of its figures and their height."""

    number: int
    x: float
    y: float
    high: int


def day_at(point: Point, lines: Sequence[Written]) -> Written | None:
    """The day at the point with the box of its cell, pixels; None outside a calendar, and on words
    that lie over one."""
    if any(holds(line.box, point) and _WORD.search(line.text) for line in lines):
        return None
    days = [day for line in lines if (day := _day(line))]
    across = [gap for day in days if (gap := _gap(day, days, 1))]
    down = [gap for day in days if (gap := _gap(day, days, WEEK))]
    if len(across) < BESIDE or len(down) < BELOW:
        return None
    return _told(point, days, median(across), median(down))


def _gap(day: Day, days: Sequence[Day], later: int) -> float | None:
    """How far right of it the next day stands, or how far below it that of the next week: the
    nearest one, since two months may stand side by side."""
    others = [other for other in days if other.number - day.number == later]
    if later == WEEK:
        gaps = [other.y - day.y for other in others if abs(other.x - day.x) < day.high]
    else:
        gaps = [other.x - day.x for other in others if abs(other.y - day.y) < day.high / 2]
    return min((gap for gap in gaps if gap > 0), default=None)


def _told(point: Point, days: Sequence[Day], wide: float, high: float) -> Written | None:
    """What most of the days around tell, each by how many cells it is away."""
    near = [
        (round((point[0] - day.x) / wide), round((point[1] - day.y) / high), day)
        for day in days
        if abs(point[0] - day.x) < REACH * wide and abs(point[1] - day.y) < REACH * high
    ]
    sides = [columns for columns, _, _ in near]
    within = min(sides, default=1) <= 0 <= max(sides, default=-1)
    counts = Counter(day.number + columns + WEEK * rows for columns, rows, day in near)
    if not within or not counts:
        return None
    number, agree = counts.most_common(1)[0]
    if not 1 <= number <= LAST or agree < max(WITNESSES, AGREE * len(near)):
        return None
    columns, rows, witness = next(
        each for each in near if each[2].number + each[0] + WEEK * each[1] == number
    )
    x, y = witness.x + columns * wide, witness.y + rows * high
    box: Box = (round(x - wide / 2), round(y - high / 2), round(wide), round(high))
    return Written(str(number), box, agree / len(near))


def _day(line: Written) -> Day | None:
    text = line.text.strip()
    if not _DAY.fullmatch(text) or not 1 <= int(text) <= LAST:
        return None
    x, y, width, height = line.box
    return Day(int(text), x + width / 2, y + height / 2, height)
