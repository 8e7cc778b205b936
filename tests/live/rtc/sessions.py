"""Packet logs of sessions that never were, with everything that a network and a clock can do.

Each person's screen flashes, and their voice beeps, for a tenth of a second in every second, half a
second after it began: whoever sees and hears the recording knows what the time was.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import numpy as np

from live.rtc.packet_log import PacketLog
from tests.clips import numbered

EPOCH = 1_700_000_000.0
NTP_EPOCH = 3_900_000_000.0
FPS, RATE, PACKET = 10, 48_000, 400
MILLISECOND = Fraction(1, 1000)
NEVER: Callable[[int], bool] = lambda _number: False  # noqa: E731


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


@dataclass
class Script:
    """What happens in a session; `write` makes the logs. Times are those of the server."""

    records: list[tuple[float, Callable]] = field(default_factory=list)
    sources: int = 0
    random: random.Random = field(default_factory=lambda: random.Random(7))

    def event(self, time: float, **fields: object) -> None:
        self.records.append((time, lambda log, _number: log.event(fields)))

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
        send = self._sender(person, "video", "vp8", 90_000, **network)
        pieces = []
        frames = encoded(tuple(round(t, 3) for t in times), sizes or (size,), key_at)
        for number, (time, frame) in enumerate(zip(times, frames, strict=True)):
            parts = [frame[at : at + PACKET] for at in range(0, len(frame), PACKET)]
            for part, data in enumerate(parts):
                head = bytes([0x80 | 0x10 * (part == 0), 0x80, 0x80 | number >> 8, number & 0xFF])
                send(time, 0.0, part == len(parts) - 1, head + data)
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
        **network: object,
    ) -> None:
        """An Opus stream; while muted nothing is sent, and the RTP clock may stand still."""
        codec = "red" if red else "opus"
        send = self._sender(person, "audio", codec, RATE, every=5.0, **network)
        last = b""
        for number, packet in enumerate(beeps(round(end - start))):
            time = start + number * 0.02
            if muted[0] <= time < muted[1]:
                continue
            slept = muted[1] - muted[0] if still and time >= muted[1] else 0.0
            payload = packet
            if red:
                block = bytes([0xEF]) + (960 << 10 | len(last)).to_bytes(3, "big")
                payload = (block if last else b"") + b"\x6f" + last + packet
            send(time, slept, 0, payload)
            last = packet

    def write(self, folder: Path, lives: tuple[tuple[float, float], ...] = ((0.0, 1e9),)) -> Path:
        """The folder with one log for each life of the process, `(opened, ended)`."""
        records = sorted(self.records, key=lambda record: record[0])
        for opened, ended in lives:
            _Life(folder, opened).write(r for r in records if opened <= r[0] < ended)
        return folder

    def _sender(
        self,
        person: Person,
        media: str,
        codec: str,
        rate: int,
        *,
        lost: Callable[[int], bool] = NEVER,
        late: Callable[[int], float] = lambda _number: 0.0,
        reports: bool = True,
        every: float = 1.0,
        sequence: int = 65_500,
        base: int = 2**32 - 100_000,
    ) -> Callable:
        source, self.sources = (self.sources, person, media, codec, rate), self.sources + 1
        state = {"number": 0, "report": None}

        def send(time: float, slept: float, marker: int, payload: bytes) -> None:
            ticks = round(base + (person.ntp(time) - person.ntp(0) - slept) * rate) % 2**32
            arrival = time + person.delay + self.random.random() * person.jitter
            number, state["number"] = state["number"], state["number"] + 1
            packet = (sequence + number) % 2**16, ticks, marker, payload
            if not lost(number):
                arrived = arrival + late(number)
                self.records.append((arrived, _on(source, lambda log, n: log.packet(n, *packet))))
            due = state["report"] if state["report"] is not None else time + every / 4
            state["report"] = due
            if reports and time >= due:
                state["report"] = time + every
                report = round(person.ntp(time) * 2**32), ticks
                self.records.append((arrival, _on(source, lambda log, n: log.report(n, *report))))

        return send


def _on(source: tuple, write: Callable) -> Callable:
    return lambda log, number: write(log, number(source))


class _Life:
    """One log, and its numbers of the sources that it has seen."""

    def __init__(self, folder: Path, opened: float) -> None:
        self.now = opened
        self.log = PacketLog(
            folder, "room", clock=lambda: self.now, wall=lambda: EPOCH + opened
        )
        self.numbers: dict[tuple, int] = {}

    def write(self, records: Iterable[tuple[float, Callable]]) -> None:
        for self.now, write in records:
            write(self.log, self._number)
        self.log.close()

    def _number(self, source: tuple) -> int:
        if source not in self.numbers:
            _, person, media, codec, rate = source
            number = self.log.stream(person.name, person.role, media, codec, rate)
            self.numbers[source] = number
        return self.numbers[source]


def flashes(time: float) -> bool:
    return 0.5 <= round(time % 1, 3) < 0.6


def ticks(start: float, end: float) -> list[float]:
    """The moments of the pictures of a span."""
    return [n / FPS for n in range(round(start * FPS), round(end * FPS))]


@cache
def encoded(
    times: tuple[float, ...], sizes: tuple[tuple[int, int], ...], key_at: tuple[int, ...]
) -> list[bytes]:
    """VP8 frames of as many equal parts as there are sizes; each shows its number, or a flash."""
    frames, part = [], -(-len(times) // len(sizes))
    for at, size in enumerate(sizes):
        coder = av.CodecContext.create("libvpx", "w")
        coder.width, coder.height = size
        coder.pix_fmt, coder.time_base, coder.gop_size = "yuv420p", MILLISECOND, 10_000
        coder.options = {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0"}
        for number in range(at * part, min((at + 1) * part, len(times))):
            image = numbered(number, size)
            image[size[1] // 2 :] = 255 if flashes(times[number]) else 40
            frame = av.VideoFrame.from_ndarray(image, format="rgb24")
            frame.pts, frame.time_base = round(times[number] * 1000), MILLISECOND
            frame.pict_type = 1 if number in key_at else 0
            frames += [bytes(packet) for packet in coder.encode(frame)]
    return frames


@cache
def beeps(seconds: int) -> list[bytes]:
    """Opus packets of 20 ms each."""
    coder = av.CodecContext.create("libopus", "w")
    coder.sample_rate, coder.layout, coder.format = RATE, "mono", "s16"
    coder.bit_rate, coder.options = 32_000, {"application": "voip"}
    moments = np.arange(seconds * RATE) / RATE
    wave = 0.5 * np.sin(2 * np.pi * 1000 * moments) * ((moments % 1 >= 0.5) & (moments % 1 < 0.6))
    packets = []
    for start in range(0, len(wave), 960):
        samples = (wave[start : start + 960] * 32767).astype(np.int16).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
        packets += [bytes(packet) for packet in coder.encode(frame)]
    return packets
