"""A room's logs read into its session: every source on the recording's clock."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from live.rtc.clocks import Offset, Reports, captured, least_delay, unwrapped
from live.rtc.packet_log import Event, Header, Packet, Report, Stream, logs, read_log
from live.rtc.recorded import recorded
from live.rtc.records import MAX_SILENCE
from live.rtc.sources import COLUMNS, Session, Source

_CODECS = {"video": ("vp8",), "audio": ("opus", "red")}


def read_session(folder: Path, scratch: Path) -> Session:
    """Every log of the folder and what browsers recorded; time 0 is the first log's epoch.

    `scratch` is a file for payloads that lie in no log; it has to outlive the session.
    """
    sources: list[Source] = []
    events: list[tuple[float, dict[str, Any]]] = []
    epoch, end = None, 0.0
    for path in logs(folder):
        log = _Log(path)
        for record in read_log(path):
            if isinstance(record, Header):
                epoch = record.epoch if epoch is None else epoch
                # A wall clock that was set must neither lay one log over the other nor part them.
                later = record.epoch - epoch
                log.shift = later if end <= later < end + MAX_SILENCE else end
            log.add(record)
            end = max(end, record.time + log.shift)
        sources += log.sources()
        events += log.events
    if epoch is not None:
        sources += recorded(folder, epoch, scratch)
    return Session(tuple(sources), tuple(sorted(events, key=lambda event: event[0])))


@dataclass(slots=True)
class _Growing:
    """A source while its log is read. `connection`: which of its participant's it came by."""

    about: Stream
    connection: int
    columns: dict[str, array] = field(
        default_factory=lambda: {name: array(code) for name, code in COLUMNS.items()}
    )
    markers: array[int] = field(default_factory=lambda: array("b"))
    reports: list[tuple[float, float, float]] = field(default_factory=list)
    highest: int | None = None
    ticks: int | None = None

    def packet(self, packet: Packet, arrival: float) -> None:
        if self.highest is None:
            # Room below, for those that came before the first and arrive after it.
            self.highest = packet.sequence + (1 << 16)
        sequence = unwrapped(packet.sequence, self.highest, 16)
        ticks = self._ticks(packet.timestamp)
        if sequence >= self.highest:
            self.highest, self.ticks = sequence, ticks
        row = (sequence, ticks, arrival, packet.offset, len(packet.payload))
        for column, value in zip(self.columns.values(), row, strict=True):
            column.append(value)
        self.markers.append(packet.marker)

    def report(self, report: Report, arrival: float) -> None:
        # A sender without a clock of its own says 0 (RFC 3550, 6.4.1).
        if report.ntp:
            rtp = self._ticks(report.rtp) / self.about.clock
            self.reports.append((arrival, report.ntp / (1 << 32), rtp))

    def _ticks(self, timestamp: int) -> int:
        if self.ticks is None:
            self.ticks = timestamp
        return unwrapped(timestamp, self.ticks, 32)


@dataclass(slots=True)
class _Log:
    path: Path
    shift: float = 0.0
    events: list[tuple[float, dict[str, Any]]] = field(default_factory=list)
    _all: list[_Growing] = field(default_factory=list)
    _now: dict[int, _Growing] = field(default_factory=dict)

    def add(self, record: Header | Stream | Packet | Report | Event) -> None:
        if isinstance(record, Packet) and record.stream in self._now:
            self._now[record.stream].packet(record, record.time + self.shift)
        elif isinstance(record, Report) and record.stream in self._now:
            self._now[record.stream].report(record, record.time + self.shift)
        elif isinstance(record, Event):
            self.events.append((record.time + self.shift, record.fields))
        elif isinstance(record, Stream) and record.codec in _CODECS.get(record.media, ()):
            self._now[record.stream] = _Growing(record, self._connection(record))
            self._all.append(self._now[record.stream])

    def _connection(self, about: Stream) -> int:
        """A source that replaces one of the newest connection came by the next connection."""
        own = [s for s in self._all if s.about.participant == about.participant]
        newest = max((s.connection for s in own), default=0)
        replaced = any(s.connection == newest and s.about.media == about.media for s in own)
        return newest + replaced

    def sources(self) -> Iterator[Source]:
        offsets = self._offsets()
        for source in self._all:
            yield _placed(source, self.path, offsets.get(_clock_of(source)))

    def _offsets(self) -> dict[tuple[str, int], Offset]:
        """How each connection's NTP clock stands to the server's; audio and video tell together."""
        reports: dict[tuple[str, int], list[tuple[float, float, float]]] = {}
        for source in self._all:
            reports.setdefault(_clock_of(source), []).extend(source.reports)
        columns = {key: np.array(rows) for key, rows in reports.items() if rows}
        return {key: least_delay(rows[:, 0], rows[:, 1]) for key, rows in columns.items()}


def _packet_length(source: Source) -> float:
    """Ticks from a packet to the next, as most are."""
    follows = np.diff(np.asarray(source.sequences)) == 1
    lengths = np.diff(np.asarray(source.timestamps))[follows]
    return float(np.median(lengths)) if len(lengths) else 0.0


def _clock_of(source: _Growing) -> tuple[str, int]:
    return source.about.participant, source.connection


def _placed(growing: _Growing, path: Path, sender: Offset | None) -> Source:
    """The source in order and on the recording's clock, without what has no time."""
    none = array("d", bytes(8 * len(growing.markers)))
    source = Source(growing.about, path, times=none, markers=growing.markers, **growing.columns)
    source = source.taken(np.unique(np.asarray(source.sequences), return_index=True)[1])
    rtp = np.asarray(source.timestamps) / growing.about.clock
    reports = Reports(*np.array(growing.reports).reshape(-1, 3).T)
    times = captured(np.asarray(source.arrivals), rtp, reports, sender)
    if growing.about.media == "audio":
        # Sound leaves when its packet is full, and browsers' reports (libwebrtc, ModuleRtpRtcpImpl
        # ::OnSendingRtpFrame) put the time stamp, which is of its beginning, at that moment.
        times -= _packet_length(source) / growing.about.clock
    known = np.flatnonzero(np.isfinite(times))
    times = np.maximum(times, 0.0)
    return replace(source, times=array("d", times.tobytes())).taken(known)
