"""How loud a recording is along its length, for drawing."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from media.frames import known
from media.mixing import heard_tracks, mix
from media.types import Progress, no_progress

RATE = 8_000
"""Enough to see who speaks when."""


def waveform(master: Path, *, points: int = 1000, progress: Progress = no_progress) -> list[float]:
    """The loudest sample, 0 to 1, of each of `points` equal parts; empty without sound."""
    info = known(master)
    tracks = heard_tracks(info)
    if not tracks:
        return []
    peaks = np.zeros(points, np.float32)
    # The number of the first sample of each part.
    first = np.ceil(np.arange(points) * info.duration * RATE / points).astype(np.int64)
    for start, sound in mix(master, tracks, rate=RATE, end=info.duration, chunk_seconds=10.0):
        at = round(start * RATE)
        low, high = np.searchsorted(first, (at, at + len(sound) - 1), side="right")
        parts = np.arange(low - 1, high)
        cuts = np.maximum(first[parts] - at, 0)
        np.maximum.at(peaks, parts, np.maximum.reduceat(np.abs(sound), cuts))
        progress(min(1.0, start / info.duration))
    progress(1.0)
    return [round(float(peak), 3) for peak in np.minimum(peaks, 1.0)]
