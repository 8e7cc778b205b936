"""The parts of a recording that are replayed, and where each comes in the replay."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the recording, in its seconds."""

    start: float
    end: float
    title: str = ""


@dataclass(frozen=True, slots=True)
class PlacedSpan(Span):
    """A part of the recording that starts at second `at` of the replay."""

    at: float = 0.0


@dataclass(frozen=True, slots=True)
class ReplayInfo:
    """What a replay holds: its length and its spans, in the order in which they are played."""

    duration: float
    spans: tuple[PlacedSpan, ...]
