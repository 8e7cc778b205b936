"""Several sound tracks of a recording as one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

import numpy as np

from media.audio import Sound, samples
from media.types import MediaInfo, Speaker, Track

Change = Callable[[Track, float, Sound], Sound]
"""What to make of a track's samples, given the second at which they begin."""


def heard_tracks(info: MediaInfo, voices: Collection[Speaker] | None = None) -> tuple[Track, ...]:
    """The tracks that together are the recording's sound, or those of the `voices` alone.

    The first track that belongs to nobody is the mixed sound. Where the voices have no tracks of
    their own, the mixed sound is only heard if both may be.
    """
    sounds = [track for track in info.tracks if track.kind == "audio"]
    mixed = tuple(track for track in sounds if track.speaker is None)[:1]
    own = tuple(track for track in sounds if track.speaker is not None)
    if voices is None:
        return mixed or own
    if own:
        return tuple(track for track in own if track.speaker in voices)
    return mixed if {"helper", "learner"} <= set(voices) else ()


def mix(
    path: Path,
    tracks: Sequence[Track],
    *,
    rate: int,
    start: float = 0.0,
    end: float,
    chunk_seconds: float = 2.0,
    change: Change = lambda _track, _start, sound: sound,
) -> Iterator[tuple[float, Sound]]:
    """`(start, samples)` of the tracks together: consecutive chunks from `start` to `end` exactly.

    Where tracks end early there is silence.
    """
    wanted = round((end - start) * rate)
    sources = [_changed(path, t, rate, start, end, chunk_seconds, change) for t in tracks]
    done = 0
    for parts in zip_longest(*sources):
        chunk = _sum([part for part in parts if part is not None])[: wanted - done]
        if len(chunk):
            yield start + done / rate, chunk
            done += len(chunk)
    while done < wanted:
        silence = np.zeros(min(wanted - done, round(chunk_seconds * rate)), np.float32)
        yield start + done / rate, silence
        done += len(silence)


def _changed(
    path: Path,
    track: Track,
    rate: int,
    start: float,
    end: float,
    chunk_seconds: float,
    change: Change,
) -> Iterator[Sound]:
    pieces = samples(
        path, track=track.index, rate=rate, chunk_seconds=chunk_seconds, until=end, start=start
    )
    for at, sound in pieces:
        yield change(track, at, sound)


def _sum(parts: Sequence[Sound]) -> Sound:
    """The parts added up; where that would be too loud, limited rather than wrapped."""
    if len(parts) == 1:
        return parts[0]
    total = np.zeros(max((len(part) for part in parts), default=0), np.float32)
    for part in parts:
        total[: len(part)] += part
    return np.clip(total, -1.0, 1.0)
