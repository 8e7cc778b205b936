"""What is in a file, measured from its packets: a header may be missing, or lie."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition, Stream
from av.video.stream import VideoStream

from media.container import (
    LIMITS,
    MASTER_TAG,
    ProbeLimits,
    decode,
    not_usable,
    opened,
    origin,
    packets,
    rest,
    time_of,
)
from media.errors import MediaError
from media.picture_size import Size, key_frame_size
from media.types import MediaInfo, Progress, Speaker, Track, no_progress

__all__ = ["ProbeLimits", "probe"]

TRIAL_PACKETS = 300
"""How many packets of a track may fail before it is taken as unreadable."""

CUT_SLACK = 2.0
"""Seconds that may be missing of what the header promises before the file counts as cut off."""

MAX_CHANNELS, MAX_RATE = 64, 384_000


def probe(
    path: Path, *, limits: ProbeLimits = LIMITS, progress: Progress = no_progress
) -> MediaInfo:
    """The readable tracks, the duration and the canvas of a file.

    Raises `MediaError`: empty, not_media, unreadable, no_tracks, too_large or too_long.
    """
    with opened(path, limits=limits) as container:
        streams = _candidates(container, limits)
        tracks = _readable(container, streams, path, limits)
    with opened(path, limits=limits) as container:
        known = _of_master(container, tracks, limits)
        if known:
            return known
        return _measured(container, tracks, limits, progress)


def _candidates(container: InputContainer, limits: ProbeLimits) -> list[Stream]:
    """The first picture and every sound; cover pictures and subtitles are neither."""
    pictures = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    streams = [*pictures[:1], *container.streams.audio]
    if len(container.streams) > limits.max_tracks:
        raise MediaError("too_large", f"The file has more than {limits.max_tracks} tracks.")
    if not streams:
        raise MediaError("no_tracks", "The file has neither picture nor sound.")
    return [stream for stream in streams if stream.codec_context is not None]


def _readable(
    container: InputContainer, streams: list[Stream], path: Path, limits: ProbeLimits
) -> tuple[Track, ...]:
    """The tracks of which at least one frame can be decoded."""
    wanted = [stream for stream in streams if _sane(stream, limits)]
    waiting = {stream.index: TRIAL_PACKETS for stream in wanted}
    found: dict[int, Track] = {}
    trial = packets(container, wanted) if wanted else iter(())
    for packet in islice(trial, TRIAL_PACKETS * 4 * (len(wanted) + 1)):
        index = packet.stream_index
        if index not in waiting:
            continue
        waiting[index] -= 1
        frames = decode(packet)
        if frames:
            found[index] = _track(packet.stream, frames[0])
        if frames or not waiting[index]:
            del waiting[index]
        if not waiting:
            break
    for stream in (stream for stream in wanted if stream.index in waiting):
        # A track of one or two pictures comes out of the decoder only when it is emptied.
        for frame in rest(stream)[:1]:
            found[stream.index] = _track(stream, frame)
    if not found:
        raise not_usable(path)
    return tuple(found[index] for index in sorted(found))


def _sane(stream: Stream, limits: ProbeLimits) -> bool:
    """Whether the decoder may be tried; a picture beyond the limits refuses the whole file."""
    context = stream.codec_context
    if isinstance(stream, AudioStream):
        return 0 <= (context.sample_rate or 0) <= MAX_RATE and context.channels <= MAX_CHANNELS
    _check_size((context.width, context.height), limits)
    context.options = {"max_pixels": str(limits.max_pixels)}
    stream.thread_type = "SLICE"
    return True


def _track(stream: Stream, frame: object) -> Track:
    codec = stream.codec_context.name
    if isinstance(stream, VideoStream):
        rotation = round(frame.rotation / 90) * 90 % 360
        width, height = turned((frame.width, frame.height), rotation)
        return Track(stream.index, "video", codec, None, width, height, rotation)
    return Track(
        stream.index,
        "audio",
        codec,
        _speaker(stream),
        rate=frame.sample_rate,
        channels=frame.layout.nb_channels,
    )


def _speaker(stream: Stream) -> Speaker | None:
    for key in ("title", "TITLE", "handler_name"):
        name = stream.metadata.get(key, "").strip().lower()
        if name in ("helper", "learner"):
            return name
    return None


def turned(size: Size, rotation: int) -> Size:
    """The size of a picture after its rotation."""
    return size[::-1] if rotation % 180 else size


def _check_size(size: Size, limits: ProbeLimits) -> None:
    if max(size) > limits.max_side or size[0] * size[1] > limits.max_pixels:
        raise MediaError("too_large", f"The picture is too large: {size[0]} × {size[1]} pixels.")


def _of_master(
    container: InputContainer, tracks: tuple[Track, ...], limits: ProbeLimits
) -> MediaInfo | None:
    """What a master file says of itself; None for any other file."""
    sides = container.metadata.get(MASTER_TAG, "").split("x")
    if len(sides) != 2 or not all(side.isdecimal() for side in sides) or not container.duration:
        return None
    width, height = int(sides[0]), int(sides[1])
    _check_size((width, height), limits)
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
                _check_size(seen, limits)
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
