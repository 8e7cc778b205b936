"""Pictures that change by themselves, one after the other at the same pace: a carousel."""

from __future__ import annotations

from collections.abc import Sequence

from media.types import ScreenEvent

PACE = (2.0, 20.0)  # Seconds for which one of them stands.
JITTER = 0.25  # Seconds by which that varies: pictures are looked at five times a second.
FEWEST = 3  # Changes at one pace.
EDGE = 6  # Pixels by which the place of one may differ: its words do not reach as far.
TALLEST = 0.67  # Of the height: what is taller is the page itself.
CAUSE = 1.0  # Seconds before a change in which a resting cursor is taken for its cause.


def without_slides(events: Sequence[ScreenEvent], height: float) -> list[ScreenEvent]:
    """The events, in order of time, without those of a carousel and the presses seen in them.

    `height` is that of the canvas in pixels.
    """
    parts = [event for event in events if event.kind in ("page", "dialog")]
    slides = _slides([event for event in parts if _is_small(event, height)])
    others = [event for event in parts if event not in slides]
    return [
        event
        for event in events
        if event not in slides
        and not (event.kind == "click" and _answers(event, slides) > _answers(event, others))
    ]


def _answers(press: ScreenEvent, changes: Sequence[ScreenEvent]) -> int:
    return sum(0 <= change.t - press.t <= CAUSE for change in changes)


def _slides(parts: Sequence[ScreenEvent]) -> list[ScreenEvent]:
    found: list[ScreenEvent] = []
    for number, first in enumerate(parts):
        if first in found:
            continue
        chain = [first]
        for event in parts[number + 1 :]:
            if _same_place(first, event) and _in_pace(chain, event.t):
                chain.append(event)
        if len(chain) >= FEWEST:
            found += chain
    return found


def _in_pace(chain: Sequence[ScreenEvent], t: float) -> bool:
    gap = t - chain[-1].t
    if len(chain) == 1:
        return PACE[0] <= gap <= PACE[1]
    pace = chain[1].t - chain[0].t
    missed = round(gap / pace) - 1
    return 0 <= missed <= 1 + len(chain) and abs(gap - (missed + 1) * pace) <= JITTER


def _is_small(event: ScreenEvent, height: float) -> bool:
    return event.box is not None and event.box[3] < TALLEST * height


def _same_place(one: ScreenEvent, other: ScreenEvent) -> bool:
    """Whether the other covers the place of the one, perhaps with a cursor that moves above it."""
    if one.box is None or other.box is None:
        return False
    x, y, width, height = one.box
    left, top, wide, high = other.box
    beside = left > x + width or x > left + wide
    return not beside and top <= y + EDGE and abs(top + high - y - height) <= EDGE
