"""What is in a file, measured from its packets: a header may be missing, or lie."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from av.container import InputContainer
from av.packet import Packet

from media.container import (
    LIMITS,
    MASTER_TAG,
    ProbeLimits,
    opened,
    origin,
    packets,
    time_of,
)
from media.errors import MediaError
from media.picture_size import Size, key_frame_size, turned
from media.tracks import candidates, check_size, readable
from media.types import MediaInfo, Progress, Track, no_progress

__all__ = ["ProbeLimits", "probe"]

CUT_SLACK = 2.0
"""Seconds that may be missing of what the header promises before the file counts as cut off."""


def probe(
    path: Path, *, limits: ProbeLimits = LIMITS, progress: Progress = no_progress
) -> MediaInfo:
    """The readable tracks, the duration and the canvas of a file.

    Raises `MediaError`: empty, not_media, unreadable, no_tracks, too_large or too_long.
    """
    with opened(path, limits=limits) as container:
        streams = candidates(container, limits)
        tracks = readable(container, streams, path, limits)
    with opened(path, limits=limits) as container:
        known = _of_master(container, tracks, limits)
        if known:
            return known
        return _measured(container, tracks, limits, progress)


def _of_master(
    container: InputContainer, tracks: tuple[Track, ...], limits: ProbeLimits
) -> MediaInfo | None:
    """What a master file says of itself; None for any other file."""
    sides = container.metadata.get(MASTER_TAG, "").split("x")
    if len(sides) != 2 or not all(side.isdecimal() for side in sides) or not container.duration:
        return None
    width, height = int(sides[0]), int(sides[1])
    check_size((width, height), limits)
    duration = container.duration / 1e6
    if duration > limits.max_seconds:
        return None
    size = (width, height) if width and height else (None, None)
    return MediaInfo(duration, *size, tracks, container.format.name.split(",")[0])


@dataclass(slots=True)
class _Reading:
    """What the packets have said so far."""

    end: float = 0.0
    sizes: set[Size] = field(default_factory=set)
    kept: int = 0
    strays: int = 0


def _measured(
    container: InputContainer,
    tracks: tuple[Track, ...],
    limits: ProbeLimits,
    progress: Progress,
) -> MediaInfo:
    """Duration and canvas from every packet, without decoding."""
    picture = next((track for track in tracks if track.kind == "video"), None)
    reading = _Reading()
    if picture:
        reading.sizes.add((picture.width, picture.height))
    start, size = origin(container), container.size or 1
    streams = [container.streams[track.index] for track in tracks]
    for number, packet in enumerate(packets(container, streams)):
        _read(packet, reading, start, limits)
        if picture and packet.stream_index == picture.index and packet.is_keyframe:
            seen = key_frame_size(picture.codec, bytes(packet)[:24])
            if seen:
                check_size(seen, limits)
                reading.sizes.add(turned(seen, picture.rotation))
        if number % 5000 == 0 and packet.pos:
            progress(min(1.0, packet.pos / size))
    return _info(container, tracks, reading, limits)


def _read(packet: Packet, reading: _Reading, start: float, limits: ProbeLimits) -> None:
    time = time_of(packet)
    if time is None:
        return
    end = time - start + float((packet.duration or 0) * packet.time_base)
    if end > limits.max_seconds or end < -FAR_BEFORE:
        reading.strays += 1
        return
    reading.kept += 1
    reading.end = max(reading.end, end)


FAR_BEFORE = 60.0
"""Packets further before the start than this carry a damaged time stamp."""


def _info(
    container: InputContainer,
    tracks: tuple[Track, ...],
    reading: _Reading,
    limits: ProbeLimits,
) -> MediaInfo:
    if reading.strays > reading.kept:
        hours = limits.max_seconds / 3600
        raise MediaError("too_long", f"The recording claims to last more than {hours:g} hours.")
    if reading.end <= 0:
        raise MediaError("unreadable", "The recording is damaged or cut off and cannot be read.")
    promised = (container.duration or 0) / 1e6
    info = MediaInfo(
        duration=round(reading.end, 3),
        width=None,
        height=None,
        tracks=tracks,
        container=container.format.name.split(",")[0],
        truncated=reading.end + CUT_SLACK < promised <= limits.max_seconds,
    )
    if not reading.sizes:
        return info
    width, height = max(reading.sizes, key=lambda size: (size[0] * size[1], size))
    return replace(info, width=width, height=height)
