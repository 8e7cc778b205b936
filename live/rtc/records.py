"""The records of a packet log, and their bytes (docs/live.md, "The packet log")."""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

MAX_RECORD = 128 * 1024
"""Bytes. A UDP datagram has 64 KiB at most and an event 4 KiB: what claims more is no record."""

MAX_SILENCE = 24 * 3600.0
"""Seconds between two records; the clock of a log never goes back either."""

HEAD = struct.Struct(">IBd")
PACKET = struct.Struct(">HHIB")
REPORT = struct.Struct(">HQI")
COUNTED = HEAD.size - 4
"""Bytes of a record's head that its length counts."""


@dataclass(frozen=True, slots=True)
class Header:
    """The first record. `epoch`: Unix time, in seconds, of the log's time 0."""

    time: float
    version: int
    room: str
    epoch: float


@dataclass(frozen=True, slots=True)
class Stream:
    """A source that begins; `clock`: ticks a second of its RTP timestamps."""

    time: float
    stream: int
    participant: str
    role: str
    media: str
    codec: str
    clock: int


@dataclass(frozen=True, slots=True)
class Packet:
    """An RTP packet. `offset`: where its payload begins in the file, in bytes."""

    time: float
    stream: int
    sequence: int
    timestamp: int
    marker: bool
    payload: bytes
    offset: int


@dataclass(frozen=True, slots=True)
class Report:
    """A sender report (RFC 3550, 6.4.1): `ntp` in 1/2**32 s since 1900, `rtp` in ticks."""

    time: float
    stream: int
    ntp: int
    rtp: int


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, with the fields that everybody received."""

    time: float
    fields: dict[str, Any]


Record = Header | Stream | Packet | Report | Event


def records(file: BinaryIO) -> Iterator[Record]:
    """The records from the beginning of a file to the first that is torn or makes no sense."""
    offset, latest = 0, 0.0
    while len(head := file.read(HEAD.size)) == HEAD.size:
        length, kind, moment = HEAD.unpack(head)
        if not COUNTED <= length <= MAX_RECORD or not 0 <= moment - latest < MAX_SILENCE:
            return
        body = file.read(length - COUNTED)
        if len(body) < length - COUNTED or kind not in _KINDS:
            return
        try:
            yield _KINDS[kind](moment, body, offset + HEAD.size)
        except _SENSELESS:
            return
        offset, latest = offset + 4 + length, moment


_SENSELESS = (ValueError, KeyError, TypeError, OverflowError, RecursionError, struct.error)


def _header(moment: float, body: bytes, _offset: int) -> Header:
    value = json.loads(body)
    epoch = float(value["epoch"])
    if not math.isfinite(epoch):
        raise ValueError(epoch)
    return Header(moment, int(value["version"]), str(value["room"]), epoch)


def _stream(moment: float, body: bytes, _offset: int) -> Stream:
    value = json.loads(body)
    words = (str(value[key]) for key in ("participant", "role", "media", "codec"))
    clock = int(value["clock"])
    if clock <= 0:
        raise ValueError(clock)
    return Stream(moment, int(value["stream"]), *words, clock)


def _packet(moment: float, body: bytes, offset: int) -> Packet:
    stream, sequence, timestamp, marker = PACKET.unpack_from(body)
    payload = body[PACKET.size :]
    return Packet(moment, stream, sequence, timestamp, bool(marker), payload, offset + PACKET.size)


def _report(moment: float, body: bytes, _offset: int) -> Report:
    return Report(moment, *REPORT.unpack(body))


def _event(moment: float, body: bytes, _offset: int) -> Event:
    fields = json.loads(body)
    if not isinstance(fields, dict):
        raise ValueError(fields)
    return Event(moment, fields)


_KINDS = {
    ord("H"): _header,
    ord("S"): _stream,
    ord("P"): _packet,
    ord("R"): _report,
    ord("E"): _event,
}
