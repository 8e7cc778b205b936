"""What browsers recorded themselves, where WebRTC was impossible, as sources of the session."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import av
from av.error import FFmpegError

from live.rtc.chunks import chunk_files
from live.rtc.packet_log import Stream
from live.rtc.sources import COLUMNS, Source

CODECS = {"vp8": ("video", 90_000), "opus": ("audio", 48_000)}
WHOLE_PICTURE = b"\x10"
"""The descriptor of a VP8 payload that is a whole frame (RFC 7741, 4.2)."""


def recorded(folder: Path, epoch: float, scratch: Path) -> Iterator[Source]:
    """The tracks of every recording of a browser, on the clock that is 0 at the Unix time `epoch`.

    Their packets are copied into the file `scratch`, which has to outlive them.
    """
    with scratch.open("wb") as payloads:
        for participant, role, file, began in chunk_files(folder):
            yield from _tracks(file, participant, role, began - epoch, payloads)


def _tracks(
    file: Path, participant: str, role: str, start: float, payloads: BinaryIO
) -> list[Source]:
    sources: dict[int, Source] = {}
    # A kill tears the end off: what stands before it is good.
    with suppress(FFmpegError, FileNotFoundError), av.open(str(file)) as recording:
        for packet in recording.demux():
            codec = packet.stream.codec_context.name
            if codec not in CODECS or packet.pts is None or not packet.size:
                continue
            if packet.stream.index not in sources:
                media, clock = CODECS[codec]
                about = Stream(start, len(sources), participant, role, media, codec, clock)
                sources[packet.stream.index] = _empty(about, Path(payloads.name))
            _add(sources[packet.stream.index], packet, start, payloads)
    return list(sources.values())


def _empty(about: Stream, path: Path) -> Source:
    columns = {name: array(code) for name, code in COLUMNS.items()}
    return Source(about, path, times=array("d"), markers=array("b"), **columns)


def _add(source: Source, packet: av.Packet, start: float, payloads: BinaryIO) -> None:
    seconds = float(packet.pts * packet.time_base)
    payload = (WHOLE_PICTURE if source.about.media == "video" else b"") + bytes(packet)
    source.sequences.append(len(source))
    source.timestamps.append(round(seconds * source.about.clock))
    for clock in (source.arrivals, source.times):
        clock.append(start + seconds)
    source.offsets.append(payloads.tell())
    source.sizes.append(len(payload))
    source.markers.append(1)
    payloads.write(payload)
