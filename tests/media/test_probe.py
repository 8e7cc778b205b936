import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from media.container import ProbeLimits
from media.errors import MediaError
from media.picture_size import key_frame_size
from media.probe import probe
from tests import clips


@pytest.mark.parametrize(
    ("make", "container", "codecs"),
    [
        pytest.param(clips.webm, "matroska", ["vp8", "opus"], id="webm"),
        pytest.param(clips.mp4, "mov", ["h264", "aac"], id="mp4"),
        pytest.param(clips.mov, "mov", ["h264", "aac"], id="mov"),
        pytest.param(clips.mkv, "matroska", ["h264", "aac"], id="mkv"),
        pytest.param(clips.fragmented, "mov", ["h264", "aac"], id="fragmented mp4"),
        pytest.param(clips.opus, "ogg", ["opus"], id="opus"),
        pytest.param(clips.wav, "wav", ["pcm_s16le"], id="wav"),
        pytest.param(clips.silent_picture, "mov", ["h264"], id="no sound"),
    ],
)
def test_a_file_is_described(make: Callable[[], Path], container: str, codecs: list[str]):
    info = probe(make())
    assert info.container == container
    assert [track.codec for track in info.tracks] == codecs
    assert info.duration == pytest.approx(4.0, abs=0.03)
    assert not info.truncated


def test_the_duration_is_measured_where_the_header_has_none():
    assert probe(clips.webm(seconds=3.0)).duration == pytest.approx(3.0, abs=0.03)


def test_the_canvas_is_the_largest_picture():
    info = probe(clips.resized())
    assert (info.width, info.height) == (640, 360)


def test_a_picture_that_grows_later_is_seen_without_decoding():
    info = probe(clips.webm(size=(320, 180), second_size=(640, 360)))
    assert (info.width, info.height) == (640, 360)
    assert (info.tracks[0].width, info.tracks[0].height) == (320, 180)


def test_odd_sizes_are_kept():
    info = probe(clips.odd_size())
    assert (info.width, info.height) == (853, 479)


def test_a_phone_held_upright_has_an_upright_canvas():
    info = probe(clips.phone())
    assert (info.width, info.height) == (240, 320)
    assert info.tracks[0].rotation == 270


def test_titles_say_whose_voice_it_is():
    speakers = [track.speaker for track in probe(clips.three_tracks()).tracks]
    assert speakers == [None, None, "helper", "learner"]


def test_a_cut_off_recorder_file_has_the_duration_of_what_is_there():
    assert probe(clips.cut(clips.webm(), 0.5)).duration == pytest.approx(2.0, abs=0.4)


def test_a_file_that_ends_before_its_header_says_is_truncated():
    info = probe(clips.cut(clips.mkv(), 0.4))
    assert info.truncated
    assert info.duration < 2.5


def test_a_cover_picture_is_no_picture(tmp_path: Path):
    cover = io.BytesIO()
    Image.fromarray(np.zeros((60, 60, 3), np.uint8)).save(cover, "JPEG")
    path = tmp_path / "song.mp3"
    header = b"\0image/jpeg\0\3\0" + cover.getvalue()
    sound = clips.make(clips.Clip("s.mp3", "mp3", None, (clips.Sound("libmp3lame"),)))
    frame = b"APIC" + len(header).to_bytes(4, "big") + b"\0\0" + header
    size = bytes(len(frame) >> shift & 127 for shift in (21, 14, 7, 0))
    path.write_bytes(b"ID3\3\0\0" + size + frame + sound.read_bytes())
    info = probe(path)
    assert not info.has_picture
    assert info.has_sound


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        pytest.param(ProbeLimits(max_seconds=1.0), "too_long", id="seconds"),
        pytest.param(ProbeLimits(max_side=200), "too_large", id="side"),
        pytest.param(ProbeLimits(max_pixels=1000), "too_large", id="pixels"),
        pytest.param(ProbeLimits(max_tracks=1), "too_large", id="tracks"),
    ],
)
def test_beyond_the_limits_a_file_is_refused(limits: ProbeLimits, code: str):
    with pytest.raises(MediaError) as caught:
        probe(clips.mp4(), limits=limits)
    assert caught.value.code == code


def test_a_missing_file_is_no_bad_input(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        probe(tmp_path / "gone.mp4")


def test_progress_rises():
    seen: list[float] = []
    probe(clips.mkv(), progress=seen.append)
    assert seen == sorted(seen)


@pytest.mark.parametrize(
    ("codec", "data", "size"),
    [
        pytest.param(
            "vp8", bytes.fromhex("d0240a9d012a000500d0"), (1280, 0x1000), id="vp8 takes 14 bits"
        ),
        pytest.param("vp8", b"\0" * 20, None, id="vp8 without start code"),
        pytest.param("vp8", b"\x10", None, id="vp8 cut off"),
        pytest.param(
            "vp9", bytes.fromhex("8249834200 4ff0 2cf0 00".replace(" ", "")), (1280, 720), id="vp9"
        ),
        pytest.param("vp9", bytes.fromhex("8249834200"), None, id="vp9 cut off"),
        pytest.param("h264", b"\0" * 20, None, id="other codecs"),
    ],
)
def test_key_frames_say_their_size(codec: str, data: bytes, size: tuple[int, int] | None):
    assert key_frame_size(codec, data) == size
