"""Picture, sound and voices in one master file on one clock, without encoding anything again."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Stream

from media.container import MASTER_TAG, discard, opened, origin, packets, time_of
from media.errors import MediaError
from media.probe import probe
from media.types import MediaInfo, Progress, Speaker, Track, no_progress

Spans = Sequence[tuple[float, float]]

SLACK = 1.0
"""Seconds beyond the measured end at which a packet counts as damaged."""


def join(
    main: Path | None,
    voices: Mapping[Speaker, Path],
    output: Path,
    *,
    off_record: Spans = (),
    progress: Progress = no_progress,
) -> MediaInfo:
    """What is in the Matroska file `output`: main's tracks, then one sound track for each voice.

    The voices are on main's clock; silence at the beginning or in the middle stays where it is.
    Of the spans `off_record` neither sound nor picture is kept, and the clock runs on.
    """
    sources = _sources(main, voices)
    if not any(source.tracks for source in sources):
        raise MediaError("no_tracks", "The recording has neither picture nor sound.")
    try:
        _join(sources, output, off_record, progress)
    except BaseException:
        discard(output)
        raise
    progress(1.0)
    return probe(output)


def _join(sources: list[_Source], output: Path, off_record: Spans, progress: Progress) -> None:
    duration = max(source.info.duration for source in sources)
    with ExitStack() as stack:
        master = stack.enter_context(av.open(str(output), "w", format="matroska", options=_MUXER))
        master.metadata[MASTER_TAG] = _canvas(sources)
        for source in sources:
            source.open(stack, master)
        zero = origin(sources[0].container)
        streams = [_timed(source, zero, duration + SLACK, off_record) for source in sources]
        _write(streams, duration, master, progress)


_MUXER = {"avoid_negative_ts": "disabled", "default_mode": "infer"}
"""Nothing may shift the clock on its own: what lies before 0 is dealt with here."""


@dataclass(slots=True)
class _Source:
    path: Path
    info: MediaInfo
    tracks: tuple[Track, ...]
    speaker: Speaker | None = None
    container: InputContainer | None = None
    outputs: dict[int, Stream] = field(default_factory=dict)

    def open(self, stack: ExitStack, master: OutputContainer) -> None:
        self.container = stack.enter_context(opened(self.path))
        for track in self.tracks:
            stream = self.container.streams[track.index]
            try:
                copy = master.add_stream_from_template(stream, opaque=True)
            except ValueError as error:
                message = f"Sound or picture of the kind “{track.codec}” cannot be kept."
                raise MediaError("unreadable", message) from error
            speaker = self.speaker or track.speaker
            if speaker:
                copy.metadata["title"] = speaker
            self.outputs[track.index] = copy


def _sources(main: Path | None, voices: Mapping[Speaker, Path]) -> list[_Source]:
    sources = []
    if main is not None:
        info = probe(main)
        own = tuple(t for t in info.tracks if t.speaker not in voices or t.kind == "video")
        sources.append(_Source(main, info, own))
    for speaker, path in sorted(voices.items()):
        try:
            info = probe(path)
        except MediaError as error:
            message = f"The {speaker}'s voice cannot be used. {error.message}"
            raise MediaError(error.code, message) from error
        sounds = tuple(track for track in info.tracks if track.kind == "audio")[:1]
        sources.append(_Source(path, info, sounds, speaker))
    return sources


def _canvas(sources: list[_Source]) -> str:
    info = sources[0].info
    return f"{info.width or 0}x{info.height or 0}"


_Timed = Iterator[tuple[float, tuple[int, int], Packet, Stream]]
"""`(time, tie-breaker, packet, stream of the master)`, never going back in time."""


def _write(
    streams: list[_Timed], duration: float, master: OutputContainer, progress: Progress
) -> None:
    """All packets in order of time; those that their own stream's clock forbids are left out."""
    newest: dict[int, int] = {}
    for number, (time, _, packet, output) in enumerate(heapq.merge(*streams)):
        if packet.dts is not None and packet.dts < newest.get(output.index, packet.dts):
            continue
        if packet.dts is not None:
            newest[output.index] = packet.dts
        packet.stream = output
        try:
            master.mux(packet)
        except (av.ArgumentError, av.InvalidDataError):
            # The muxer refuses this packet alone; a full disk is another error and goes up.
            continue
        if number % 2000 == 0:
            progress(min(1.0, max(0.0, time) / duration))


def _timed(source: _Source, zero: float, end: float, off_record: Spans) -> _Timed:
    """A source's packets on the master's clock, without what cannot or may not be kept."""
    streams = [source.container.streams[index] for index in source.outputs]
    latest, torn = 0.0, set()
    for number, packet in enumerate(packets(source.container, streams)):
        time = time_of(packet)
        if time is None or time - zero > end:
            continue
        output = source.outputs[packet.stream_index]
        if any(first <= time - zero < last for first, last in off_record):
            torn.add(output.index)
            continue
        # A picture builds on those before it: after a cut only a key frame stands alone.
        if output.index in torn and packet.stream.type == "video" and not packet.is_keyframe:
            continue
        torn.discard(output.index)
        _shift(packet, round(zero / packet.time_base))
        if _from_zero(packet, packet.stream):
            latest = max(latest, time - zero)
            yield latest, (output.index, number), packet, output


def _shift(packet: Packet, ticks: int) -> None:
    packet.pts = (packet.pts if packet.pts is not None else packet.dts) - ticks
    packet.dts = packet.dts - ticks if packet.dts is not None else None


def _from_zero(packet: Packet, stream: Stream) -> bool:
    """Whether a packet may be kept; a picture before 0 is kept at 0, as later ones build on it."""
    if packet.pts >= 0:
        return True
    if isinstance(stream, AudioStream):
        # Opus starts before 0 by its own design, and Matroska notes by how much.
        return stream.codec_context.name in ("opus", "libopus") and (
            packet.pts * packet.time_base > -0.1
        )
    packet.pts = 0
    packet.dts = min(packet.dts, 0) if packet.dts is not None else None
    return True
