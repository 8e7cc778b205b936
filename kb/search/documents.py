"""What an index is given: a tutorial and its steps as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StepDocument:
    """One step. `number` counts from 1; `start` is its place in the replay, in seconds."""

    number: int
    title: str
    text: str = ""
    transcript: str = ""
    start: float = 0.0
    still: str | None = None


@dataclass(frozen=True, slots=True)
class TutorialDocument:
    """One tutorial. `stamp` differs whenever anything that is indexed may differ."""

    id: str
    title: str
    summary: str = ""
    service: str = ""
    duration: float = 0.0
    steps: tuple[StepDocument, ...] = ()
    stamp: str = ""
