from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from media.frames import frame_at
from media.probe import probe
from media.replay import preview
from tests import clips
from tests.replays import heard, key_frames, master


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out.mp4"


@pytest.mark.parametrize(
    "make", [clips.webm, clips.mp4, clips.odd_size, clips.resized, clips.phone]
)
def test_a_preview_is_small_and_on_the_recordings_clock(make: Callable[[], Path], output: Path):
    preview(master(make), output)
    info = probe(output)
    assert [track.codec for track in info.tracks] == ["h264", "aac"]
    assert info.width <= 640
    assert info.width % 2 == info.height % 2 == 0
    assert info.duration == pytest.approx(4.0, abs=0.1)
    for second in range(4):
        assert abs(clips.number_of(frame_at(output, second + 0.5).image) - 10 * second - 5) <= 1
        assert heard(output, second + 0.3) == second


def test_a_preview_can_be_shown_before_it_is_loaded(output: Path):
    preview(master(clips.mp4), output)
    data = output.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_a_preview_can_be_searched(output: Path):
    long = clips.mkv(seconds=12.0)
    preview(long, output)
    keys = key_frames(output)
    assert max(np.diff([*keys, 12.0])) <= 4.2


def test_a_still_screen_is_shown_to_the_end(output: Path):
    preview(master(clips.variable_rate), output)
    with av.open(str(output)) as container:
        video = container.streams.video[0]
        assert float(video.duration * video.time_base) == pytest.approx(8.0, abs=0.3)
    assert clips.number_of(frame_at(output, 7.5).image) == 5


@pytest.mark.parametrize(
    ("make", "kinds"), [(clips.opus, ["audio"]), (clips.silent_picture, ["video"])]
)
def test_a_preview_has_what_there_is(make: Callable[[], Path], kinds: list[str], output: Path):
    preview(master(make), output)
    assert [track.kind for track in probe(output).tracks] == kinds


def test_who_stops_the_work_leaves_no_file(output: Path):
    def stop(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        preview(master(clips.mp4), output, progress=stop)
    assert not output.exists()


def test_a_full_disk_is_no_bad_input():
    with pytest.raises(OSError, match="No space left"):
        preview(master(clips.mp4), Path("/dev/full"))
