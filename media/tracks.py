"""Which tracks of a file can be read at all: each is tried before it is believed."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition, Stream
from av.video.stream import VideoStream

from media.container import ProbeLimits, decode, not_usable, packets, rest
from media.errors import MediaError
from media.picture_size import Size, turned
from media.types import Speaker, Track

TRIAL_PACKETS = 300
"""How many packets of a track may fail before it is taken as unreadable."""

MAX_CHANNELS, MAX_RATE = 64, 384_000


def candidates(container: InputContainer, limits: ProbeLimits) -> list[Stream]:
    """The first picture and every sound; cover pictures and subtitles are neither."""
    pictures = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    streams = [*pictures[:1], *container.streams.audio]
    if len(container.streams) > limits.max_tracks:
        raise MediaError("too_large", f"The file has more than {limits.max_tracks} tracks.")
    if not streams:
        raise MediaError("no_tracks", "The file has neither picture nor sound.")
    return [stream for stream in streams if stream.codec_context is not None]


def readable(
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
    check_size((context.width, context.height), limits)
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


def check_size(size: Size, limits: ProbeLimits) -> None:
    if max(size) > limits.max_side or size[0] * size[1] > limits.max_pixels:
        raise MediaError("too_large", f"The picture is too large: {size[0]} × {size[1]} pixels.")
