"""The lines of a recording by time and place: what stands beside a line, and what it is called."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from media.types import Box, ScreenEvent, ScreenLine

SLOT = 10.0
"""Seconds that one entry of the index holds."""

ABOVE = 2.4
"""Heights of a line: no label stands further above its field."""

BESIDE = 0.28
"""Of the width: no label stands further to the left."""

TALL = 0.11
"""Of the height: a taller field holds a letter, in which values are looked for line by line."""

HEADER = 0.24
"""Of the height."""

FIRST = 1.0
"""Seconds: what stands on the first page was not put there in the recording."""

BARELY_AFTER = 0.5
"""Seconds by which a line may seem to have begun before what let it be written."""

LOWEST = 34
"""Pixels: what is lower is a line of letters and not the outline of a field."""

_ADDRESS_BAR = re.compile(r"\s*(?:https?:|www\.)|[\w-]+(?:\.[\w-]+)+/\S*\s*$")


class Pages:
    """Every line read, and the changes of the page."""

    def __init__(self, lines: Sequence[ScreenLine], events: Sequence[ScreenEvent] = ()) -> None:
        self.lines = [line for line in lines if line.text.strip()]
        self.events = sorted(events, key=lambda event: event.t)
        self.width = max((line.box[0] + line.box[2] for line in self.lines), default=1)
        self.height = max((line.box[1] + line.box[3] for line in self.lines), default=1)
        self.lit = [
            (event.t, event.box)
            for event in self.events
            if event.kind in {"click", "other", "typing"}
            and event.box
            and LOWEST <= event.box[3] <= TALL * self.height
            and event.box[2] >= 2 * event.box[3]
        ]
        """What changed in the shape of a field or a button, with its times."""
        self.fields = {box for _t, box in self.lit}
        self._slots: dict[int, list[ScreenLine]] = defaultdict(list)
        for line in self.lines:
            for slot in range(int(line.start // SLOT), int(line.end // SLOT) + 1):
                self._slots[slot].append(line)

    def turned(self, since: float, until: float) -> bool:
        """Whether another page came between; its lines may seem to have begun a little before."""
        turns = (event.t for event in self.events if event.kind == "page")
        return any(since < t <= until + BARELY_AFTER for t in turns)

    def at(self, t: float) -> list[ScreenLine]:
        """The lines that stand on the screen at `t`."""
        return [line for line in self._slots[int(t // SLOT)] if line.start <= t <= line.end]

    def around(self, line: ScreenLine) -> list[ScreenLine]:
        """The other lines on the screen in the middle of its span."""
        return [other for other in self.at((line.start + line.end) / 2) if other is not line]

    def row(self, line: ScreenLine) -> list[ScreenLine]:
        """The other lines at its height."""
        return [other for other in self.around(line) if same_row(line.box, other.box)]

    def in_header(self, box: Box) -> bool:
        """Whether it stands in the upper part of the screen, where accounts are named."""
        return box[1] < HEADER * self.height

    def hosts(self) -> set[str]:
        """The words of the sites' addresses, which are no names of people."""
        bars = [line.text for line in self.lines if is_address_bar(line)]
        return {word for bar in bars for word in re.split(r"[^a-z0-9]+", bar.casefold()) if word}


def is_address_bar(line: ScreenLine) -> bool:
    """Whether the line is the address of a page."""
    return bool(_ADDRESS_BAR.match(line.text))


def same_row(box: Box, other: Box) -> bool:
    """Whether two boxes stand at one height."""
    apart = abs(box[1] + box[3] / 2 - other[1] - other[3] / 2)
    return apart <= 0.6 * max(min(box[3], other[3]), 12)


def left_of(box: Box, others: Sequence[ScreenLine], width: int) -> ScreenLine | None:
    """The next line to the left at the same height."""
    near = [
        other
        for other in others
        if same_row(box, other.box) and -4 <= box[0] - other.box[0] - other.box[2] <= BESIDE * width
    ]
    return max(near, key=lambda other: other.box[0] + other.box[2], default=None)


def above(box: Box, others: Sequence[ScreenLine]) -> ScreenLine | None:
    """The next line above that begins where the box does, as a label above a field."""
    near = [
        other
        for other in others
        if -6 <= box[1] - other.box[1] - other.box[3] <= ABOVE * other.box[3]
        and abs(box[0] - other.box[0]) <= 1.6 * other.box[3]
        and not is_address_bar(other)
    ]
    return max(near, key=lambda other: other.box[1], default=None)
