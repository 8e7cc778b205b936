"""What a search gives to people: moments, and how the question was understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Moment:
    """A place that answers: a step of a tutorial, or the tutorial itself (`number` 0).

    `extract` is safe HTML: escaped text with `<mark>` around what matches. `address` opens the
    step. `start`: its place in the replay, in seconds. `still`: the address of its picture.
    """

    tutorial_id: int
    tutorial: str
    number: int
    title: str
    extract: str
    address: str
    start: float
    still: str | None
    service: str = ""
    duration: float = 0.0
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Results:
    """Moments, best first. `corrected`: the words searched for, where they are not those typed.

    `available` is False where the index could not be asked: there may be more than nothing.
    """

    typed: str
    moments: tuple[Moment, ...] = ()
    corrected: str | None = None
    available: bool = True


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is offered while one types: a tutorial, or a step of one (`number` from 1)."""

    kind: Literal["tutorial", "step"]
    title: str
    tutorial: str
    number: int
    address: str
