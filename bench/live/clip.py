"""What everybody in the bench shows and says: a screen at work and two voices, made by code once.

Kept as a Matroska file, so that a person can look at it too. The pictures stand a few milliseconds
off the grid, as a browser captures them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import cv2
import numpy as np

WIDTH, HEIGHT, RATE = 1280, 720, 48_000
FPS, PAGE, MOST = 15, 6.0, 2_500_000
"""Pictures a second; seconds between two pages; bits a second at most."""

VOICE_BITS = 32_000
SOUNDS = (20, 60)
"""Milliseconds of sound in a packet: what browsers do by themselves, and what we ask for."""

PART = 1_150
"""Bytes of a picture in one packet."""

FOLDER = Path(__file__).resolve().parents[2] / "var" / "bench-live"
VERSION = 1
_MILLISECOND = Fraction(1, 1000)
_WORDS = (
    "demande",
    "dossier",
    "prime",
    "logement",
    "attestation",
    "paiement",
    "foyer",
    "compte",
    "date",
    "pièce",
    "suivant",
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A VP8 frame cut for packets; `gap`: seconds since the one before."""

    gap: float
    key: bool
    parts: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Clip:
    """`voices`: the Opus packets of `learner` and `helper`, each `sound` seconds long."""

    pictures: tuple[Picture, ...]
    voices: dict[str, tuple[bytes, ...]]
    sound: float


def clip(seconds: int, sound: int) -> Clip:
    """The clip of that length with packets of `sound` milliseconds; made where it is not yet."""
    path = FOLDER / f"clip-{seconds}s-{VERSION}.mkv"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}")
        _make(part, seconds)
        part.replace(path)
    return _read(path, sound)


def _read(path: Path, sound: int) -> Clip:
    tracks: dict[str, list[tuple[float, bool, bytes]]] = {}
    with av.open(str(path)) as film:
        for packet in film.demux():
            if packet.pts is not None:
                row = float(packet.pts * packet.time_base), packet.is_keyframe, bytes(packet)
                tracks.setdefault(packet.stream.metadata.get("title", ""), []).append(row)
    film_rows = tracks["picture"]
    gaps = [1 / FPS] + [round(b[0] - a[0], 3) for a, b in pairwise(film_rows)]
    pictures = (
        Picture(gap, key, tuple(data[at : at + PART] for at in range(0, len(data), PART)))
        for gap, (_, key, data) in zip(gaps, film_rows, strict=True)
    )
    voices = {
        role: tuple(row[2] for row in tracks[f"{role} {sound}"]) for role in ("learner", "helper")
    }
    return Clip(tuple(pictures), voices, sound / 1000)


# --- making it -----------------------------------------------------------------------------------


def _make(path: Path, seconds: int) -> None:
    with av.open(str(path), "w", format="matroska") as film:
        shown = film.add_stream("libvpx", rate=1000)
        shown.width, shown.height, shown.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        shown.bit_rate, shown.codec_context.time_base = MOST, _MILLISECOND
        shown.codec_context.gop_size = 100_000
        shown.options = {
            "deadline": "realtime",
            "cpu-used": "8",
            "lag-in-frames": "0",
            "maxrate": str(MOST),
            "minrate": "0",
            "bufsize": str(MOST // 2),
            "static-thresh": "100",
        }
        shown.metadata["title"] = "picture"
        heard = [(_voice_track(film, role, ms), role) for ms in SOUNDS for role in _PITCH]
        for time, image in _screen(seconds):
            frame = av.VideoFrame.from_ndarray(image, format="bgr24")
            frame.pts, frame.time_base = round(time * 1000), _MILLISECOND
            film.mux(shown.encode(frame))
        film.mux(shown.encode(None))
        for track, role in heard:
            for frame in _speech(role, seconds):
                film.mux(track.encode(frame))
            film.mux(track.encode(None))


def _voice_track(film: av.container.OutputContainer, role: str, ms: int) -> av.AudioStream:
    track = film.add_stream("libopus", rate=RATE, layout="mono", format="s16")
    track.bit_rate = VOICE_BITS
    track.options = {"application": "voip", "frame_duration": str(ms)}
    track.metadata["title"] = f"{role} {ms}"
    return track


_PITCH = {"learner": 180.0, "helper": 110.0}


def _speech(role: str, seconds: int) -> Iterator[av.AudioFrame]:
    """Something as hard to encode as speech: a buzz and breath, in syllables."""
    random = np.random.default_rng(len(role))
    moments = np.arange(seconds * RATE) / RATE
    pitch = _PITCH[role] * (1 + 0.1 * np.sin(2 * np.pi * 0.7 * moments))
    buzz = np.cumsum(pitch / RATE) % 1 - 0.5
    syllables = 0.15 + 0.85 * np.clip(np.sin(2 * np.pi * 3.7 * moments), 0, 1)
    wave = syllables * (0.4 * buzz + 0.08 * random.standard_normal(len(moments)))
    samples = (np.clip(wave, -1, 1) * 32_000).astype(np.int16)
    for at in range(0, len(samples), RATE // 10):
        frame = av.AudioFrame.from_ndarray(
            samples[None, at : at + RATE // 10], format="s16", layout="mono"
        )
        frame.sample_rate, frame.pts, frame.time_base = RATE, at, Fraction(1, RATE)
        yield frame


def _screen(seconds: int) -> Iterator[tuple[float, np.ndarray]]:
    random = np.random.default_rng(3)
    page, drawn = -1, _page(random, _form)
    for number in range(seconds * FPS):
        time = number / FPS
        if int(time / PAGE) != page:
            page = int(time / PAGE)
            drawn = _page(random, (_form, _table, _text)[page % 3])
        image = drawn.copy()
        _scroll(image, time % PAGE)
        _typed(image, time % PAGE)
        _cursor(image, time)
        yield time + float(random.uniform(-0.006, 0.006)) * bool(number), image


def _page(
    random: np.random.Generator, content: Callable[[np.random.Generator, np.ndarray], None]
) -> np.ndarray:
    image = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    image[:64] = random.integers(60, 160, 3)
    _write(image, " ".join(random.choice(_WORDS, 4)), (40, 42), 1.0, (255, 255, 255))
    content(random, image)
    photo = random.integers(0, 255, (25, 38, 3), np.uint8)
    image[420:660, 860:1220] = cv2.resize(photo, (360, 240), interpolation=cv2.INTER_CUBIC)
    return image


def _text(random: np.random.Generator, image: np.ndarray) -> None:
    for top in range(170, HEIGHT, 24):
        _write(image, " ".join(random.choice(_WORDS, 12)), (40, top))


def _table(random: np.random.Generator, image: np.ndarray) -> None:
    for row, top in enumerate(range(170, HEIGHT - 30, 30)):
        image[top : top + 29, 40:-40] = 244 if row % 2 else 230
        for left in range(50, WIDTH - 100, 200):
            _write(image, f"{random.choice(_WORDS)} {random.integers(999)}", (left, top + 20))


def _form(random: np.random.Generator, image: np.ndarray) -> None:
    for top in range(190, HEIGHT - 60, 70):
        _write(image, " ".join(random.choice(_WORDS, 3)), (40, top))
        cv2.rectangle(image, (40, top + 10), (700, top + 44), (150, 150, 150), 1)
    for top in range(190, HEIGHT - 20, 24):
        _write(image, " ".join(random.choice(_WORDS, 4)), (770, top))


def _typed(image: np.ndarray, since: float) -> None:
    """A field into which five letters a second are typed."""
    cv2.rectangle(image, (40, 90), (700, 130), (120, 120, 120), 2)
    _write(image, ("Mon logement est au 12 rue des Lilas")[: int(since * 5)], (50, 117), 0.7)


def _scroll(image: np.ndarray, since: float) -> None:
    """In the middle of its time a page is scrolled, for a second and a third."""
    pixels = 4 * round(FPS * min(max(since - 3, 0), 4 / 3))
    image[140:] = np.roll(image[140:], -pixels, axis=0)


def _cursor(image: np.ndarray, time: float) -> None:
    """A hand that moves for two seconds of three."""
    moved = time // 3 * 2 + min(time % 3, 2)
    x = int(WIDTH / 2 + WIDTH * 0.4 * np.sin(moved * 0.9))
    y = int(HEIGHT / 2 + HEIGHT * 0.4 * np.sin(moved * 1.3))
    arrow = np.array([(x, y), (x, y + 18), (x + 5, y + 14), (x + 13, y + 13)], np.int32)
    cv2.fillPoly(image, [arrow], (0, 0, 0))


def _write(
    image: np.ndarray,
    text: str,
    at: tuple[int, int],
    size: float = 0.55,
    colour: tuple[int, int, int] = (30, 30, 30),
) -> None:
    cv2.putText(image, text, at, cv2.FONT_HERSHEY_SIMPLEX, size, colour, 1, cv2.LINE_AA)
