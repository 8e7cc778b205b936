"""The public file: only the spans of the steps, covered and bleeped, encoded once."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from pathlib import Path

import numpy as np
from av.video.frame import VideoFrame

from media.audio import Sound
from media.canvas import Canvas
from media.covers import bleep, cover_frame, shown_at
from media.encode import Mp4, PictureOptions, SoundOptions, mp4
from media.errors import MediaError
from media.frames import known, pictures
from media.mixing import heard_tracks, mix
from media.spans import PlacedSpan, ReplayInfo, Span
from media.types import Masks, MediaInfo, Progress, Speaker, Track, no_progress

RATE = 20
"""Pictures a second: 50 ms each, so that every span starts on a whole millisecond, and on a whole
sample of its sound."""

WIDTH = 1920
SOUND = SoundOptions(rate=48_000, bit_rate=80_000)

NO_MASKS = Masks()

EARLY = 0.002
"""Seconds by which a picture may come after its place: containers round to the millisecond."""


def publish(
    master: Path,
    output: Path,
    spans: Sequence[Span],
    *,
    masks: Masks = NO_MASKS,
    voices: Collection[Speaker] | None = None,
    progress: Progress = no_progress,
) -> ReplayInfo:
    """Write the spans one after the other as an MP4; where each of them came to lie.

    `voices` are the speakers who may be heard: None for the recording's sound as it is, an empty
    set for none. A span outside the recording keeps its place with no length.
    """
    info = known(master)
    placed = _placed(spans, info.duration)
    if not placed:
        raise MediaError("no_spans", "There is nothing in the recording to publish.")
    job = _Job(master, info, masks, heard_tracks(info, voices), Canvas.of(info, WIDTH, even=True))
    length = _end(placed[-1])
    if not (job.info.has_picture or job.tracks):
        raise MediaError("no_tracks", "Without picture and voices there is nothing to publish.")
    with mp4(output, job.picture_options, SOUND if job.tracks else None) as writer:
        for span in placed:
            for at, piece in heapq.merge(job.seen(span), job.heard(span), key=itemgetter(0)):
                _write(writer, at, piece)
                progress(min(1.0, at / length))
    progress(1.0)
    return ReplayInfo(length, placed)


def _placed(spans: Sequence[Span], duration: float) -> tuple[PlacedSpan, ...]:
    """The spans one after the other, each a whole number of pictures long."""
    placed, count = [], 0
    for span in spans:
        start = round(min(max(0.0, span.start), duration), 3)
        end = min(max(start, span.end), duration)
        # Down to a whole picture: nothing beyond a step's end may be seen or heard.
        own = max(1, int((end - start) * RATE + 1e-6)) if end > start else 0
        placed.append(
            PlacedSpan(start, round(start + own / RATE, 3), span.title, round(count / RATE, 3))
        )
        count += own
    return tuple(placed) if count else ()


def _end(span: PlacedSpan) -> float:
    return round(span.at + span.end - span.start, 3)


def _count(span: PlacedSpan) -> int:
    return round((span.end - span.start) * RATE)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A picture to write; `key` where a span begins."""

    frame: VideoFrame
    key: bool


@dataclass(frozen=True, slots=True)
class _Job:
    master: Path
    info: MediaInfo
    masks: Masks
    tracks: tuple[Track, ...]
    canvas: Canvas

    @property
    def picture_options(self) -> PictureOptions | None:
        if not self.info.has_picture:
            return None
        return PictureOptions(self.canvas.width, self.canvas.height, RATE, "veryfast", crf=24)

    def seen(self, span: PlacedSpan) -> Iterator[tuple[float, _Shown]]:
        """`(second of the replay, picture)` of a span, the masks of its time painted in."""
        if not self.info.has_picture:
            return
        canvas, made, ready = (self.info.width, self.info.height), None, None
        for number, picture in enumerate(self._on_screen(span)):
            source = span.start + number / RATE
            masks = shown_at(self.masks.screen, source, source + 1 / RATE)
            # A picture that stays on screen is scaled and painted once.
            if made is None or made[0] is not picture or made[1] != masks:
                made = picture, masks
                frame = self.canvas.encodable(picture) if picture else self.canvas.blank()
                ready = cover_frame(frame, masks, canvas)
            yield span.at + number / RATE, _Shown(ready, key=number == 0)

    def _on_screen(self, span: PlacedSpan) -> Iterator[VideoFrame | None]:
        """What is on screen at each of a span's places; None where nothing can be decoded."""
        shown = pictures(self.master, start=span.start, end=span.end, info=self.info)
        _, current = next(shown, (0.0, None))
        t, following = next(shown, (0.0, None))
        for number in range(_count(span)):
            while following is not None and t <= span.start + number / RATE + EARLY:
                current = following
                t, following = next(shown, (0.0, None))
            yield current

    def heard(self, span: PlacedSpan) -> Iterator[tuple[float, Sound]]:
        """`(second of the replay, samples)` of a span, bleeped where it must be."""
        if not self.tracks or span.end <= span.start:
            return
        change = partial(_bleeped, self.masks)
        chunks = mix(
            self.master,
            self.tracks,
            rate=SOUND.rate,
            start=span.start,
            end=span.end,
            chunk_seconds=1.0,
            change=change,
        )
        for t, sound in chunks:
            yield span.at + t - span.start, sound


def _bleeped(masks: Masks, track: Track, start: float, sound: Sound) -> Sound:
    return bleep(masks.spoken, track, start, sound, SOUND.rate)


def _write(writer: Mp4, at: float, piece: _Shown | np.ndarray) -> None:
    if isinstance(piece, _Shown):
        writer.show(piece.frame, at, key=piece.key)
    else:
        writer.hear(piece)
