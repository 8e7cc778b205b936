"""Opening a file that anybody may have sent, and reading its packets whatever state it is in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import av
from av.container import InputContainer
from av.error import BlockingIOError as AvBlockingIOError
from av.packet import Packet
from av.stream import Stream

from media.errors import MediaError

FORMATS = "matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,ogg,wav,mp3,aac,flac,avi"
"""What may be read. Play lists and the like are left out on purpose: they name other files."""

BROKEN = (av.FFmpegError, ValueError, OverflowError)
"""What FFmpeg and PyAV raise for a damaged packet, header or time stamp."""

MASTER_TAG = "CANVAS"
"""The tag by which a master file says its canvas, so that nobody has to read it through again."""

FOREIGN_CLOCK = 60.0
"""A first packet later than this is on another clock (a broadcast's): time 0 is then that packet.
An earlier one is a true silence at the beginning, and the timeline's clock is the file's."""

_SIGNATURES = (
    (4, b"ftyp"),
    (4, b"moov"),
    (4, b"mdat"),
    (0, b"\x1aE\xdf\xa3"),
    (0, b"OggS"),
    (8, b"WAVE"),
    (8, b"AVI "),
)


@dataclass(frozen=True, slots=True)
class ProbeLimits:
    """How large a file may claim to be before it is refused."""

    max_seconds: float = 24 * 3600.0
    max_side: int = 8192
    max_pixels: int = 8192 * 4608
    max_tracks: int = 32


LIMITS = ProbeLimits()


@contextmanager
def opened(path: Path, *, limits: ProbeLimits = LIMITS) -> Iterator[InputContainer]:
    """The file opened for reading; `MediaError` where it is no media or cannot be made sense of."""
    if path.stat().st_size == 0:
        raise MediaError("empty", "The file is empty.")
    try:
        container = av.open(
            str(path.absolute()),
            metadata_errors="replace",
            options={
                "format_whitelist": FORMATS,
                "protocol_whitelist": "file",
                "max_pixels": str(limits.max_pixels),
                # Some room above the limit, so that the refusal can say what is wrong.
                "max_streams": str(limits.max_tracks * 8),
            },
        )
    except BROKEN as error:
        raise not_usable(path) from error
    with container:
        yield container


def not_usable(path: Path) -> MediaError:
    """The error for a file without a readable track: is it damaged media, or something else?"""
    with path.open("rb") as file:
        head = file.read(16)
    if any(head[at : at + len(sign)] == sign for at, sign in _SIGNATURES):
        return MediaError("unreadable", "The recording is damaged or cut off and cannot be read.")
    return MediaError("not_media", "The file is not a video or sound recording.")


def origin(container: InputContainer) -> float:
    """The file's own time, in seconds, at which the recording starts."""
    start = (container.start_time or 0) / av.time_base
    return start if start > FOREIGN_CLOCK and MASTER_TAG not in container.metadata else 0.0


def packets(container: InputContainer, streams: list[Stream]) -> Iterator[Packet]:
    """Every packet that can be had; damaged places are passed over, a torn end is the end."""
    failures = 0
    while failures < 50:
        try:
            for packet in container.demux(streams):
                if packet.size:
                    failures = 0
                    yield packet
            return
        except (av.EOFError, AvBlockingIOError):
            return
        except BROKEN:
            failures += 1


def time_of(packet: Packet) -> float | None:
    """When a packet is shown or heard, in seconds of the file's own clock."""
    stamp = packet.pts if packet.pts is not None else packet.dts
    return None if stamp is None else float(stamp * packet.time_base)


def decode(packet: Packet) -> list:
    """The frames in a packet, none where it is damaged."""
    try:
        return packet.decode()
    except BROKEN:
        return []


def rest(stream: Stream) -> list:
    """The frames that the decoder still holds after the last packet."""
    try:
        return stream.decode(None)
    except BROKEN:
        return []


def discard(output: Path) -> None:
    """Remove a file that was only begun; devices and pipes stay."""
    if output.is_file():
        output.unlink()
