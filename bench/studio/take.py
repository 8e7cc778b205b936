"""What a played scenario leaves: everything that happened, with its time."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.studio.scenario import Line
from bench.studio.stage import Look, Target

Point = tuple[float, float, float]
"""A time, x and y."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A line with the time it was said."""

    start: float
    end: float
    line: Line


@dataclass(frozen=True, slots=True)
class Click:
    """A press, and on what."""

    t: float
    x: int
    y: int
    target: Target


@dataclass(frozen=True, slots=True)
class Span:
    """A while; `amount` is the pixels of a scroll."""

    start: float
    end: float
    amount: float = 0.0


@dataclass(slots=True)
class Passage:
    """A step or a detour, and what was done in it."""

    kind: str
    title: str
    start: float | None = None
    end: float | None = None
    last: float = 0.0
    clicks: list[Click] = field(default_factory=list)
    typings: list[Span] = field(default_factory=list)
    scrolls: list[Span] = field(default_factory=list)

    @property
    def done(self) -> float:
        """When all that was done in it was done."""
        ends = [c.t + 0.5 for c in self.clicks] + [s.end for s in self.typings + self.scrolls]
        return max(ends, default=(self.start or 0.0) + 0.5)

    @property
    def acted(self) -> bool:
        return bool(self.clicks or self.typings or self.scrolls)


@dataclass(slots=True)
class Take:
    """A session as it was played."""

    duration: float = 0.0
    utterances: list[Utterance] = field(default_factory=list)
    looks: list[tuple[float, Look]] = field(default_factory=list)
    path: list[Point] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    clicks: list[Click] = field(default_factory=list)
    scrolls: list[Span] = field(default_factory=list)
    loads: list[float] = field(default_factory=list)
    events: list[tuple[float, str, str]] = field(default_factory=list)
    marks: list[tuple[float, str]] = field(default_factory=list)
