"""What a room's logs hold: its sources' packets on one clock, read as needed, and its events."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from live.rtc.packet_log import Stream

Spans = list[tuple[float, float]]

COLUMNS = {"sequences": "q", "timestamps": "q", "arrivals": "d", "offsets": "q", "sizes": "q"}


def inside(time: float, spans: Spans) -> bool:
    """Whether a time lies in one of the spans."""
    return any(start <= time < end for start, end in spans)


@dataclass(frozen=True, slots=True)
class Source:
    """One stream of a log: its packets in the order of their sequence numbers, none twice.

    `sequences` and `timestamps` are unwrapped; `times` (capture) and `arrivals` are seconds of the
    recording; `offsets` and `sizes` say where the payloads lie in the file `path`.
    """

    about: Stream
    path: Path
    sequences: array[int]
    timestamps: array[int]
    arrivals: array[float]
    times: array[float]
    offsets: array[int]
    sizes: array[int]
    markers: array[int]

    def __len__(self) -> int:
        return len(self.sequences)

    def without(self, spans: Spans) -> Source:
        """The same without what was captured, or arrived, in any of the spans."""
        times, arrivals = np.asarray(self.times), np.asarray(self.arrivals)
        keep = np.ones(len(self), bool)
        for start, end in spans:
            keep &= ~((times >= start) & (times < end) | (arrivals >= start) & (arrivals < end))
        return self if keep.all() else self.taken(np.flatnonzero(keep))

    def taken(self, places: np.ndarray) -> Source:
        """The same with these packets only, in this order."""
        names = (*COLUMNS, "times", "markers")
        columns = {name: getattr(self, name) for name in names}
        taken = {n: array(c.typecode, np.asarray(c)[places].tobytes()) for n, c in columns.items()}
        return replace(self, **taken)


@dataclass(frozen=True, slots=True)
class Session:
    """All logs of a room. `events`: `(seconds of the recording, fields)` in order of time."""

    sources: tuple[Source, ...]
    events: tuple[tuple[float, dict[str, Any]], ...]


class Payloads:
    """Reads payloads out of the logs."""

    def __init__(self, files: dict[Path, int]) -> None:
        self._files = files

    def read(self, source: Source, packet: int, most: int = 1 << 20) -> bytes:
        """The payload of a source's packet, of which `most` bytes are enough."""
        size = min(source.sizes[packet], most)
        return os.pread(self._files[source.path], size, source.offsets[packet])


@contextmanager
def payloads(session: Session) -> Iterator[Payloads]:
    """The payloads of a session's sources, readable as long as the context lasts."""
    with ExitStack() as stack:
        paths = {source.path for source in session.sources}
        yield Payloads({path: stack.enter_context(path.open("rb")).fileno() for path in paths})
