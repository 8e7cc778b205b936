"""The table of stages: what each needs, and the function that does it.

A later app adds its own from its `AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from kb.recordings import store
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
    stage: str = "stage"

    def temporary(self, suffix: str) -> AbstractContextManager[Path]:
        """A name in the folder to write to; gone at the end unless `store.keep` took it."""
        return store.temporary(self.folder, suffix, owner=self.stage)

    def keep(self, temporary: Path) -> str:
        """The final name of what was written to `temporary`."""
        return store.keep(self.folder, temporary)


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
    weight: float = 0.01
    """Seconds of work for a second of recording, on two cores: only for the time left."""


_stages: dict[str, Stage] = {}


def add(stage: Stage) -> None:
    """Registers a stage; a second one of the same name replaces the first."""
    _stages[stage.name] = stage


def get(name: str) -> Stage:
    """The stage of that name; KeyError where no installed app has one."""
    return _stages[name]


def known(name: str) -> bool:
    """Whether an installed app has a stage of that name."""
    return name in _stages


def names() -> tuple[str, ...]:
    """The name of every stage."""
    return tuple(_stages)


def remove(name: str) -> None:
    """Forgets a stage, as tests need."""
    _stages.pop(name, None)


def dependants(name: str) -> set[str]:
    """Every stage that needs `name`, directly or through others, but those that run on request:
    what a person asked for is not done again behind their back."""
    found: set[str] = set()
    for stage in ordered():
        if not stage.on_request and ({name} | found) & set(stage.needs):
            found.add(stage.name)
    return found


def ordered() -> tuple[Stage, ...]:
    """Every stage, each after those it needs; raises ValueError where needs go in a circle."""
    graph = {stage.name: stage.needs for stage in _stages.values()}
    try:
        names = tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise ValueError(f"stages need each other: {error.args[1]}") from error
    return tuple(_stages[name] for name in names)
