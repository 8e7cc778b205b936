"""The voices of a session: one for each participant who was heard, across reconnections."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from live.rtc.depacketize import opus_samples, red_blocks
from live.rtc.sources import Payloads, Source, Spans, inside

RATE = 48_000
"""Ticks a second of Opus in RTP, whatever the sound was sampled at (RFC 7587, 4.1)."""


@dataclass(frozen=True, slots=True)
class Sound:
    """An Opus packet that begins at `time` seconds and lasts `samples` at 48 kHz."""

    time: float
    samples: int
    data: bytes

    @property
    def end(self) -> float:
        return self.time + self.samples / RATE


def voices(
    sources: Iterable[Source], payloads: Payloads, off_record: Spans
) -> list[tuple[str, Iterator[Sound]]]:
    """`(role, sound in order of time)` of each participant who was heard, as they appeared."""
    heard = []
    for role, own in _speakers(sources):
        sounds = _voice(own, payloads, off_record)
        first = next(sounds, None)
        if first:
            heard.append((role, chain([first], sounds)))
    return heard


def _speakers(sources: Iterable[Source]) -> list[tuple[str, list[Source]]]:
    found: dict[str, tuple[str, list[Source]]] = {}
    for source in sources:
        if source.about.media == "audio" and len(source):
            about = source.about
            found.setdefault(about.participant, (about.role, []))[1].append(source)
    return list(found.values())


def _voice(sources: list[Source], payloads: Payloads, off_record: Spans) -> Iterator[Sound]:
    """A participant's sound in order of time; what is missing or was not sent stays a gap."""
    end = 0.0
    streams = (_sounds(source, payloads, off_record) for source in sources)
    for sound in heapq.merge(*streams, key=lambda sound: sound.time):
        # After a reload, the old connection's last words may overlap the new one's first.
        if sound.time > end - sound.samples / RATE / 2:
            end = max(end, sound.end)
            yield sound


def _sounds(source: Source, payloads: Payloads, off_record: Spans) -> Iterator[Sound]:
    """A source's own sound, holes filled with what later packets repeat of it (RFC 2198)."""
    end = source.timestamps[0]
    redundant = source.about.codec == "red"
    for packet in range(len(source)):
        payload = payloads.read(source, packet)
        for before, data in red_blocks(payload) if redundant else [(0, payload)]:
            start, samples = source.timestamps[packet] - before, opus_samples(data)
            time = source.times[packet] - before / RATE
            known = start < end - samples // 2
            if known or not samples or inside(time, off_record):
                continue
            end = start + samples
            yield Sound(max(0.0, time), samples, data)
