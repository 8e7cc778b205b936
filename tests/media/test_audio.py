from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from media.audio import RATE, samples, sound_tracks
from media.errors import MediaError
from media.types import MediaInfo, Track
from tests import clips, sounds

MILLISECOND = Fraction(1, 1000)


def with_times(path: Path, pieces: Sequence[tuple[float, np.ndarray]]) -> Path:
    """A sound file whose pieces begin at the given seconds."""
    with av.open(str(path), "w", format="matroska") as out:
        stream = out.add_stream("pcm_s16le", rate=RATE, layout="mono")
        stream.time_base = MILLISECOND
        for start, sound in pieces:
            packet = av.Packet((sound * 32767).astype("<i2").tobytes())
            packet.stream = stream
            packet.time_base = MILLISECOND
            packet.pts = packet.dts = round(start * 1000)
            out.mux(packet)
    return path


def whole(path: Path, **options: float) -> np.ndarray:
    return np.concatenate([sound for _start, sound in samples(path, track=0, **options)])


def loud(sound: np.ndarray, start: float, end: float) -> float:
    return float(np.abs(sound[round(start * RATE) : round(end * RATE)]).max())


def test_chunks_follow_each_other_and_are_of_the_length_asked_for(tmp_path: Path) -> None:
    path = sounds.wav(tmp_path / "tone.wav", sounds.tone(5.0))
    chunks = list(samples(path, track=0, chunk_seconds=2.0))
    assert [start for start, _sound in chunks] == [0.0, 2.0, 4.0]
    assert [len(sound) / RATE for _start, sound in chunks] == [2.0, 2.0, 1.0]
    assert all(sound.dtype == np.float32 for _start, sound in chunks)


def test_a_gap_is_silence_and_the_clock_stays_right(tmp_path: Path) -> None:
    tone = sounds.tone(0.5)
    sound = whole(with_times(tmp_path / "gap.mkv", [(0.0, tone), (3.0, tone)]))
    assert len(sound) / RATE == pytest.approx(3.5, abs=0.01)
    assert loud(sound, 0.6, 2.9) == 0.0
    assert loud(sound, 3.0, 3.1) > 0.2


def test_a_late_beginning_is_silence(tmp_path: Path) -> None:
    sound = whole(with_times(tmp_path / "late.mkv", [(2.0, sounds.tone(0.5))]))
    assert loud(sound, 0.0, 1.9) == 0.0
    assert loud(sound, 2.05, 2.4) > 0.2


def test_overlapping_packets_do_not_push_the_clock(tmp_path: Path) -> None:
    tone = sounds.tone(1.0)
    sound = whole(with_times(tmp_path / "over.mkv", [(0.0, tone), (0.5, tone)]))
    assert len(sound) / RATE == pytest.approx(1.5, abs=0.01)


def test_a_wild_time_stamp_does_not_ask_for_days_of_silence(tmp_path: Path) -> None:
    tone = sounds.tone(0.5)
    path = with_times(tmp_path / "wild.mkv", [(0.0, tone), (900_000.0, tone)])
    assert len(whole(path, until=2.0)) / RATE == 2.0


def test_other_rates_and_stereo_become_mono_at_16_khz() -> None:
    sound = whole(clips.opus())
    assert sound.ndim == 1
    assert clips.heard_second(sound[RATE : 2 * RATE], RATE) == 1


def test_a_track_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = sounds.wav(tmp_path / "tone.wav", sounds.tone(0.5))
    with pytest.raises(MediaError):
        list(samples(path, track=3))


def test_a_torn_file_gives_what_is_left(tmp_path: Path) -> None:
    path = tmp_path / "torn.opus"
    data = Path("tests/samples/s1_cv/helper.opus").read_bytes()
    path.write_bytes(data[: len(data) // 8])
    seconds = sum(len(sound) for _start, sound in samples(path, track=0)) / RATE
    assert 5 < seconds < 60


def info(*tracks: Track) -> MediaInfo:
    return MediaInfo(10.0, None, None, tracks)


def test_the_speakers_own_tracks_are_chosen_over_the_mix() -> None:
    mix, helper = Track(0, "audio", "aac"), Track(1, "audio", "opus", speaker="helper")
    learner = Track(2, "audio", "opus", speaker="learner")
    assert sound_tracks(info(mix, helper, learner)) == (helper, learner)


def test_without_speakers_the_first_sound_track_is_chosen() -> None:
    picture, first, second = (
        Track(0, "video", "h264"),
        Track(1, "audio", "aac"),
        Track(2, "audio", "aac"),
    )
    assert sound_tracks(info(picture, first, second)) == (first,)
    assert sound_tracks(info(picture)) == ()
