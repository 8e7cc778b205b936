import math
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from media.audio import samples
from media.container import MASTER_TAG
from media.errors import MediaError
from media.frames import frame_at, frames
from media.join import join
from tests import clips

RATE = 16_000


def heard(path: Path, track: int, t: float) -> int | None:
    """Which second of the clip is heard during 0.4 s from `t` on."""
    parts = samples(path, track=track, rate=RATE, start=t, until=t + 0.4)
    sound = np.concatenate([part for _, part in parts] or [np.zeros(1)])
    return clips.heard_second(sound, RATE)


@pytest.fixture
def master(tmp_path: Path) -> Path:
    return tmp_path / "master.mkv"


@pytest.mark.parametrize(
    "make", [clips.webm, clips.mp4, clips.mov, clips.mkv, clips.fragmented, clips.odd_size]
)
def test_pictures_and_sound_are_where_they_were(make: Callable[[], Path], master: Path):
    info = join(make(), {}, master)
    assert info.container == "matroska"
    assert info.duration == pytest.approx(4.0, abs=0.05)
    assert [clips.number_of(f.image) for f in frames(master)] == list(range(40))
    assert [heard(master, 1, t + 0.2) for t in range(4)] == [0, 1, 2, 3]


def test_nothing_is_encoded_again(master: Path):
    join(clips.mp4(), {}, master)

    def sizes(path: Path) -> list[int]:
        with av.open(str(path)) as container:
            return [packet.size for packet in container.demux(video=0) if packet.size]

    assert sizes(master) == sizes(clips.mp4())


def test_voices_become_titled_tracks_after_mains(master: Path):
    info = join(clips.mp4(), {"learner": clips.opus(), "helper": clips.wav()}, master)
    tracks = [(track.codec, track.speaker) for track in info.tracks]
    assert tracks == [
        ("h264", None),
        ("aac", None),
        ("pcm_s16le", "helper"),
        ("opus", "learner"),
    ]


def test_voices_are_on_mains_clock(master: Path):
    """The pitch rises at each whole second: on both tracks within 15 ms of it."""
    join(clips.mp4(), {"helper": clips.opus()}, master)
    for track in (1, 2):
        for second in (1, 2, 3):
            parts = samples(
                master, track=track, rate=RATE, start=second - 0.115, until=second + 0.115
            )
            sound = np.concatenate([part for _, part in parts])
            before, after = sound[:1600], sound[-1600:]
            assert clips.heard_second(before, RATE) == second - 1
            assert clips.heard_second(after, RATE) == second


def test_a_voice_that_begins_late_stays_late(master: Path):
    join(clips.mp4(), {"helper": clips.opus(shift=2.0)}, master)
    assert heard(master, 2, 1.0) is None
    assert heard(master, 2, 2.2) == 0
    assert heard(master, 2, 3.2) == 1


def test_a_gap_in_a_muted_voice_stays_at_its_time(master: Path):
    voice = clips.mkv(picture=None, sounds=(clips.Sound("libopus", muted=((1.0, 3.0),)),))
    join(clips.mp4(), {"learner": voice}, master)
    assert [heard(master, 2, t + 0.3) for t in range(4)] == [0, None, None, 3]


def test_voices_alone_make_a_recording(master: Path):
    info = join(None, {"helper": clips.opus(), "learner": clips.opus(shift=1.0)}, master)
    assert [track.speaker for track in info.tracks] == ["helper", "learner"]
    assert not info.has_picture
    assert heard(master, 1, 1.2) == 0


def test_a_voice_sent_apart_replaces_mains_track_of_the_same_person(master: Path):
    info = join(clips.three_tracks(), {"helper": clips.opus()}, master)
    assert [track.speaker for track in info.tracks] == [None, None, "learner", "helper"]


def test_a_phones_picture_stays_upright(master: Path):
    info = join(clips.phone(), {}, master)
    assert (info.width, info.height) == (240, 320)
    assert clips.number_of(frame_at(master, 2.0).image) == 20


def test_the_canvas_is_kept(master: Path):
    info = join(clips.webm(size=(320, 180), second_size=(640, 360)), {}, master)
    assert (info.width, info.height) == (640, 360)
    assert next(frames(master)).image.shape == (360, 640, 3)


def test_the_master_says_its_length_and_can_be_searched(master: Path):
    join(clips.webm(), {}, master)
    with av.open(str(master)) as container:
        assert container.duration / 1e6 == pytest.approx(4.0, abs=0.05)
        assert container.metadata[MASTER_TAG] == "320x240"
        assert len(container.streams.video[0].index_entries) > 1


def test_another_clock_is_set_to_zero(master: Path, tmp_path: Path):
    broadcast = tmp_path / "broadcast.mkv"
    with av.open(str(clips.webm())) as source, av.open(str(broadcast), "w") as out:
        streams = [out.add_stream_from_template(s, opaque=True) for s in source.streams]
        for packet in source.demux():
            if packet.size:
                later = int(7200 / packet.time_base)
                packet.pts += later
                packet.dts = packet.pts
                packet.stream = streams[packet.stream_index]
                out.mux(packet)
    assert join(broadcast, {}, master).duration == pytest.approx(4.0, abs=0.1)
    assert clips.number_of(frame_at(master, 1.55).image) == 15


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_what_a_crash_left_is_kept(share: float, master: Path):
    info = join(clips.cut(clips.webm(), share), {}, master)
    assert info.duration == pytest.approx(4 * share, abs=0.8)
    assert [clips.number_of(f.image) for f in frames(master)][:5] == [0, 1, 2, 3, 4]


def test_a_bad_voice_is_named(master: Path):
    with pytest.raises(MediaError, match=r"^The learner's voice cannot be used") as caught:
        join(clips.mp4(), {"learner": clips.bad(b"", "silence.opus")}, master)
    assert caught.value.code == "empty"


def test_nothing_off_the_record_is_kept(master: Path):
    info = join(clips.mp4(), {"helper": clips.opus()}, master, off_record=[(1.0, 2.0)])
    assert [heard(master, 1, t + 0.4) for t in range(4)] == [0, None, 2, 3]
    assert [heard(master, 2, t + 0.4) for t in range(4)] == [0, None, 2, 3]
    numbers = [clips.number_of(f.image) for f in frames(master)]
    assert not set(numbers) & set(range(10, 20))
    assert {9, 39} <= set(numbers)
    assert info.duration == pytest.approx(4.0, abs=0.05)


def test_who_never_comes_back_ends_the_recording(master: Path):
    info = join(clips.mp4(), {}, master, off_record=[(2.0, math.inf)])
    assert info.duration == pytest.approx(2.0, abs=0.2)


def test_a_full_disk_is_no_bad_input():
    with pytest.raises(OSError, match="No space left"):
        join(clips.mp4(), {}, Path("/dev/full"))


def test_who_stops_the_work_leaves_no_file(master: Path):
    def stop(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        join(clips.mp4(), {}, master, progress=stop)
    assert not master.exists()


def test_nothing_to_join_is_refused(master: Path):
    with pytest.raises(MediaError) as caught:
        join(None, {}, master)
    assert caught.value.code == "no_tracks"


def test_progress_rises_to_one(master: Path):
    seen: list[float] = []
    join(clips.mp4(), {}, master, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
