"""The recording of a room, made from its packet logs without decoding anything."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.container import OutputContainer
from av.packet import Packet
from av.stream import Stream

from live.rtc.pictures import Picture, largest, shown
from live.rtc.session import read_session
from live.rtc.sources import Payloads, payloads
from live.rtc.timeline import off_record, timeline, written
from live.rtc.voices import RATE, Sound, voices
from media.container import discard
from media.errors import MediaError

RECORDING, TIMELINE = "session.mkv", "timeline.jsonl"

PRE_SKIP = 312
"""Samples by which an Opus decoder's sound comes late (RFC 7845, 4.2); libopus says it so."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What the recording holds. `voices`: the role of each sound track, in their order."""

    duration: float
    width: int | None
    height: int | None
    voices: tuple[str, ...]
    has_picture: bool


def finish(folder: Path, output: Path) -> Finished:
    """The logs of `folder` become `session.mkv` and `timeline.jsonl` in `output`.

    Both appear whole or not at all; doing it again replaces them. Raises `MediaError` "empty" where
    neither picture nor sound was recorded, `OSError` where the disk is full.
    """
    output.mkdir(parents=True, exist_ok=True)
    part, scratch = output / f"{RECORDING}.part", output / "payloads.part"
    try:
        session = read_session(folder, scratch)
        spans = off_record(session)
        kept = [source.without(spans) for source in session.sources]
        with payloads(session) as contents:
            role, pictures = shown(kept, contents)
            heard = voices(kept, contents, spans)
            if not pictures and not heard:
                raise MediaError("empty", "Neither picture nor sound was recorded.")
            duration = _mux(part, pictures, heard, contents)
            _replace(output / TIMELINE, written(timeline(session, spans, role, pictures)))
    except BaseException:
        discard(part)
        raise
    finally:
        discard(scratch)
    part.replace(output / RECORDING)
    size = largest(pictures) if pictures else (None, None)
    return Finished(round(duration, 3), *size, tuple(by for by, _ in heard), bool(pictures))


def _replace(path: Path, text: str) -> None:
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
    except BaseException:
        discard(part)
        raise
    part.replace(path)


_MUXER = {"avoid_negative_ts": "disabled", "default_mode": "infer"}
"""The times are right as they are."""

_Timed = Iterator[tuple[float, float, Packet]]
"""`(time, end, packet)` of a track, never going back in time."""


def _mux(
    path: Path,
    pictures: list[Picture],
    heard: list[tuple[str, Iterator[Sound]]],
    contents: Payloads,
) -> float:
    """When the last packet ends."""
    duration = 0.0
    with av.open(str(path), "w", format="matroska", options=_MUXER) as master:
        tracks = []
        if pictures:
            width, height = largest(pictures)
            stream = master.add_mux_stream("vp8", width=width, height=height)
            tracks.append(_shown(stream, pictures, contents))
        tracks += [_heard(_sound_track(master, role), sounds) for role, sounds in heard]
        for _, end, packet in heapq.merge(*tracks, key=lambda timed: timed[0]):
            duration = max(duration, end)
            master.mux(packet)
    return duration


def _sound_track(master: OutputContainer, role: str) -> Stream:
    # The encoder encodes nothing: it is what writes the track's head (RFC 7845) and delay.
    stream = master.add_stream("libopus", rate=RATE, layout="mono")
    stream.metadata["title"] = role
    return stream


def _shown(stream: Stream, pictures: Iterable[Picture], contents: Payloads) -> _Timed:
    for picture in pictures:
        packet = _packet(stream, picture.data(contents), round(picture.time * RATE))
        packet.is_keyframe = picture.size is not None
        yield picture.time, picture.time, packet


def _heard(stream: Stream, sounds: Iterable[Sound]) -> _Timed:
    for sound in sounds:
        packet = _packet(stream, sound.data, round(sound.time * RATE) - PRE_SKIP)
        packet.duration, packet.is_keyframe = sound.samples, True
        yield sound.time, sound.end, packet


def _packet(stream: Stream, data: bytes, ticks: int) -> Packet:
    packet = Packet(data)
    packet.stream, packet.time_base = stream, Fraction(1, RATE)
    packet.pts = packet.dts = ticks
    return packet
