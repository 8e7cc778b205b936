"""What somebody sees and hears who plays a recording."""

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np

from media.probe import probe
from tests.clips import number_of

RATE = 48_000


def pictures(path: Path) -> Iterator[tuple[float, np.ndarray]]:
    """Every picture with its time; whatever the decoder does not like is an error."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.codec_context.options = {"err_detect": "explode"}
        for frame in container.decode(stream):
            yield frame.time, frame.to_ndarray(format="rgb24")


def numbers(path: Path) -> dict[float, int]:
    """The number that each picture shows, by its time to the hundredth."""
    return {round(time, 2): number_of(image) for time, image in pictures(path)}


def flashes(path: Path) -> list[float]:
    """When the picture turned bright."""
    lit = [(t, image[image.shape[0] * 3 // 4 :].mean() > 150) for t, image in pictures(path)]
    return [t for n, (t, on) in enumerate(lit) if on and not (n and lit[n - 1][1])]


def beeps(path: Path, track: int) -> list[float]:
    """When a beep began on the track, counted from the first of them that is heard."""
    sound = heard(path, track)
    loud = np.flatnonzero(np.abs(sound) > 0.2)
    return [float(at) / RATE for at in loud[np.diff(loud, prepend=-RATE) > RATE // 5]]


def heard(path: Path, track: int) -> np.ndarray:
    """The whole sound of a track, each packet where its time stamp puts it."""
    with av.open(str(path)) as container:
        stream = container.streams[track]
        frames = [(round(f.time * RATE), f.to_ndarray()[0]) for f in container.decode(stream)]
    sound = np.zeros(max(at + len(part) for at, part in frames), np.float32)
    for at, part in frames:
        sound[at : at + len(part)] = part
    return sound


def voice(path: Path, title: str) -> int:
    """The number of the first track of a speaker."""
    return next(track.index for track in probe(path).tracks if track.speaker == title)
