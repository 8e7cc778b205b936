"""A tutorial's time as a line of 1,000 units, with what was found on it."""

from __future__ import annotations

from dataclasses import dataclass

from kb.search.inside import Inside

UNITS = 1000
MARK = 10
"""How wide a mark is, in units."""
_GAP = 2


@dataclass(frozen=True, slots=True)
class Span:
    """A step on the line. `x` and `width` in units."""

    x: int
    width: int
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that was found, with what follows the address of the tutorial."""

    x: int
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class TimeLine:
    """The line. `end`: seconds of the video; 0 where there is none, and then nothing is on it."""

    end: float = 0.0
    spans: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()

    @classmethod
    def of(cls, found: Inside) -> TimeLine:
        """The line of a tutorial with the places that were found."""
        steps = [step for step in found.tutorial.steps if step.replay_end > step.replay_start]
        end = max((step.replay_end for step in steps), default=0.0)
        if not end:
            return cls()

        def unit(seconds: float) -> int:
            return round(UNITS * min(1.0, max(0.0, seconds / end)))

        return cls(
            end,
            tuple(
                Span(
                    unit(step.replay_start),
                    max(1, unit(step.replay_end) - unit(step.replay_start) - _GAP),
                    f"{step.number}. {step.title}",
                )
                for step in steps
            ),
            tuple(
                Mark(min(UNITS - MARK, unit(place.start)), place.title, place.address)
                for place in found.places
                if place.start is not None
            ),
        )
