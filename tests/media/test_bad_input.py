"""Whatever is sent: a result, salvaged where it must be, or one sentence. Never more than that."""

from __future__ import annotations

import gzip
import io
import random
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import bombs, clips
from tests.attempts import outcome


def image(extension: str) -> bytes:
    return cv2.imencode(extension, np.zeros((40, 60, 3), np.uint8))[1].tobytes()


def archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("film.mp4", bytes(10_000_000))
    return file.getvalue()


def tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as made:
        entry = tarfile.TarInfo("film.mp4")
        entry.size = 1000
        made.addfile(entry, io.BytesIO(bytes(1000)))
    return file.getvalue()


NOT_MEDIA = {
    "one-byte.mp4": b"\0",
    "text.mp4": b"Bonjour, ceci n'est pas une video.\n" * 50,
    "accents.webm": "Voilà où était l’été…\n".encode() * 50,
    "page.mkv": b"<!doctype html><html><body>Erreur 404</body></html>",
    "data.mp4": b'{"t": 1, "kind": "mark"}\n' * 40,
    "table.wav": b"a;b;c\n1;2;3\n" * 100,
    "subtitles.mp4": b"1\n00:00:01,000 --> 00:00:02,000\nBonjour\n\n" * 20,
    "captions.webm": b"WEBVTT\n\n00:01.000 --> 00:02.000\nBonjour\n",
    "session.sdp": b"v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n",
    "drawing.mp4": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "page.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
    "program.mov": b"\x7fELF" + bytes(range(256)) * 4,
    "zeros.mp4": bytes(200_000),
    "ones.webm": b"\xff" * 200_000,
    "picture.png": image(".png"),
    "picture.jpg": image(".jpg"),
    "picture.mp4": image(".png"),
    "picture.webm": image(".webp"),
    "picture.mov": image(".bmp"),
    "picture.tiff": image(".tiff"),
    "archive.zip": archive(),
    "archive.mp4": archive(),
    "archive.tar": tar(),
    "packed.mp4": gzip.compress(bytes(100_000)),
}


@pytest.mark.parametrize("name", NOT_MEDIA)
def test_what_is_no_media_is_called_so(name: str, tmp_path: Path):
    assert outcome(clips.bad(NOT_MEDIA[name], name), tmp_path) == "not_media"


def test_an_empty_file_is_called_so(tmp_path: Path):
    assert outcome(clips.bad(b"", "empty.mp4"), tmp_path) == "empty"


HEADERS_ONLY = {
    "ftyp.mp4": b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41",
    "ebml.webm": bytes.fromhex(
        "1a45dfa39f4286810142f7810142f2810442f381084282847765626d4287810442858102"
    ),
    "ogg.opus": b"OggS\0\2" + bytes(22),
}


@pytest.mark.parametrize("name", HEADERS_ONLY)
def test_a_header_with_nothing_behind_it_is_unreadable(name: str, tmp_path: Path):
    assert outcome(clips.bad(HEADERS_ONLY[name], name), tmp_path) == "unreadable"


SOURCES: dict[str, Callable[[], Path]] = {
    "webm": clips.webm,
    "mp4": clips.mp4,
    "fragmented": clips.fragmented,
    "mov": clips.mov,
    "mkv": clips.mkv,
    "opus": clips.opus,
    "wav": clips.wav,
}

SALVAGED_WHEN_CUT = {"webm", "fragmented", "mkv", "opus", "wav"}


def numbered(count: int) -> Iterator[object]:
    for name in SOURCES:
        for number in range(count):
            yield pytest.param(name, number, id=f"{name}-{number}")


@pytest.mark.parametrize(("name", "number"), numbered(8))
def test_a_file_cut_off_anywhere(name: str, number: int, tmp_path: Path):
    share = (0.002, 0.02, 0.1, 0.3, 0.5, 0.75, 0.95, 0.999)[number]
    result = outcome(clips.cut(SOURCES[name](), share), tmp_path)
    if share >= 0.3 and name in SALVAGED_WHEN_CUT:
        assert result == "salvaged"


@pytest.mark.parametrize(("name", "number"), numbered(10))
def test_a_header_with_wrong_bytes(name: str, number: int, tmp_path: Path):
    data = bytearray(SOURCES[name]().read_bytes())
    chance = random.Random(number)
    # MP4 and MOV have theirs at the end.
    back = name in ("mp4", "mov") and number % 2
    for _ in range(1 + number * 3):
        at = chance.randrange(min(3000, len(data)))
        data[len(data) - 1 - at if back else at] = chance.randrange(256)
    outcome(clips.bad(bytes(data), f"header-{number}-{name}"), tmp_path)


@pytest.mark.parametrize(("name", "number"), numbered(6))
def test_noise_in_the_middle(name: str, number: int, tmp_path: Path):
    start = (0.1, 0.25, 0.4, 0.5, 0.6, 0.8)[number]
    outcome(clips.corrupt(SOURCES[name](), start, start + 0.1, number), tmp_path)


@pytest.mark.parametrize("extension", ["mp4", "webm", "mkv", "mov", "mp3", "aac", "wav", "ogg"])
@pytest.mark.parametrize("seed", [1, 2])
def test_noise_under_any_name(extension: str, seed: int, tmp_path: Path):
    data = np.random.default_rng(seed).bytes(100_000)
    outcome(clips.bad(data, f"noise-{seed}.{extension}"), tmp_path)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    data=st.binary(max_size=600),
    head=st.sampled_from(
        [b"", b"\0\0\0\x20ftypisom", b"\x1aE\xdf\xa3", b"OggS\0", b"RIFF", b"fLaC"]
    ),
)
def test_garbage_is_always_one_sentence(data: bytes, head: bytes, tmp_path: Path):
    path = tmp_path / "garbage.mp4"
    path.write_bytes(head + data)
    outcome(path, tmp_path)


BOMBS: dict[str, tuple[Callable[[], Path], set[str]]] = {
    "png-picture": (bombs.png_picture, {"too_large", "unreadable", "not_media"}),
    "vp8-16383": (bombs.vp8_claims, {"too_large", "unreadable", "salvaged"}),
    "matroska-60000": (bombs.header_side, {"too_large", "salvaged"}),
    "mp4-60000": (bombs.mp4_side, {"too_large", "salvaged"}),
    "header-million-hours": (bombs.header_hours, {"salvaged"}),
    "packet-after-23-hours": (lambda: bombs.packet_hours(23), {"salvaged"}),
    "packet-after-500000-hours": (lambda: bombs.packet_hours(5e5), {"salvaged"}),
    "all-after-100000-hours": (bombs.all_late, {"too_long"}),
    "sixty-tracks": (bombs.many_tracks, {"too_large"}),
    "subtitles-only": (bombs.subtitles_only, {"no_tracks"}),
    "wav-huge-rate": (lambda: bombs.wav(2**32 - 1, 2, 400), {"unreadable", "not_media"}),
    "wav-huge-channels": (lambda: bombs.wav(48_000, 65_535, 400), {"unreadable", "not_media"}),
    "wav-huge-size": (lambda: bombs.wav(48_000, 1, 2**32 - 1), {"salvaged"}),
    "playlist": (lambda: bombs.playlist(clips.mp4()), {"not_media"}),
    "concat-script": (lambda: bombs.concat(clips.mp4()), {"not_media"}),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_neither_memory_nor_time(name: str, tmp_path: Path):
    make, expected = BOMBS[name]
    path = make()
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "tests.attempts", str(path), str(tmp_path)],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    result, megabytes = done.stdout.split()
    assert result in expected
    assert int(megabytes) < 600
    assert done.stderr == ""
