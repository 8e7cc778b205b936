"""Writing an MP4 that every browser plays and seeks: H.264, AAC, index in front."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.frame import PictureType, VideoFrame
from av.video.stream import VideoStream

from media.audio import Sound
from media.container import discard

MILLISECOND = Fraction(1, 1000)


@dataclass(frozen=True, slots=True)
class PictureOptions:
    width: int
    height: int
    rate: int
    preset: str = "veryfast"
    crf: int = 26
    key_every: float = 4.0
    """Seconds between key frames: what a jump in a browser may have to decode."""


@dataclass(frozen=True, slots=True)
class SoundOptions:
    rate: int = 48_000
    bit_rate: int = 64_000


@contextmanager
def mp4(output: Path, picture: PictureOptions | None, sound: SoundOptions | None) -> Iterator[Mp4]:
    """A writer for `output`; the file is complete when the block is left."""
    options = {"movflags": "+faststart", "max_interleave_delta": "30000000"}
    try:
        with av.open(str(output), "w", format="mp4", options=options) as container:
            writer = Mp4(container)
            if picture:
                writer.add_picture(picture)
            if sound:
                writer.add_sound(sound)
            yield writer
            writer.finish()
    except BaseException:
        discard(output)
        raise


@dataclass(slots=True)
class Mp4:
    """Takes pictures and sound, each in order of time and the two about side by side."""

    container: OutputContainer
    _video: VideoStream | None = None
    _audio: AudioStream | None = None
    _key_every: int = 0
    _next_key: int = 0
    _newest: int = -1
    _heard: int = 0

    def add_picture(self, options: PictureOptions) -> None:
        stream = self.container.add_stream("libx264", rate=options.rate)
        stream.width, stream.height = options.width, options.height
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = MILLISECOND
        stream.codec_context.thread_count = 2
        stream.options = {
            "preset": options.preset,
            "crf": str(options.crf),
            # Without B frames a key frame is a clean place to start from in every player.
            "bf": "0",
            "forced-idr": "1",
            "g": str(round(options.rate * options.key_every * 4)),
            "profile": "high",
        }
        self._video, self._key_every = stream, round(options.key_every * 1000)

    def add_sound(self, options: SoundOptions) -> None:
        self._audio = self.container.add_stream(
            "aac", rate=options.rate, bit_rate=options.bit_rate, layout="mono"
        )

    def show(self, frame: VideoFrame, at: float, *, key: bool = False) -> None:
        """Show a yuv420p frame from `at` seconds on; `key` makes it a place to start from."""
        pts = max(round(at * 1000), self._newest + 1)
        key = key or pts >= self._next_key
        if key:
            self._next_key = pts + self._key_every
        frame.pts, frame.time_base = pts, MILLISECOND
        frame.pict_type = PictureType.I if key else PictureType.NONE
        if self._newest < 0:
            self._take_colours(frame)
        self._newest = pts
        self.container.mux(self._video.encode(frame))

    def _take_colours(self, frame: VideoFrame) -> None:
        """Say of the file what the first picture says of its colours."""
        context = self._video.codec_context
        context.colorspace, context.color_range = frame.colorspace, frame.color_range
        context.color_primaries, context.color_trc = frame.color_primaries, frame.color_trc

    def hear(self, sound: Sound) -> None:
        """Go on with these mono samples."""
        if not len(sound):
            return
        samples = np.ascontiguousarray(sound, dtype=np.float32).reshape(1, -1)
        frame = AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
        frame.sample_rate = self._audio.codec_context.sample_rate
        frame.pts, frame.time_base = self._heard, Fraction(1, frame.sample_rate)
        self._heard += len(sound)
        self.container.mux(self._audio.encode(frame))

    def finish(self) -> None:
        for stream in (self._video, self._audio):
            if stream is not None:
                self.container.mux(stream.encode(None))
