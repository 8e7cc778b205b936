"""Where somebody speaks on a track: Silero's voice activity, gated by loudness.

Two people recorded on two tracks are heard on both: through the loudspeaker, or because somebody
talks in the room. Whisper turns such murmur into invented sentences, so a stretch of voice counts
only if it stands out of the track's own background and is not merely the other track's voice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from faster_whisper.vad import VadOptions, get_speech_timestamps

from media.audio import RATE, Sound, samples

FRAME = 512
"""Samples a loudness value stands for: Silero's own step, 32 ms."""

FRAMES_PER_SECOND = RATE / FRAME
SILENCE_DB = -90.0
"""Below this a microphone is muted or missing, not quiet."""

STAND_OUT_DB = 9.0
"""How far the louder part of a stretch must be above the background around it."""

BACKGROUND_SECONDS = 60.0
REFERENCE_SECONDS = 10.0
"""A speaker's level is taken from that many of the loudest seconds, however little they say."""

GAIN_RANGE_DB = 10.0
"""Two microphones may differ by as much; a track quieter still carries no voice of its own."""

DOMINATED_DB = 6.0
"""A frame is the other's when theirs, each against their own level, is that much louder."""

OWN_SHARE = 0.35
"""The share of a stretch's frames that must be the speaker's own."""

MAX_SPAN_SECONDS = 20.0
"""A monologue is cut at its last short pause before that: a window holds one stretch at least."""

VAD = VadOptions(
    threshold=0.5,
    min_speech_duration_ms=120,
    min_silence_duration_ms=400,
    speech_pad_ms=200,
    max_speech_duration_s=MAX_SPAN_SECONDS,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of voice, in samples from the start of the recording."""

    start: int
    sound: Sound

    @property
    def end(self) -> int:
        return self.start + len(self.sound)


@dataclass(frozen=True, slots=True)
class Loudness:
    """A track's level in decibels, one value for each `FRAME`; 5 MB for six hours."""

    levels: np.ndarray

    @property
    def reference(self) -> float:
        """The level of the track's loudest seconds, knocks on the microphone left out."""
        count = min(round(REFERENCE_SECONDS * FRAMES_PER_SECOND), len(self.levels) // 10)
        if not count:
            return SILENCE_DB
        loudest = np.partition(self.levels, -count)[-count:]
        return float(np.median(loudest))

    def between(self, start: int, end: int) -> np.ndarray:
        """The levels of the frames from sample `start` to `end`."""
        return self.levels[max(0, start // FRAME) : max(0, -(-end // FRAME))]

    def background(self, start: int, end: int) -> float:
        """The level between words in the minute before and after."""
        margin = round(BACKGROUND_SECONDS * RATE)
        around = self.between(start - margin, end + margin)
        heard = around[around > SILENCE_DB]
        return float(np.percentile(heard, 10)) if len(heard) else SILENCE_DB


def loudness(path: Path, *, track: int, until: float | None = None) -> Loudness:
    """The level of a whole track."""
    parts = [_levels(chunk) for _start, chunk in samples(path, track=track, until=until)]
    return Loudness(np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32))


def _levels(sound: Sound) -> np.ndarray:
    padded = np.pad(sound, (0, -len(sound) % FRAME)).reshape(-1, FRAME)
    power = np.square(padded).mean(axis=1, dtype=np.float64)
    return (10 * np.log10(power + 1e-12)).astype(np.float32)


def spans(
    chunks: Iterator[tuple[float, Sound]], own: Loudness, others: Sequence[Loudness] = ()
) -> Iterator[Span]:
    """The stretches of a track in which its speaker talks, padded by 0.2 s, in order.

    At most two chunks are held: a chunk's last stretch waits for the next, in case it goes on.
    """
    held, base = np.zeros(0, dtype=np.float32), 0
    for _start, chunk in chunks:
        held = np.concatenate((held, chunk))
        found = get_speech_timestamps(held, VAD)
        open_from = len(held) - round(RATE * (VAD.min_silence_duration_ms / 1000 + 0.4))
        done = [f for f in found if f["end"] <= open_from]
        keep = found[len(done)]["start"] if len(done) < len(found) else max(0, open_from)
        keep = max(
            keep, len(held) - round((MAX_SPAN_SECONDS + 2) * RATE), done[-1]["end"] if done else 0
        )
        yield from _gated(held, base, done, own, others)
        held, base = held[keep:], base + keep
    yield from _gated(held, base, get_speech_timestamps(held, VAD), own, others)


def _gated(
    sound: Sound,
    base: int,
    found: list[dict[str, int]],
    own: Loudness,
    others: Sequence[Loudness],
) -> Iterator[Span]:
    for stretch in found:
        start, end = base + stretch["start"], base + stretch["end"]
        if stands_out(own, start, end) and all(is_own(own, o, start, end) for o in others):
            yield Span(start, sound[stretch["start"] : stretch["end"]].copy())


def stands_out(own: Loudness, start: int, end: int) -> bool:
    """Whether the stretch is louder than what the track always carries: television, voices."""
    levels = own.between(start, end)
    if not len(levels):
        return False
    loud = float(np.percentile(levels, 90))
    return loud > SILENCE_DB and loud - own.background(start, end) >= STAND_OUT_DB


def is_own(own: Loudness, other: Loudness, start: int, end: int) -> bool:
    """Whether the stretch is this track's voice, and not the other's heard through the room."""
    mine, theirs = own.between(start, end), other.between(start, end)
    length = min(len(mine), len(theirs))
    if not length:
        return True
    reference = max(own.reference, other.reference - GAIN_RANGE_DB)
    difference = (mine[:length] - reference) - (theirs[:length] - other.reference)
    voiced = mine[:length] >= np.percentile(mine[:length], 50)
    return bool((difference[voiced] > -DOMINATED_DB).mean() >= OWN_SHARE)
