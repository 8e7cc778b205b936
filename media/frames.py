"""The pictures of a recording, each on the canvas, in order of time: the one decoding loop."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from media.canvas import Canvas
from media.container import BROKEN, LIMITS, decode, opened, origin, packets, rest
from media.errors import MediaError
from media.probe import probe
from media.types import MediaInfo

THREADS = min(4, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture and the second at which it appeared: BGR, uint8, `(height, width, 3)`."""

    t: float
    image: np.ndarray


def frames(
    path: Path,
    *,
    every: float | None = None,
    start: float = 0.0,
    end: float | None = None,
    width: int | None = None,
    info: MediaInfo | None = None,
) -> Iterator[Frame]:
    """The pictures shown from `start` to `end`, oldest first, fitted into the canvas.

    The first is the one that is on screen at `start`, so its `t` may lie before. With `every`, only
    those on screen at `start`, `start + every`, …, each once. `width` scales the canvas down.
    `info` saves reading the file through, where the caller has probed it.
    """
    info = info or known(path)
    canvas = Canvas.of(info, width)
    shown = pictures(path, start=start, end=end, info=info)
    for t, picture in sampled(shown, start, end or info.duration, every) if every else shown:
        yield Frame(t, canvas.image(picture))


def frame_at(path: Path, t: float, *, width: int | None = None) -> Frame:
    """The picture on screen at `t`: the first one before there is any, the last one after."""
    for frame in frames(path, start=t, width=width):
        return frame
    raise MediaError("unreadable", "The picture of the recording cannot be read.")


def known(path: Path) -> MediaInfo:
    """What is in the file, probed once for each version of it."""
    status = path.stat()
    return _known(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=64)
def _known(path: Path, _changed: int, _size: int) -> MediaInfo:
    return probe(path)


def pictures(
    path: Path,
    *,
    start: float = 0.0,
    end: float | None = None,
    info: MediaInfo | None = None,
) -> Iterator[tuple[float, VideoFrame]]:
    """`(t, picture)` as decoded, from the one on screen at `start` to the last before `end`."""
    info = info or known(path)
    if not info.has_picture:
        return
    held: tuple[float, VideoFrame] | None = None
    for t, picture in _from_key_frame(path, start, info):
        if end is not None and t >= end and held is None:
            # Nothing was on screen before: the first picture stands for the time before it.
            yield t, picture
            return
        if held is not None and t > start:
            yield held
        if end is not None and t >= end:
            return
        held = t, picture
    if held is not None:
        yield held


def sampled(
    shown: Iterator[tuple[float, VideoFrame]], start: float, end: float, every: float
) -> Iterator[tuple[float, VideoFrame]]:
    """Those pictures that are on screen at `start + n · every`, each once."""
    due, held = start, None
    for t, picture in shown:
        if held is not None and t > due:
            yield held
            due = start + math.ceil((t - start) / every) * every
        held = t, picture
    if held is not None and (due < end or due == start):
        yield held


def _from_key_frame(
    path: Path, start: float, info: MediaInfo
) -> Iterator[tuple[float, VideoFrame]]:
    """Pictures from the last key frame before `start`, or from the first if none can be found."""
    if start > 0:
        late = True
        for t, picture in _decoded(path, start, info):
            if late and t > start:
                break
            late = False
            yield t, picture
        if not late:
            return
    yield from _decoded(path, 0.0, info)


def _decoded(path: Path, seek_to: float, info: MediaInfo) -> Iterator[tuple[float, VideoFrame]]:
    track = next(track for track in info.tracks if track.kind == "video")
    with opened(path) as container:
        stream = container.streams[track.index]
        _set_decoder(stream)
        zero = origin(container)
        if seek_to > 0 and not _seek(container, stream, seek_to + zero):
            return
        last, step = -math.inf, float(1 / (stream.average_rate or 25))
        for picture in _all(container, stream):
            stamp = picture.pts if picture.pts is not None else picture.dts
            t = last + step if stamp is None else float(stamp * stream.time_base) - zero
            t = max(t, 0.0)
            # A damaged time stamp would freeze or reorder the picture: such a picture is left out.
            if t < last or t > info.duration + 1:
                continue
            last = t
            yield t, picture


def _set_decoder(stream: VideoStream) -> None:
    stream.codec_context.options = {"max_pixels": str(LIMITS.max_pixels)}
    stream.thread_type = "AUTO"
    stream.codec_context.thread_count = THREADS


def _seek(container: InputContainer, stream: VideoStream, t: float) -> bool:
    try:
        container.seek(int(t / stream.time_base), stream=stream)
    except BROKEN:
        return False
    return True


def _all(container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
    for packet in packets(container, [stream]):
        yield from decode(packet)
    yield from rest(stream)
