"""The sound of a file as arrays, on the recording's clock and in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.stream import Stream

from media.container import BROKEN, decode, opened, origin, packets, rest
from media.errors import MediaError
from media.types import MediaInfo, Track

RATE = 16_000
"""Samples a second, what Whisper and Silero were trained on."""

CLOCK_SLACK = 0.06
"""Seconds by which a packet may be early or late before the clock is set right: browsers jitter by
a packet or two, and a silence of that length inside a word would be heard."""

WARM_UP = 1.0
"""Seconds decoded before the first that is wanted: a codec's first packet after a jump is faded."""

Sound = np.ndarray
"""Mono samples, float32 from -1 to 1."""


def sound_tracks(info: MediaInfo) -> tuple[Track, ...]:
    """The tracks to transcribe: one for each speaker that has one, else the first sound track.

    A file may carry the mixed sound beside the speakers' own tracks; the mix is then left out, or
    every sentence would come twice.
    """
    sounds = [track for track in info.tracks if track.kind == "audio"]
    voices: dict[str, Track] = {}
    for track in sounds:
        if track.speaker:
            voices.setdefault(track.speaker, track)
    return tuple(voices.values()) or tuple(sounds[:1])


def samples(
    path: Path,
    *,
    track: int,
    rate: int = RATE,
    chunk_seconds: float = 30.0,
    until: float | None = None,
    start: float = 0.0,
) -> Iterator[tuple[float, Sound]]:
    """`(start, samples)` of a track: consecutive chunks from `start`, gaps filled with silence.

    `track` is the stream's number in the file. Every chunk but the last is `chunk_seconds` long.
    `until` stops the clock, so that a damaged time stamp cannot ask for days of silence.
    """
    clock = round(start * rate)
    chunker = _Chunker(size=round(chunk_seconds * rate), start=clock)
    limit = None if until is None else round(until * rate)
    for first, sound in _resampled(path, track, rate, start):
        gap = first - clock
        if gap < 0:
            sound = sound[-gap:]
            gap = 0
        if limit is not None and clock + gap + len(sound) > limit:
            gap = min(gap, limit - clock)
            sound = sound[: max(0, limit - clock - gap)]
        for chunk in chunker.add_silence(gap):
            yield chunk.start / rate, chunk.sound
        for chunk in chunker.add(sound):
            yield chunk.start / rate, chunk.sound
        clock += gap + len(sound)
        if limit is not None and clock >= limit:
            break
    for chunk in chunker.rest():
        yield chunk.start / rate, chunk.sound


@dataclass(frozen=True, slots=True)
class _Chunk:
    start: int
    sound: Sound


@dataclass(slots=True)
class _Chunker:
    """Cuts what it is given into chunks of `size` samples."""

    size: int
    start: int = 0
    _parts: list[Sound] = field(default_factory=list)
    _held: int = 0

    def add(self, sound: Sound) -> Iterator[_Chunk]:
        while len(sound):
            room = self.size - self._held
            self._parts.append(sound[:room])
            self._held += len(self._parts[-1])
            sound = sound[room:]
            if self._held == self.size:
                yield from self.rest()

    def add_silence(self, length: int) -> Iterator[_Chunk]:
        while length > 0:
            part = min(length, self.size - self._held)
            yield from self.add(np.zeros(part, dtype=np.float32))
            length -= part

    def rest(self) -> Iterator[_Chunk]:
        if self._held:
            yield _Chunk(self.start, np.concatenate(self._parts))
            self.start += self._held
            self._parts, self._held = [], 0


def _resampled(path: Path, track: int, rate: int, start: float) -> Iterator[tuple[int, Sound]]:
    """`(first sample's number on the clock, samples)` for each decoded piece."""
    resampler, shape, clock = None, None, 0
    for time, frame in _frames(path, track, start):
        seen = (frame.format.name, frame.layout.name, frame.sample_rate)
        expected = clock if time is None else round(time * rate)
        jumped = abs(expected - clock) > CLOCK_SLACK * rate
        if resampler is None or seen != shape or jumped:
            for sound in _push(resampler, None):
                yield clock, sound
                clock += len(sound)
            resampler = AudioResampler(format="flt", layout="mono", rate=rate)
            shape = seen
            clock = expected if jumped else clock
        for sound in _push(resampler, frame):
            yield clock, sound
            clock += len(sound)
    for sound in _push(resampler, None):
        yield clock, sound
        clock += len(sound)


def _push(resampler: AudioResampler | None, frame: AudioFrame | None) -> Iterator[Sound]:
    if resampler is None:
        return
    for out in resampler.resample(frame):
        yield np.nan_to_num(out.to_ndarray().reshape(-1))


def _frames(path: Path, track: int, start: float) -> Iterator[tuple[float | None, AudioFrame]]:
    """Each decoded frame with its time; damaged packets are left out, a torn end is the end."""
    with opened(path) as container:
        stream = next((s for s in container.streams.audio if s.index == track), None)
        if stream is None:
            raise MediaError("no_such_track", f"The recording has no sound track number {track}.")
        zero = origin(container)
        if start > WARM_UP:
            with suppress(*BROKEN):
                container.seek(int((start + zero - WARM_UP) / stream.time_base), stream=stream)
        decoded = chain.from_iterable(decode(packet) for packet in packets(container, [stream]))
        for frame in chain(decoded, _last(stream)):
            if frame.samples and frame.sample_rate:
                yield (None if frame.time is None else frame.time - zero), frame


def _last(stream: Stream) -> Iterator[AudioFrame]:
    """What the decoder still holds, asked for only when the packets are at their end."""
    yield from rest(stream)
