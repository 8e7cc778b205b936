"""More and more sessions in one process, until it no longer serves them well."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.live.clip import FPS
from bench.live.ledger import Passed
from bench.live.processes import Process, process, server
from bench.report import number, say, table

LOST, DELAY = 0.01, 0.050
"""At most that share of packets lost, and 95 of 100 packets passed on within so many seconds."""

OWN_DELAY = 1 / FPS
"""Seconds that aiortc's jitter buffer waits by its make, however idle the machine: it gives a
picture out when the next one begins. They are granted to it on top of `DELAY`."""

FULL = 0.95
"""Of a core: a process of people that takes more is itself at its limit."""

SETTLE = 1.5


@dataclass(frozen=True, slots=True)
class Load:
    """How the people are played: processes, seconds of the clip, milliseconds of sound."""

    processes: int
    clip: int
    sound: int


@dataclass(frozen=True, slots=True)
class Step:
    """What was measured with `sessions` at once; `cpu` and `people` are cores."""

    server: str
    sessions: int
    passed: Passed
    cpu: float
    people: tuple[float, ...]
    memory: float
    load: float

    @property
    def good(self) -> bool:
        allowed = DELAY + (OWN_DELAY if self.server == "plain" else 0)
        return self.passed.lost_share <= LOST and self.passed.delay(0.95) <= allowed

    @property
    def people_full(self) -> bool:
        cores = len(os.sched_getaffinity(0))
        return max(self.people) >= FULL or self.cpu + sum(self.people) >= FULL * cores

    def row(self) -> str:
        return table(
            self.server,
            str(self.sessions),
            number(self.cpu, 2),
            number(self.cpu / self.sessions, 4),
            number(100 * self.passed.lost_share, 2),
            *(number(1000 * self.passed.delay(share), 1) for share in (0.5, 0.95, 0.99)),
            number(self.memory, 0),
            " + ".join(number(core, 2) for core in self.people),
            number(self.load, 1),
            ("good" if self.good else "too much") + (", people at their limit" * self.people_full),
        )


HEADS = (
    "server",
    "sessions",
    "cores",
    "cores a session",
    "lost %",
    "delay p50 ms",
    "p95",
    "p99",
    "MB",
    "the people's cores",
    "load",
    "",
)


class Stage:
    """A server with people whose number grows."""

    def __init__(self, name: str, load: Load, started: Process, people: Sequence[Process]) -> None:
        self.server, self._name, self._load, self._people = started, name, load, people
        self._rooms = 0

    def grow(self, sessions: int) -> None:
        """Lets pairs come in until there are so many."""
        rooms = [f"room-{n}" for n in range(self._rooms, sessions)]
        for place, each in enumerate(self._people):
            each.tell(add=rooms[place :: len(self._people)])
        for each in self._people:
            each.hear()
        self._rooms = sessions
        time.sleep(SETTLE)

    def measure(self, seconds: float) -> Step:
        """What is so for that long."""
        busy = [self.server, *self._people]
        began, before = time.monotonic(), [each.cpu for each in busy]
        for each in self._people:
            each.tell(measure=seconds)
        time.sleep(seconds)
        took = time.monotonic() - began
        cores = [(each.cpu - cpu) / took for each, cpu in zip(busy, before, strict=True)]
        load = os.getloadavg()[0]
        passed = Passed()
        for each in self._people:
            delays, lost = each.hear()
            passed += Passed(tuple(delays), lost)
        memory = self.server.memory
        return Step(self._name, self._rooms, passed, cores[0], tuple(cores[1:]), memory, load)


@contextmanager
def stage(name: str, folder: Path, load: Load) -> Iterator[Stage]:
    """A server that writes into the folder, and the processes of people."""
    with ExitStack() as stack:
        started, port = stack.enter_context(server(name, folder))
        people = [
            stack.enter_context(process("bench.live.load", port, name, load.clip, load.sound))
            for _ in range(load.processes)
        ]
        yield Stage(name, load, started, people)


def ramp(on: Stage, steps: Sequence[int], seconds: float) -> Iterator[Step]:
    """A step after the other, said as it is done, up to the first that fails twice: others may
    use the machine for a moment."""
    for sessions in steps:
        on.grow(sessions)
        step = on.measure(seconds)
        say(step.row())
        if not step.good:
            step = on.measure(seconds)
            say(step.row())
        yield step
        if not step.good:
            return
