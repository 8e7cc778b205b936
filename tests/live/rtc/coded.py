"""Pictures that flash and sound that beeps in the middle of every second, for a tenth of it."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import av
import numpy as np

from tests.clips import numbered

RATE = 48_000
MILLISECOND = Fraction(1, 1000)


def flashes(time: float) -> bool:
    return 0.5 <= round(time % 1, 3) < 0.6


@cache
def encoded(
    times: tuple[float, ...], sizes: tuple[tuple[int, int], ...], key_at: tuple[int, ...]
) -> list[bytes]:
    """VP8 frames of as many equal parts as there are sizes; each shows its number, or a flash."""
    frames, part = [], -(-len(times) // len(sizes))
    for at, size in enumerate(sizes):
        coder = av.CodecContext.create("libvpx", "w")
        coder.width, coder.height = size
        coder.pix_fmt, coder.time_base, coder.gop_size = "yuv420p", MILLISECOND, 10_000
        coder.options = {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0"}
        for number in range(at * part, min((at + 1) * part, len(times))):
            image = numbered(number, size)
            image[size[1] // 2 :] = 255 if flashes(times[number]) else 40
            frame = av.VideoFrame.from_ndarray(image, format="rgb24")
            frame.pts, frame.time_base = round(times[number] * 1000), MILLISECOND
            frame.pict_type = 1 if number in key_at else 0
            frames += [bytes(packet) for packet in coder.encode(frame)]
    return frames


@cache
def beeps(seconds: int) -> list[bytes]:
    """Opus packets of 20 ms each."""
    coder = av.CodecContext.create("libopus", "w")
    coder.sample_rate, coder.layout, coder.format = RATE, "mono", "s16"
    coder.bit_rate, coder.options = 32_000, {"application": "voip"}
    moments = np.arange(seconds * RATE) / RATE
    wave = 0.5 * np.sin(2 * np.pi * 1000 * moments) * ((moments % 1 >= 0.5) & (moments % 1 < 0.6))
    packets = []
    for start in range(0, len(wave), 960):
        samples = (wave[start : start + 960] * 32767).astype(np.int16).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
        packets += [bytes(packet) for packet in coder.encode(frame)]
    return packets
