"""When each packet left and when it came to the other: what was lost, and how late the rest was."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Protocol

_MASK = 0xFFFFFFFF
GRID = 2_900
"""Ticks of 1/90000 s: less than half the time between two pictures, nearly a step of the grid."""


@dataclass(frozen=True, slots=True)
class Passed:
    """Of what was sent: seconds that each took that came, and how many never did."""

    delays: tuple[float, ...] = ()
    lost: int = 0

    def __add__(self, other: Passed) -> Passed:
        return Passed(self.delays + other.delays, self.lost + other.lost)

    @property
    def sent(self) -> int:
        return len(self.delays) + self.lost

    @property
    def lost_share(self) -> float:
        return self.lost / self.sent if self.sent else 1.0

    def delay(self, share: float) -> float:
        """The delay within which that share of what came did come, in seconds."""
        ordered = sorted(self.delays)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else math.inf


class Ledger(Protocol):
    """The book of one stream."""

    def sent(self, payload: bytes, timestamp: int, now: float) -> None: ...

    def came(self, payload: bytes, timestamp: int, marker: int, now: float) -> None: ...

    def passed(self, since: float, until: float) -> Passed:
        """What became of all that was sent in between; forgets what was before `until`."""


@dataclass(slots=True)
class Payloads:
    """For a server that passes packets on as they are: each is known by its payload."""

    _waiting: dict[bytes, float] = field(default_factory=dict)
    _came: list[tuple[float, float]] = field(default_factory=list)

    def sent(self, payload: bytes, timestamp: int, now: float) -> None:
        self._waiting[payload] = now

    def came(self, payload: bytes, timestamp: int, marker: int, now: float) -> None:
        at = self._waiting.pop(payload, None)
        if at is not None:
            self._came.append((at, now - at))

    def passed(self, since: float, until: float) -> Passed:
        came, self._came = self._came, []
        lost = sum(since <= at < until for at in self._waiting.values())
        self._waiting = {key: at for key, at in self._waiting.items() if at >= until}
        return Passed(tuple(late for at, late in came if since <= at < until), lost)


@dataclass(slots=True)
class Pictures:
    """For a server that encodes anew: pictures are known by their timestamps, which it keeps but
    for a constant, that of the first picture, and a rounding: its recorder puts the pictures on a
    grid of 30 a second, and they are the relay's own."""

    _sent: dict[int, float] = field(default_factory=dict)
    _came: dict[int, float] = field(default_factory=dict)

    def sent(self, payload: bytes, timestamp: int, now: float) -> None:
        self._sent[timestamp] = now

    def came(self, payload: bytes, timestamp: int, marker: int, now: float) -> None:
        if marker:
            self._came.setdefault(timestamp, now)

    def passed(self, since: float, until: float) -> Passed:
        sent = {ticks: at for ticks, at in self._sent.items() if since <= at < until}
        if not self._came:
            return Passed((), len(sent))
        constant = next(iter(self._came)) - next(iter(self._sent))
        came = sorted(((ticks - constant) & _MASK, at) for ticks, at in self._came.items())
        delays = []
        for ticks, at in sent.items():
            place = bisect_left(came, (ticks - GRID,))
            if place < len(came) and came[place][0] <= ticks + GRID:
                delays.append(came[place][1] - at)
        return Passed(tuple(delays), len(sent) - len(delays))


class Nothing:
    """For what cannot be told apart after an encoder: sound."""

    def sent(self, payload: bytes, timestamp: int, now: float) -> None: ...

    def came(self, payload: bytes, timestamp: int, marker: int, now: float) -> None: ...

    def passed(self, since: float, until: float) -> Passed:
        return Passed()
