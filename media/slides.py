"""Pictures that change by themselves, one after the other at the same pace: a carousel."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from media.boxes import inside
from media.types import ScreenEvent

PACE = (3.0, 20.0)  # Seconds for which one of them stands.
LOST = 6  # Changes, between two that are seen, that may not be told from something else.
JITTER = 0.21  # Seconds by which the pace varies: pictures are looked at five times a second.
FEWEST = 3  # Changes that tell a pace,
FILLED = 0.5  # and the part of all those it asks for that must be there;
MANY, MOST = 6, 0.8  # of small ones so many, if they are most of those in one place.
EDGE = 6  # Pixels by which the place of one may differ;
WIDER = 1.2  # times the width of the other: as wide, if less of one differs further down;
INNER = 60  # sideways, where what changes are words in the middle.
TALLEST = 0.67  # Of the height: what is taller is the page itself;
BELOW = (0.15, 0.8)  # what begins so far below the top, where a site has its menu, may be as tall;
HIGHEST = 0.03  # or what reaches so near the top, where the tab has its title.
SMALL, LARGE = 0.1, 0.3  # Weights of changes within a page that may be one.
INSIDE = 0.9  # Of a slide's box, in that of a larger change.
WAIT = 8.0  # Seconds in which a page that is slow comes.
CAUSE = 1.0  # Seconds before a change in which a resting cursor is taken for its cause.


def without_slides(events: Sequence[ScreenEvent], height: float) -> list[ScreenEvent]:
    """The events, in order of time, without those of a carousel and the presses seen in them.

    `height` is that of the canvas in pixels.
    """
    changes = [event for event in events if event.kind in ("page", "dialog", "other")]
    within = [event for event in changes if _is_within(event, height)]
    pressed = [event.t for event in events if event.kind == "click"]
    slim = [event for event in within if _may_be_one(event, height)]
    chains = list(_chains(slim, pressed, height))
    chains += _small_chains([event for event in within if event.kind == "other"])
    slides = [event for chain in chains for event in chain.slides]
    slides += [
        event
        for event in within
        if event not in slides and any(chain.goes_with(event) for chain in chains)
    ]
    others = [event for event in changes if event.kind != "other" and event not in slides]
    return [
        event
        for event in events
        if event not in slides
        and not (
            event.kind == "click"
            and _answers(event, slides) > _answers(event, others)
            and not any(_answered_later(event, change) for change in others)
        )
    ]


@dataclass(frozen=True, slots=True)
class _Chain:
    """Slides at one place, at one pace."""

    slides: list[ScreenEvent]
    pace: float

    def turns_alone(self, pressed: Sequence[float]) -> bool:
        """Whether enough of them come where nothing was pressed before."""
        alone = [s for s in self.slides if not any(0 <= s.t - t <= WAIT for t in pressed)]
        return len(alone) >= FEWEST

    def goes_with(self, event: ScreenEvent) -> bool:
        """Whether a change at the same beat is but the next slide, with what else moved just then:
        the caret in a field, the cursor."""
        near = min(self.slides, key=lambda slide: abs(slide.t - event.t))
        gap = abs(event.t - near.t)
        beat = abs(gap - round(gap / self.pace) * self.pace) <= JITTER
        meanwhile = self.slides[0].t <= event.t <= self.slides[-1].t and event.kind != "dialog"
        return beat and meanwhile and any(_lies_in(slide, event) for slide in self.slides)


def _answers(press: ScreenEvent, changes: Sequence[ScreenEvent]) -> int:
    return sum(0 <= change.t - press.t <= CAUSE for change in changes)


def _answered_later(press: ScreenEvent, change: ScreenEvent) -> bool:
    """Whether the cursor has stayed where it pressed until the page came."""
    stayed = press.point and change.point and math.dist(press.point, change.point) <= EDGE
    return bool(stayed) and 0 <= change.t - press.t <= WAIT


def _chains(
    changes: Sequence[ScreenEvent], pressed: Sequence[float], height: float
) -> Iterator[_Chain]:
    """Slides of one size; and of any, or as large as pages, where enough of them come without a
    press: pages that one turns by hand look like these."""
    found: list[ScreenEvent] = []
    for number, first in enumerate(changes):
        if first in found:
            continue
        later = changes[number + 1 :]
        alike = [event for event in later if _same_place(first, event)]
        begun = [event for event in later if event in alike or _same_head(first, event)]
        chains = [] if _is_tall(first, height) else _at_pace(first, alike)
        chains += [chain for chain in _at_pace(first, begun) if chain.turns_alone(pressed)]
        if chains:
            best = max(chains, key=lambda chain: len(chain.slides))
            found += best.slides
            yield best


def _at_pace(first: ScreenEvent, later: Sequence[ScreenEvent]) -> list[_Chain]:
    return [chain for pace in _paces(first, later) if (chain := _chain(first, later, pace))]


def _small_chains(changes: Sequence[ScreenEvent]) -> Iterator[_Chain]:
    """Those of which but the words change: fields that one fills in look alike, so they must be
    many, in one place, and little else may happen there."""
    left = [event for event in changes if SMALL <= event.weight < LARGE]
    while left:
        first, *later = left
        place = [event for event in later if _stands_with(first, event)]
        kept = [_Chain(_kept(first, place, pace), pace) for pace in _paces(first, place)]
        best = max(kept, key=lambda chain: len(chain.slides), default=None)
        if best and len(best.slides) >= max(MANY, MOST * (1 + len(place))):
            yield best
        left = [event for event in later if event not in place]


def _paces(first: ScreenEvent, later: Sequence[ScreenEvent]) -> list[float]:
    """The paces, the slowest first, at which the next ones may follow."""
    gaps = [event.t - first.t for event in later if event.t - first.t <= LOST * PACE[1]]
    paces = {round(gap / times, 2) for gap in gaps for times in range(1, LOST + 1)}
    return sorted((pace for pace in paces if PACE[0] <= pace <= PACE[1]), reverse=True)


def _chain(first: ScreenEvent, later: Sequence[ScreenEvent], pace: float) -> _Chain | None:
    """Those that keep the pace, if they are enough to say so."""
    chain = _kept(first, later, pace)
    asked = 1 + round((chain[-1].t - first.t) / pace)
    return _Chain(chain, pace) if len(chain) >= max(FEWEST, FILLED * asked) else None


def _kept(first: ScreenEvent, later: Sequence[ScreenEvent], pace: float) -> list[ScreenEvent]:
    chain = [first]
    for event in later:
        gap = event.t - chain[-1].t
        times = round(gap / pace)
        if 1 <= times <= LOST + 1 and abs(gap - times * pace) <= JITTER:
            chain.append(event)
    return chain


def _may_be_one(event: ScreenEvent, height: float) -> bool:
    if event.box is None or (event.kind == "other" and event.weight < LARGE):
        return False
    below = event.box[1] > BELOW[0] * height and event.box[3] < BELOW[1] * height
    return below or not _is_tall(event, height)


def _is_tall(event: ScreenEvent, height: float) -> bool:
    return event.box is not None and event.box[3] >= TALLEST * height


def _is_within(event: ScreenEvent, height: float) -> bool:
    """Whether the change is one within a page, whose title in the tab stays."""
    return event.box is not None and event.box[1] > HIGHEST * height


def _lies_in(one: ScreenEvent, other: ScreenEvent) -> bool:
    """Whether most of the one's box is within the other's."""
    return bool(one.box and other.box) and inside(one.box, other.box) > INSIDE


def _stands_with(one: ScreenEvent, other: ScreenEvent) -> bool:
    """Whether both begin at one place and are as high."""
    return bool(one.box and other.box) and all(
        abs(one.box[at] - other.box[at]) <= EDGE for at in (0, 1, 3)
    )


def _same_place(one: ScreenEvent, other: ScreenEvent) -> bool:
    """Whether it is the same strip of the page, scrolled perhaps, or with a cursor above it."""
    if one.box is None or other.box is None:
        return False
    x, y, _width, height = one.box
    left, top, _wide, high = other.box
    strip = abs(left - x) <= INNER and abs(high - height) <= EDGE
    below = top + high - y - height
    return strip or (abs(left - x) <= EDGE and top <= y + EDGE and abs(below) <= EDGE)


def _same_head(one: ScreenEvent, other: ScreenEvent) -> bool:
    """Whether both begin at one place and are as wide: of one, less has changed further down."""
    if one.box is None or other.box is None:
        return False
    x, y, width, _height = one.box
    left, top, wide, _high = other.box
    wider = max(width / wide, wide / width)
    return abs(left - x) <= EDGE and abs(top - y) <= EDGE and wider < WIDER
