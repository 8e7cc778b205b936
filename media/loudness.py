"""How loud a track is, frame by frame, and where on it somebody is near."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from media.audio import RATE, Sound, samples

FRAME = 512
"""Samples a loudness value stands for: Silero's own step, 32 ms."""

FRAMES_PER_SECOND = RATE / FRAME
SILENCE_DB = -90.0
"""Below this a microphone is muted or missing, not quiet."""

BACKGROUND_SECONDS = 60.0
REFERENCE_SECONDS = 10.0
"""A speaker's level is taken from that many of the loudest seconds, however little they say."""

NEAR_DB = 10.0
"""A voice no fainter than that, against the loudest seconds, is somebody of the session."""

MURMUR_SECONDS = 120.0
"""What is heard for half the time between near voices, so far around, is always there."""

MURMUR_BLOCK_SECONDS = 10.0
ABOVE_MURMUR_DB = 12.0
VOICE_DB = -20.0
MOST_GAIN_DB = 20.0
REACH_SECONDS = 0.35
"""A loud syllable carries the softer ones beside it."""


@dataclass(frozen=True)
class Loudness:
    """A track's level in decibels, one value for each `FRAME`; 5 MB for six hours."""

    levels: np.ndarray

    @cached_property
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

    def near(self, start: int, end: int) -> list[tuple[int, int]]:
        """The parts of a stretch, in samples, in which somebody speaks who is not far away."""
        first = max(0, start // FRAME)
        here = np.flatnonzero(
            np.diff(np.concatenate(([False], self._present[first : -(-end // FRAME)], [False])))
        )
        edges = (here.reshape(-1, 2) + first) * FRAME
        return [(max(start, int(a)), min(end, int(b))) for a, b in edges]

    @cached_property
    def _present(self) -> np.ndarray:
        """For each frame, whether a near voice is heard there or a moment before or after.

        A television is fainter than the people and goes on while they are silent; somebody far
        from the microphone may be as faint, but is silent too.
        """
        reach = round(REACH_SECONDS * FRAMES_PER_SECOND)
        carried = _highest_around(self.levels, reach)
        near = carried >= self.reference - NEAR_DB
        present = near.copy()
        block = round(MURMUR_BLOCK_SECONDS * FRAMES_PER_SECOND)
        margin = round(MURMUR_SECONDS * FRAMES_PER_SECOND)
        for first in range(0, len(self.levels), block):
            around = slice(max(0, first - margin), first + block + margin)
            between = self.levels[around][~near[around]]
            murmur = float(np.median(between)) if len(between) else SILENCE_DB
            here = slice(first, first + block)
            present[here] |= carried[here] >= murmur + ABOVE_MURMUR_DB
        return present


def _highest_around(levels: np.ndarray, reach: int) -> np.ndarray:
    if not len(levels):
        return levels
    padded = np.pad(levels, reach, mode="edge")
    return np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1).max(axis=1)


def loudness(path: Path, *, track: int, until: float | None = None) -> Loudness:
    """The level of a whole track."""
    parts = [_levels(chunk) for _start, chunk in samples(path, track=track, until=until)]
    return Loudness(np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32))


def _levels(sound: Sound) -> np.ndarray:
    padded = np.pad(sound, (0, -len(sound) % FRAME)).reshape(-1, FRAME)
    power = np.square(padded).mean(axis=1, dtype=np.float64)
    return (10 * np.log10(power + 1e-12)).astype(np.float32)


def levelled(sound: Sound) -> Sound:
    """The sound with its voice as loud as any other: a far one is heard beside a near one."""
    levels = _levels(sound)
    if not len(levels):
        return sound
    gain = min(MOST_GAIN_DB, VOICE_DB - float(np.percentile(levels, 90)))
    return np.clip(sound * np.float32(10 ** (gain / 20)), -1.0, 1.0)
