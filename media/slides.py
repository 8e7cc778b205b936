"""Pictures that change by themselves, one after the other at the same pace: a carousel."""

from __future__ import annotations

from collections.abc import Sequence

from media.types import ScreenEvent

PACE = (3.0, 20.0)  # Seconds for which one of them stands.
LOST = 6  # Changes, between two that are seen, that may not be told from something else.
JITTER = 0.21  # Seconds by which the pace varies: pictures are looked at five times a second.
FEWEST = 3  # Changes that tell a pace,
FILLED = 0.5  # and the part of all those it asks for that must be there.
EDGE = 6  # Pixels by which the place of one may differ;
INNER = 60  # sideways, where what changes are words in the middle.
TALLEST = 0.67  # Of the height: what is taller is the page itself,
HIGHEST = 0.03  # or what reaches so near the top, where the tab has its title.
LARGE = 0.3  # Weight of the least change within a page that may be one.
CAUSE = 1.0  # Seconds before a change in which a resting cursor is taken for its cause.


def without_slides(events: Sequence[ScreenEvent], height: float) -> list[ScreenEvent]:
    """The events, in order of time, without those of a carousel and the presses seen in them.

    `height` is that of the canvas in pixels.
    """
    changes = [event for event in events if event.kind in ("page", "dialog", "other")]
    slides = _slides([event for event in changes if _may_be_one(event, height)])
    others = [event for event in changes if event.kind != "other" and event not in slides]
    return [
        event
        for event in events
        if event not in slides
        and not (event.kind == "click" and _answers(event, slides) > _answers(event, others))
    ]


def _answers(press: ScreenEvent, changes: Sequence[ScreenEvent]) -> int:
    return sum(0 <= change.t - press.t <= CAUSE for change in changes)


def _slides(changes: Sequence[ScreenEvent]) -> list[ScreenEvent]:
    found: list[ScreenEvent] = []
    for number, first in enumerate(changes):
        if first in found:
            continue
        alike = [event for event in changes[number + 1 :] if _same_place(first, event)]
        chains = [_chain(first, alike, pace) for pace in _paces(first, alike)]
        found += max((chain for chain in chains if chain), key=len, default=[])
    return found


def _paces(first: ScreenEvent, later: Sequence[ScreenEvent]) -> list[float]:
    """The paces, the slowest first, at which the next ones may follow."""
    gaps = [event.t - first.t for event in later if event.t - first.t <= LOST * PACE[1]]
    paces = {round(gap / times, 2) for gap in gaps for times in range(1, LOST + 1)}
    return sorted((pace for pace in paces if PACE[0] <= pace <= PACE[1]), reverse=True)


def _chain(first: ScreenEvent, later: Sequence[ScreenEvent], pace: float) -> list[ScreenEvent]:
    """Those that keep the pace, if they are enough to say so."""
    chain = [first]
    for event in later:
        gap = event.t - chain[-1].t
        times = round(gap / pace)
        if 1 <= times <= LOST + 1 and abs(gap - times * pace) <= JITTER:
            chain.append(event)
    asked = 1 + round((chain[-1].t - first.t) / pace)
    return chain if len(chain) >= max(FEWEST, FILLED * asked) else []


def _may_be_one(event: ScreenEvent, height: float) -> bool:
    if event.box is None or (event.kind == "other" and event.weight < LARGE):
        return False
    return event.box[3] < TALLEST * height and event.box[1] > HIGHEST * height


def _same_place(one: ScreenEvent, other: ScreenEvent) -> bool:
    """Whether it is the same strip of the page, scrolled perhaps, or with a cursor above it."""
    if one.box is None or other.box is None:
        return False
    x, y, _width, height = one.box
    left, top, _wide, high = other.box
    strip = abs(left - x) <= INNER and abs(high - height) <= EDGE
    below = top + high - y - height
    return strip or (abs(left - x) <= EDGE and top <= y + EDGE and abs(below) <= EDGE)
