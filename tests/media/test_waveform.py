from media.replay import waveform
from tests import clips
from tests.replays import master


def test_a_waveform_shows_who_speaks_when():
    muted = clips.mkv(sounds=(clips.Sound("libopus", muted=((1.0, 3.0),)),))
    loud = [peak > 0.1 for peak in waveform(muted, points=40)]
    assert loud == [*[True] * 11, *[False] * 19, *[True] * 10]


def test_a_waveform_has_as_many_points_as_asked():
    assert len(waveform(master(clips.mp4), points=1000)) == 1000
    assert all(0.2 < peak < 0.7 for peak in waveform(master(clips.mp4), points=100))


def test_more_points_than_samples_do_no_harm():
    short = clips.make(clips.Clip("s.wav", "wav", None, (clips.Sound("pcm_s16le"),), seconds=1.0))
    assert len(waveform(short, points=20_000)) == 20_000


def test_without_sound_there_is_no_waveform():
    assert waveform(clips.silent_picture()) == []
