"""Pages seen before, known again by the address in the browser's bar or by their heading.

The picture of a page is not always the same when one comes back to it: a message has come, it lies
a little lower, something on it was chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from media.types import ScreenEvent, ScreenLine

BAR = 0.14  # Of the height: the browser's bar is no lower.
ADDRESS = re.compile(r"(?:[\w-]+\.)+[a-z][\w-]+(?:/[^\s@]*)?$", re.IGNORECASE)
BEFORE = 0.5  # Seconds before a page comes in which the one before is surely there.
HEADING = 6  # Letters of a heading that tells which page it is.
LEFT = 90.0  # Seconds for which one is known again by it.


@dataclass(frozen=True, slots=True)
class _Shown:
    start: float
    end: float
    address: str


def known_again(
    events: Sequence[ScreenEvent], lines: Sequence[ScreenLine], height: float
) -> Iterator[ScreenEvent]:
    """The events in order of time; a page on which one was before, and which was left since, tells
    when that was."""
    shown = sorted(_addresses(lines, height), key=lambda one: one.start)
    left: dict[str, float] = {}
    here = ""
    for event in events:
        if event.kind == "page":
            heading = event.text or ""
            if here and heading != here:
                left[here] = event.t
            known = left.get(heading) if len(heading) >= HEADING and heading != here else None
            if known is not None and event.t - known >= LEFT:
                known = None
            known = _by_address(event, shown) or known
            if event.same_as is None and known is not None:
                event = replace(event, same_as=known)
            here = heading
        yield event


def _addresses(lines: Sequence[ScreenLine], height: float) -> Iterator[_Shown]:
    for line in lines:
        found = ADDRESS.search(line.text) if line.box[1] < BAR * height else None
        if found:
            yield _Shown(line.start, line.end, found.group().casefold().rstrip("/"))


def _by_address(event: ScreenEvent, shown: Sequence[_Shown]) -> float | None:
    """When the address that the page has was last seen before another was."""
    until = (event.end or event.t) + BEFORE
    now = next((one for one in reversed(shown) if one.start <= until < one.end), None)
    was = next((one for one in reversed(shown) if one.start <= event.t - BEFORE < one.end), None)
    if not now or not was or now.address == was.address:
        return None
    ends = [one.end for one in shown if one.address == now.address and one.end <= event.t]
    return max(ends, default=None)
