"""A light copy of a recording for those who edit it."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path

from av.video.frame import VideoFrame

from media.canvas import Canvas
from media.encode import PictureOptions, SoundOptions, mp4
from media.errors import MediaError
from media.frames import known, pictures, sampled
from media.mixing import heard_tracks, mix
from media.types import MediaInfo, Progress, no_progress

WIDTH = 640
RATE = 8
"""Pictures a second: a screen is followed well with fewer than a film."""

SOUND = SoundOptions(rate=24_000, bit_rate=40_000)


def preview(master: Path, output: Path, *, progress: Progress = no_progress) -> None:
    """Write a small MP4 of the whole recording on the recording's own clock."""
    info = known(master)
    canvas = Canvas.of(info, WIDTH, even=True)
    options = PictureOptions(canvas.width, canvas.height, RATE, "ultrafast", crf=28)
    tracks = heard_tracks(info)
    if not (info.has_picture or tracks):
        raise MediaError("no_tracks", "The recording has neither picture nor sound.")
    with mp4(output, options if info.has_picture else None, SOUND if tracks else None) as writer:
        seen = _seen(master, info)
        heard = mix(master, tracks, rate=SOUND.rate, end=info.duration) if tracks else iter(())
        for t, piece in heapq.merge(seen, heard, key=itemgetter(0)):
            if isinstance(piece, VideoFrame):
                writer.show(canvas.encodable(piece), t)
            else:
                writer.hear(piece)
            progress(min(1.0, t / info.duration))
    progress(1.0)


def _seen(master: Path, info: MediaInfo) -> Iterator[tuple[float, VideoFrame]]:
    """The pictures; the last one once more near the end, so that it lasts as long as the sound."""
    t, last = 0.0, None
    for t, picture in sampled(pictures(master, info=info), 0.0, info.duration, 1 / RATE):
        yield (t if last else 0.0), picture
        last = picture
    if last and info.duration - t > 2 / RATE:
        yield info.duration - 1 / RATE, last
