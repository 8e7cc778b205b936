"""The table of stages: what each needs, and the function that does it.

A later app adds its own from its `AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from media.types import Progress


@dataclass(frozen=True, slots=True)
class StageContext:
    """What a stage may use. `inputs` holds the outputs of the stages it needs, by name."""

    recording_id: str
    folder: Path
    parts: dict[str, Path]
    inputs: dict[str, Any]
    request: dict[str, Any]
    progress: Progress


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. Raise `version` when its output changes for the same input.

    `run` gives the output as JSON. `options` gives whatever else the output depends on (settings,
    vocabulary), for the digest. An `on_request` stage waits until a service asks for it.
    """

    name: str
    label: str
    run: Callable[[StageContext], dict[str, Any]]
    needs: tuple[str, ...] = ()
    version: int = 1
    options: Callable[[], dict[str, Any]] = dict
    on_request: bool = False
    weight: float = field(default=1.0)
    """Its usual share of the work, for the time left."""


_stages: dict[str, Stage] = {}


def add(stage: Stage) -> None:
    """Registers a stage; a second one of the same name replaces the first."""
    _stages[stage.name] = stage


def get(name: str) -> Stage:
    return _stages[name]


def ordered() -> tuple[Stage, ...]:
    """Every stage, each after those it needs; raises ValueError where needs go in a circle."""
    graph = {stage.name: stage.needs for stage in _stages.values()}
    try:
        names = tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise ValueError(f"stages need each other: {error.args[1]}") from error
    return tuple(_stages[name] for name in names)
