"""Looking into and listening to what was made of a clip."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np

from media.audio import samples
from media.join import join
from media.probe import probe
from tests import clips

RATE = 16_000


def sound(path: Path, start: float, end: float) -> np.ndarray:
    track = next(t.index for t in probe(path).tracks if t.kind == "audio")
    parts = [s for _, s in samples(path, track=track, rate=RATE, start=start, until=end)]
    return np.concatenate(parts or [np.zeros(1, np.float32)])


def heard(path: Path, t: float) -> int | None:
    """Which second of the clip is heard just after `t`."""
    return clips.heard_second(sound(path, t, t + 0.3), RATE)


def share_of(tone: float, piece: np.ndarray) -> float:
    """How much of the sound's power lies within 25 Hz of a tone."""
    power = np.abs(np.fft.rfft(piece * np.hanning(len(piece)))) ** 2
    hertz = np.fft.rfftfreq(len(piece), 1 / RATE)
    return float(power[abs(hertz - tone) < 25].sum() / max(power.sum(), 1e-12))


def key_frames(path: Path) -> list[float]:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        return [
            float(p.pts * p.time_base) for p in container.demux(stream) if p.size and p.is_keyframe
        ]


def master(make: Callable[[], Path]) -> Path:
    """The clip as the pipeline has it, made once."""
    path = clips.folder() / f"master-{make.__name__}.mkv"
    if not path.exists():
        join(make(), {}, path)
    return path
