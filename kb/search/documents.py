"""What an index is given: a tutorial and its steps as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


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
    """One tutorial. `stamp` differs whenever anything that is indexed may differ.

    `level` and `device`: names of the choices of a page, empty where it says none. `published`: the
    day, in ISO's form; empty where it is not known.
    """

    id: str
    title: str
    summary: str = ""
    service: str = ""
    skills: tuple[str, ...] = ()
    level: str = ""
    device: str = ""
    published: str = ""
    duration: float = 0.0
    steps: tuple[StepDocument, ...] = ()
    stamp: str = ""


def document_of(value: Mapping[str, Any]) -> TutorialDocument:
    """The document of which `value` is the dict, as `asdict` or JSON gives it."""
    steps = tuple(StepDocument(**step) for step in value["steps"])
    return TutorialDocument(**{**value, "skills": tuple(value["skills"]), "steps": steps})
