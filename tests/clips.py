"""Small real recordings made by code, each made once in a test session.

A picture shows its number in black and white bars, a sound's pitch says its second: what a test
sees or hears tells it which moment of the recording it has before it.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import numpy as np

FPS, RATE, BITS = 10, 48_000, 12
MILLISECOND = Fraction(1, 1000)


@cache
def folder() -> Path:
    """The session's folder, removed when Python ends."""
    made = Path(tempfile.mkdtemp(prefix="clips-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def numbered(number: int, size: tuple[int, int]) -> np.ndarray:
    """An RGB picture whose upper half shows `number` as bars; the lower half is mid grey."""
    width, height = size
    image = np.full((height, width, 3), 128, np.uint8)
    for bit in range(BITS):
        left, right = bit * width // BITS, (bit + 1) * width // BITS
        image[: height // 2, left:right] = 255 if number >> bit & 1 else 0
    return image


def number_of(image: np.ndarray) -> int:
    """The number that an upright picture of any scale shows."""
    height, width = image.shape[:2]
    row = image[height // 8 : height // 4].mean(axis=(0, 2))
    centres = [(2 * bit + 1) * width // (2 * BITS) for bit in range(BITS)]
    return sum(1 << bit for bit, at in enumerate(centres) if row[at] > 127)


def pitch(second: int) -> float:
    """The tone, in hertz, that is heard during a whole second."""
    return 400.0 + 50 * second


def heard_second(sound: np.ndarray, rate: int) -> int | None:
    """Which second of a clip a piece of its sound comes from; None for silence."""
    if np.abs(sound).max(initial=0.0) < 0.02:
        return None
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), 4 * rate))
    return round((power[400:].argmax() / 4 + 100 - 400) / 50)


@dataclass(frozen=True)
class Sound:
    """One sound track: its codec, the spans in which nothing was sent, and whose it is."""

    codec: str = "aac"
    muted: tuple[tuple[float, float], ...] = ()
    title: str = ""
    shift: float = 0.0


@dataclass(frozen=True)
class Clip:
    """What to make. `times` are the moments of the pictures; None: ten a second."""

    name: str
    format: str
    picture: str | None = "libx264"
    sounds: tuple[Sound, ...] = (Sound(),)
    seconds: float = 4.0
    size: tuple[int, int] = (320, 240)
    times: tuple[float, ...] | None = None
    rotation: int = 0
    second_size: tuple[int, int] | None = None
    streamed: bool = False
    key_every: int = 10
    b_frames: int = 2
    options: tuple[tuple[str, str], ...] = ()


@cache
def make(clip: Clip) -> Path:
    """The file of a clip."""
    path = folder() / f"{abs(hash(clip)):x}-{clip.name}"
    with path.open("wb") as file:
        target = _Stream(file) if clip.streamed else str(path)
        with av.open(target, "w", format=clip.format, options=dict(clip.options)) as out:
            packets = []
            if clip.picture:
                packets += _picture(out, clip)
            for sound in clip.sounds:
                packets += _sound(out, clip, sound)
            for _, packet in sorted(packets, key=lambda item: item[0]):
                out.mux(packet)
    return path


class _Stream:
    """A file that cannot be rewound, as a browser's recorder writes it."""

    def __init__(self, file: object) -> None:
        self.write = file.write


def _picture(out: av.container.OutputContainer, clip: Clip) -> list:
    stream = out.add_stream(clip.picture, rate=FPS)
    stream.width, stream.height = clip.size
    stream.codec_context.time_base = MILLISECOND
    stream.codec_context.gop_size = clip.key_every
    fast = {"deadline": "realtime", "cpu-used": "8"} if "vpx" in clip.picture else {}
    stream.options = (
        fast or {"preset": "ultrafast", "bf": str(clip.b_frames)} if "264" in clip.picture else fast
    )
    if clip.rotation:
        stream.set_display_rotation(clip.rotation)
    times = clip.times or tuple(n / FPS for n in range(int(clip.seconds * FPS)))
    half = len(times) // 2 if clip.second_size else len(times)
    turns = clip.rotation // 90
    packets = _encoded(stream, stream.encode, range(half), times, clip.size, turns)
    if clip.second_size:
        again = av.CodecContext.create(clip.picture, "w")
        again.width, again.height = clip.second_size
        again.pix_fmt, again.time_base, again.framerate = "yuv420p", MILLISECOND, FPS
        numbers = range(half, len(times))
        packets += _encoded(stream, again.encode, numbers, times, clip.second_size)
    return packets


def _encoded(
    stream: av.VideoStream,
    encode: Callable,
    numbers: Sequence[int],
    times: Sequence[float],
    size: tuple[int, int],
    turns: int = 0,
) -> list:
    packets = []
    for number in [*numbers, None]:
        frame = None
        if number is not None:
            upright = numbered(number, size[::-1] if turns % 2 else size)
            stored = np.ascontiguousarray(np.rot90(upright, -turns))
            frame = av.VideoFrame.from_ndarray(stored, format="rgb24")
            frame.pts, frame.time_base = round(times[number] * 1000), MILLISECOND
        for packet in encode(frame):
            packet.stream = stream
            packets.append((float(packet.dts * MILLISECOND), packet))
    return packets


def _sound(out: av.container.OutputContainer, clip: Clip, sound: Sound) -> list:
    stream = out.add_stream(sound.codec, rate=RATE, layout="mono")
    if sound.title:
        stream.metadata["title"] = sound.title
    packets = []
    for second in [*range(int(clip.seconds)), None]:
        frame = None
        if second is not None:
            wave = 0.3 * np.sin(2 * np.pi * pitch(second) * np.arange(RATE) / RATE)
            samples = (wave * 32767).astype(np.int16).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
            frame.sample_rate, frame.pts = RATE, second * RATE
            frame.time_base = Fraction(1, RATE)
        for packet in stream.encode(frame):
            time = float(packet.pts * packet.time_base)
            if any(start <= time < end for start, end in sound.muted):
                continue
            packet.pts += round(sound.shift / packet.time_base)
            packet.dts = packet.pts
            packets.append((time + sound.shift, packet))
    return packets


OPUS = (Sound("libopus"),)


def webm(**changes: object) -> Path:
    """As a browser's recorder writes it: VP8 and Opus, neither duration nor index."""
    return make(
        Clip("recorder.webm", "webm", "libvpx", OPUS, streamed=True, key_every=15, **changes)
    )


def mp4(**changes: object) -> Path:
    return make(Clip("session.mp4", "mp4", **changes))


def mov(**changes: object) -> Path:
    return make(Clip("session.mov", "mov", **changes))


def mkv(**changes: object) -> Path:
    return make(Clip("session.mkv", "matroska", **changes))


def phone() -> Path:
    """Held upright: stored lying, with a display matrix that turns it by a quarter."""
    return mp4(rotation=-90)


def resized() -> Path:
    """The window is made smaller half-way."""
    return webm(size=(640, 360), second_size=(320, 180))


def fragmented(**changes: object) -> Path:
    """MP4 as a browser's recorder writes it: in pieces, nothing at the end."""
    flags = "frag_keyframe+empty_moov+default_base_moof"
    return mp4(b_frames=0, options=(("movflags", flags),), **changes)


def odd_size() -> Path:
    return webm(size=(853, 479))


def variable_rate() -> Path:
    """A screen that stands still for seconds: few pictures, at uneven times."""
    return webm(times=(0.0, 0.1, 0.35, 2.9, 3.0, 6.4), seconds=8.0)


def opus(**changes: object) -> Path:
    """A voice alone, in Ogg."""
    return make(Clip("voice.opus", "ogg", None, (Sound("libopus", **changes),)))


def wav() -> Path:
    return make(Clip("voice.wav", "wav", None, (Sound("pcm_s16le"),)))


def silent_picture() -> Path:
    return mp4(sounds=())


def three_tracks() -> Path:
    """Picture, mixed sound, and the voices of the two with a title each."""
    voices = (Sound("libopus", title="helper"), Sound("libopus", title="learner"))
    return mkv(sounds=(Sound(), *voices))


def cut(path: Path, share: float) -> Path:
    """The first part of a file, as a crash leaves it."""
    data = path.read_bytes()
    return bad(data[: int(len(data) * share)], f"cut-{share}-{path.name}")


def corrupt(path: Path, start: float = 0.4, end: float = 0.5, seed: int = 1) -> Path:
    """A file with noise over a part of it."""
    data = bytearray(path.read_bytes())
    low, high = int(len(data) * start), int(len(data) * end)
    data[low:high] = np.random.default_rng(seed).bytes(high - low)
    return bad(bytes(data), f"corrupt-{start}-{end}-{seed}-{path.name}")


def bad(data: bytes, name: str) -> Path:
    """Any bytes under any name."""
    path = folder() / name
    path.write_bytes(data)
    return path
