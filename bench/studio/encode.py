"""The files of a session: H.264 and AAC in an MP4, and each voice in Opus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import OutputContainer

from bench.studio.film import FPS
from bench.studio.stage import SIZE
from bench.studio.voices import RATE


def write_film(path: Path, frames: Iterable[np.ndarray | None], sound: np.ndarray) -> None:
    """The MP4; a frame that is None is the one before it."""
    with av.open(str(path), "w") as file:
        picture = file.add_stream("libx264", FPS, options={"preset": "superfast", "crf": "25"})
        picture.width, picture.height = SIZE
        picture.pix_fmt = "yuv420p"
        picture.codec_context.thread_count = 1
        voice = file.add_stream("aac", 48_000, layout="mono")
        voice.bit_rate = 64_000
        sounds = _sound_frames(sound)
        shown: av.VideoFrame | None = None
        for n, frame in enumerate(frames):
            if frame is not None or shown is None:
                bgr = av.VideoFrame.from_ndarray(frame, format="bgr24")
                shown = bgr.reformat(format="yuv420p")
            shown.pts, shown.time_base = n, Fraction(1, FPS)
            file.mux(picture.encode(shown))
            if n % FPS == FPS - 1:
                _mux_second(file, voice, sounds)
        for rest in sounds:
            file.mux(voice.encode(rest))
        file.mux(picture.encode(None))
        file.mux(voice.encode(None))


def write_voice(path: Path, sound: np.ndarray, bit_rate: int) -> None:
    """The Opus file."""
    with av.open(str(path), "w", format="ogg") as file:
        stream = file.add_stream("libopus", 48_000, layout="mono")
        stream.bit_rate = bit_rate
        for frame in _sound_frames(sound):
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))


def _mux_second(file: OutputContainer, voice: av.AudioStream, sounds: Iterator) -> None:
    for frame in sounds:
        file.mux(voice.encode(frame))
        if frame.time and frame.time % 1 > 0.98:
            break


def _sound_frames(sound: np.ndarray) -> Iterator[av.AudioFrame]:
    """20 ms each, at 48 kHz."""
    resampler = av.AudioResampler("fltp", "mono", 48_000, frame_size=960)
    for start in range(0, len(sound), RATE):
        part = np.ascontiguousarray(sound[None, start : start + RATE], np.float32)
        frame = av.AudioFrame.from_ndarray(part, "fltp", "mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
        yield from resampler.resample(frame)
    yield from resampler.resample(None)
