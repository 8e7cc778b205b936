"""Packet logs of sessions that never were, with everything that a network and a clock can do.

Each person's screen flashes, and their voice beeps, for a tenth of a second in every second, half a
second after it began: whoever sees and hears the recording knows what the time was.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from live.rtc.packet_log import PacketLog
from tests.live.rtc.coded import RATE, beeps, encoded

EPOCH = 1_700_000_000.0
NTP_EPOCH = 3_900_000_000.0
PACKET = 90
LENGTH = 0.02
"""Bytes of a picture, and seconds of a voice, in a packet."""
SEQUENCE, TICKS = 65_500, 2**32 - 100_000
"""Where every stream begins: both counters soon start again from 0."""


@dataclass(frozen=True)
class Person:
    """Somebody with a clock that is wrong by `clock` seconds and by `drift`, `delay` s away."""

    name: str
    role: str
    clock: float = 0.0
    drift: float = 0.0
    delay: float = 0.02
    jitter: float = 0.0

    def ntp(self, time: float) -> float:
        return NTP_EPOCH + self.clock + time * (1 + self.drift)


LEARNER = Person("anna", "learner", clock=-7.25)
HELPER = Person("bruno", "helper", clock=1234.5)


def ticks(start: float, end: float) -> list[float]:
    """The moments of a span's pictures, ten a second."""
    return [n / 10 for n in range(round(start * 10), round(end * 10))]


def never(_number: int) -> bool:
    return False


def rtp(person: Person, time: float, rate: int = 90_000) -> int:
    """What the RTP clock of any of a person's streams shows."""
    return round(TICKS + (person.ntp(time) - person.ntp(0)) * rate) % 2**32


@dataclass
class Script:
    """What happens in a session; `write` makes the logs. Times are those of the server."""

    records: list[tuple[float, Callable]] = field(default_factory=list)
    random: random.Random = field(default_factory=lambda: random.Random(7))

    def event(self, time: float, **fields: object) -> None:
        self.records.append((time, lambda life: life.log.event(fields)))

    def screen(
        self,
        person: Person,
        times: Iterable[float],
        *,
        size: tuple[int, int] = (320, 240),
        sizes: tuple[tuple[int, int], ...] = (),
        key_at: tuple[int, ...] = (0,),
        **network: object,
    ) -> list[int]:
        """A VP8 stream of pictures captured at `times`; the number of packets of each."""
        times = tuple(times)
        sender = _Sender(self, person, "video", "vp8", 90_000, **network)
        pieces = []
        frames = encoded(tuple(round(t, 3) for t in times), sizes or (size,), key_at)
        for number, (time, frame) in enumerate(zip(times, frames, strict=True)):
            parts = [frame[at : at + PACKET] for at in range(0, len(frame), PACKET)]
            for part, data in enumerate(parts):
                head = bytes([0x80 | 0x10 * (part == 0), 0x80, 0x80 | number >> 8, number & 0xFF])
                sender.packet(time, 0.0, part == len(parts) - 1, head + data)
            sender.report(time, 0.0)
            pieces.append(len(parts))
        return pieces

    def voice(
        self,
        person: Person,
        start: float,
        end: float,
        *,
        red: bool = False,
        muted: tuple[float, float] = (0.0, 0.0),
        still: bool = False,
        every: float = 5.0,
        **network: object,
    ) -> None:
        """An Opus stream; while muted nothing is sent, and the RTP clock may stand still."""
        codec = "red" if red else "opus"
        sender = _Sender(self, person, "audio", codec, RATE, every=every, **network)
        last = b""
        for number, packet in enumerate(beeps(round(end - start))):
            time = start + number * LENGTH
            slept = muted[1] - muted[0] if still and time >= muted[1] else 0.0
            # As browsers do: it leaves when it is full, and the report takes that for the moment
            # of its time stamp.
            sender.report(time + LENGTH, slept + LENGTH)
            if muted[0] <= time < muted[1]:
                continue
            payload = packet
            if red:
                block = bytes([0xEF]) + (960 << 10 | len(last)).to_bytes(3, "big")
                payload = (block if last else b"") + b"\x6f" + last + packet
            sender.packet(time + LENGTH, slept + LENGTH, 0, payload)
            last = packet

    def write(self, folder: Path, lives: tuple[tuple[float, float], ...] = ((0.0, 1e9),)) -> Path:
        """The folder with one log for each life of the process, `(opened, ended)`."""
        records = sorted(self.records, key=lambda record: record[0])
        for opened, ended in lives:
            _Life(folder, opened).write(r for r in records if opened <= r[0] < ended)
        return folder


@dataclass
class _Sender:
    """One stream and what the network does to it; `lost`, `late` and `again` take the number of a
    packet. A report comes every `every` seconds, whether anything is sent or not."""

    script: Script
    person: Person
    media: str
    codec: str
    rate: int
    lost: Callable[[int], bool] = never
    late: Callable[[int], float] = lambda _number: 0.0
    again: Callable[[int], bool] = never
    reports: bool = True
    every: float = 1.0
    number: int = 0
    due: float | None = None

    def packet(self, time: float, slept: float, marker: int, payload: bytes) -> None:
        """Sent at `time` by an RTP clock that has stood still for `slept` seconds."""
        ticks, arrival = rtp(self.person, time - slept, self.rate), self._arrival(time)
        number, self.number = self.number, self.number + 1
        packet = (SEQUENCE + number) % 2**16, ticks, marker, payload
        arrivals = [] if self.lost(number) else [arrival + self.late(number)]
        arrivals += [arrival + 0.3] if self.again(number) else []
        for arrived in arrivals:
            self._record(arrived, lambda log, stream: log.packet(stream, *packet))

    def report(self, time: float, slept: float) -> None:
        """Sent if it is time for one."""
        self.due = time + self.every / 4 if self.due is None else self.due
        if self.reports and time >= self.due:
            self.due = time + self.every
            report = round(self.person.ntp(time) * 2**32), rtp(self.person, time - slept, self.rate)
            self._record(self._arrival(time), lambda log, stream: log.report(stream, *report))

    def _arrival(self, time: float) -> float:
        return time + self.person.delay + self.script.random.random() * self.person.jitter

    def _record(self, time: float, write: Callable) -> None:
        self.script.records.append((time, lambda life: write(life.log, life.number(self))))


class _Life:
    """One log, and its numbers of the streams that it has seen."""

    def __init__(self, folder: Path, opened: float) -> None:
        self.now = opened
        self.log = PacketLog(folder, "room", clock=lambda: self.now, wall=lambda: EPOCH + opened)
        self.numbers: dict[int, int] = {}

    def write(self, records: Iterable[tuple[float, Callable]]) -> None:
        for self.now, write in records:
            write(self)
        self.log.close()

    def number(self, sender: _Sender) -> int:
        if id(sender) not in self.numbers:
            about = sender.person.name, sender.person.role, sender.media, sender.codec, sender.rate
            self.numbers[id(sender)] = self.log.stream(*about)
        return self.numbers[id(sender)]
