"""The packet log of a room: what arrived, as it came, appended to a file and read again."""

from __future__ import annotations

import errno
import json
import os
import re
import struct
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from live.rtc.records import (
    COUNTED,
    HEAD,
    PACKET,
    REPORT,
    Event,
    Header,
    Packet,
    Record,
    Report,
    Stream,
    records,
)

__all__ = [
    "Event",
    "Header",
    "Packet",
    "PacketLog",
    "Record",
    "Report",
    "Stream",
    "logs",
    "read_log",
]

VERSION = 1

_NAME = re.compile(r"packets-(\d+)\.log")
_WHOLE_PACKET = struct.Struct(">IBdHHIB")


class PacketLog:
    """Appends records to the folder's next free `packets-<n>.log`, each by one `os.write`.

    A write that fails (a full disk) raises `OSError` once, takes back what it had half written and
    ends the log: `writing` is then False, and nothing more is written or raised.
    """

    def __init__(
        self,
        folder: Path,
        room: str,
        *,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.path, self._file = _next_free(folder)
        self.writing = True
        self._clock = clock
        self._closing = threading.Lock()
        self._streams = 0
        self._size = 0
        self._opened = clock()
        self._json("H", {"version": VERSION, "room": room, "epoch": wall()})

    @property
    def time(self) -> float:
        """Seconds since the log was opened."""
        return self._clock() - self._opened

    def stream(self, participant: str, role: str, media: str, codec: str, clock: int) -> int:
        """The number, in this log, of a source that begins."""
        number = self._streams
        self._streams += 1
        about = {"participant": participant, "role": role, "media": media}
        self._json("S", {"stream": number, **about, "codec": codec, "clock": clock})
        return number

    def packet(
        self, stream: int, sequence: int, timestamp: int, marker: int, payload: bytes
    ) -> None:
        """Append an RTP packet; one without payload (padding) too: it keeps the sequence whole."""
        length = COUNTED + PACKET.size + len(payload)
        head = (length, ord("P"), self.time, stream, sequence, timestamp, marker)
        self._write(_WHOLE_PACKET.pack(*head) + payload)

    def report(self, stream: int, ntp: int, rtp: int) -> None:
        """Append a sender report: `ntp` the 64-bit NTP time, `rtp` the same moment in ticks."""
        self._record("R", REPORT.pack(stream, ntp, rtp))

    def event(self, fields: dict[str, Any]) -> None:
        """Append what everybody has been told."""
        self._json("E", fields)

    def sync(self) -> None:
        """Wait until the disk has everything; made to be called from a thread."""
        with self._closing:
            if self._file >= 0:
                os.fdatasync(self._file)

    def close(self) -> None:
        """End the log; a second call does nothing. Waits for a `sync` in progress."""
        with self._closing:
            self.writing = False
            if self._file >= 0:
                os.close(self._file)
                self._file = -1

    def _json(self, kind: str, value: dict[str, Any]) -> None:
        self._record(kind, json.dumps(value, separators=(",", ":")).encode("ascii"))

    def _record(self, kind: str, body: bytes) -> None:
        self._write(HEAD.pack(COUNTED + len(body), ord(kind), self.time) + body)

    def _write(self, record: bytes) -> None:
        if not self.writing:
            return
        try:
            written = os.write(self._file, record)
            if written < len(record):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path))
        except OSError:
            self.writing = False
            os.ftruncate(self._file, self._size)
            raise
        self._size += written


def logs(folder: Path) -> list[Path]:
    """The folder's logs in the order in which they were opened."""
    return [path for _, path in _numbered(folder)]


def read_log(path: Path) -> Iterator[Record]:
    """The records in order, a `Header` first; what is torn or makes no sense is the end."""
    with path.open("rb") as file:
        for number, record in enumerate(records(file)):
            if isinstance(record, Header) != (number == 0):
                return
            yield record


def _numbered(folder: Path) -> list[tuple[int, Path]]:
    found = ((_NAME.fullmatch(path.name), path) for path in folder.glob("packets-*.log"))
    return sorted((int(name[1]), path) for name, path in found if name)


def _next_free(folder: Path) -> tuple[Path, int]:
    folder.mkdir(parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC
    while True:
        taken = [number for number, _ in _numbered(folder)]
        path = folder / f"packets-{max(taken, default=0) + 1}.log"
        try:
            return path, os.open(path, flags, 0o640)
        except FileExistsError:
            continue
