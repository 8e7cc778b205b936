"""What a search gives to people: moments, and how the question was understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Moment:
    """A place that answers: a step of a tutorial, or the tutorial itself (`number` 0).

    `extract` is safe HTML: escaped text with `<mark>` around what matches. `address` opens the
    step. `start`: its place in the replay, in seconds. `still`: the address of its picture.
    `level`, `device`: names of the page's choices.
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
    level: str = ""
    device: str = ""
    duration: float = 0.0
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Results:
    """Moments, best first. `corrected`: the words searched for, where they are not those typed.

    `proposed`: words that may have been meant, and were not searched for.
    `tallies`: by filter and value, how many of the tutorials that were found are so.
    `available` is False where the index could not be asked: there may be more than nothing.
    """

    typed: str
    moments: tuple[Moment, ...] = ()
    corrected: str | None = None
    proposed: str | None = None
    tallies: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    available: bool = True


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is offered while one types: a tutorial, a step of one (`number` from 1), a search that
    others made, or a correction of what was typed."""

    kind: Literal["tutorial", "step", "search", "correction"]
    title: str
    address: str
    tutorial: str = ""
    number: int = 0
