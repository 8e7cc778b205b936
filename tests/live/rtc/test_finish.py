"""A room's logs become a recording that plays as the session went."""

import json

import numpy as np
import pytest

from live.rtc.finish import Finished, finish
from media.errors import MediaError
from media.join import join
from media.probe import probe
from media.timeline import read_timeline
from tests.live.rtc import played
from tests.live.rtc.sessions import HELPER, LEARNER, Person, Script, rtp, ticks

DELAY = LEARNER.delay


def finished(script, tmp_path, **logs):
    result = finish(script.write(tmp_path / "room", **logs), tmp_path)
    return result, tmp_path / "session.mkv"


def lines(tmp_path):
    return [json.loads(line) for line in (tmp_path / "timeline.jsonl").read_text().splitlines()]


@pytest.fixture
def conversation():
    script = Script()
    script.screen(LEARNER, ticks(0.2, 6))
    script.voice(LEARNER, 0, 6)
    script.voice(HELPER, 2, 6)
    return script


def test_pictures_and_voices_are_together_on_one_clock(conversation, tmp_path):
    result, path = finished(conversation, tmp_path)
    assert result == Finished(6.02, 320, 240, ("learner", "helper"), True)
    assert list(played.numbers(path).values()) == list(range(58))
    assert played.flashes(path) == pytest.approx(np.arange(6) + 0.5 + DELAY, abs=0.002)
    learner = played.beeps(path, played.voice(path, "learner"))
    assert learner == pytest.approx(played.flashes(path), abs=0.005)
    assert played.beeps(path, played.voice(path, "helper")) == pytest.approx(learner[2:], abs=0.005)


def test_the_recording_can_be_probed_and_joined(conversation, tmp_path):
    result, path = finished(conversation, tmp_path)
    info = probe(path)
    assert (info.duration, info.width, info.height) == (result.duration, 320, 240)
    assert [track.speaker for track in info.tracks] == [None, "learner", "helper"]
    master = join(path, {}, tmp_path / "master.mkv")
    assert master.duration == pytest.approx(6.02, abs=0.002)
    assert played.flashes(tmp_path / "master.mkv") == played.flashes(path)


def test_doing_it_again_gives_the_same(conversation, tmp_path):
    first, path = finished(conversation, tmp_path)
    before = played.numbers(path)
    assert finish(tmp_path / "room", tmp_path) == first
    assert played.numbers(path) == before
    assert not list(tmp_path.glob("*.part"))


def test_clocks_that_drift_and_packets_that_jitter_stay_together(tmp_path):
    script = Script()
    fast = Person("anna", "learner", clock=86_400.0, drift=150e-6, jitter=0.08)
    slow = Person("bruno", "helper", drift=-150e-6, jitter=0.08)
    script.screen(fast, ticks(0, 40))
    script.voice(fast, 0, 40)
    script.voice(slow, 0, 40)
    _, path = finished(script, tmp_path)
    seen = played.flashes(path)
    learner = played.beeps(path, played.voice(path, "learner"))
    helper = played.beeps(path, played.voice(path, "helper"))
    assert learner == pytest.approx(seen, abs=0.005)
    assert learner == pytest.approx(np.arange(40) + 0.5 + DELAY, abs=0.03)
    assert helper == pytest.approx(learner, abs=0.06)


def test_without_reports_the_arrival_counts(tmp_path):
    script = Script()
    script.screen(LEARNER, ticks(0, 3), reports=False)
    script.voice(LEARNER, 0, 3, reports=False)
    _, path = finished(script, tmp_path)
    assert played.beeps(path, 1) == pytest.approx(played.flashes(path), abs=0.005)
    assert played.flashes(path)[0] == pytest.approx(0.5 + DELAY, abs=0.005)


def test_the_helpers_demonstration_is_shown_where_the_learner_shows_nothing(tmp_path):
    script = Script()
    script.screen(HELPER, ticks(0, 2), size=(160, 120))
    result, path = finished(script, tmp_path)
    assert result == Finished(1.92, 160, 120, (), True)
    script.screen(LEARNER, ticks(1, 2))
    result = finish(script.write(tmp_path / "both"), tmp_path)
    assert (result.width, len(list(played.pictures(path)))) == (320, 10)


def test_every_size_plays_and_the_timeline_says_when_it_changes(tmp_path):
    script = Script()
    script.screen(LEARNER, ticks(0, 3), sizes=((160, 120), (320, 180), (128, 240)))
    result, path = finished(script, tmp_path)
    assert (result.width, result.height) == (320, 180)
    shapes = [image.shape[:2] for _, image in played.pictures(path)]
    assert shapes == [(120, 160)] * 10 + [(180, 320)] * 10 + [(240, 128)] * 10
    sizes = [(e.t, e.by, e.width, e.height) for e in read_timeline(tmp_path / "timeline.jsonl")]
    assert sizes == [
        (0.02, "learner", 160, 120),
        (1.02, "learner", 320, 180),
        (2.02, "learner", 128, 240),
    ]


def test_events_have_the_time_at_which_they_were_logged(conversation, tmp_path):
    pointer = {"kind": "pointer", "by": "helper", "x": 0.5, "y": 0.5, "phase": "press"}
    conversation.event(2.25, kind="mark", by="helper", label="ici", t=99.0)
    conversation.event(3.3, **pointer, rtp=rtp(LEARNER, 3.1))
    conversation.event(3.4, **pointer, rtp=7)
    conversation.event(3.5, kind="pointer", x=float("nan"))
    finished(conversation, tmp_path)
    assert lines(tmp_path) == [
        {"t": 2.25, "kind": "mark", "by": "helper", "label": "ici"},
        {"t": 3.3, **pointer, "rtp": rtp(LEARNER, 3.1), "seen": 3.12},
        {"t": 3.4, **pointer, "rtp": 7},
    ]


def test_where_nothing_was_recorded_it_says_so(tmp_path):
    script = Script()
    script.event(1.0, kind="done", by="learner")
    with pytest.raises(MediaError, match="Neither picture nor sound") as error:
        finished(script, tmp_path)
    assert error.value.code == "empty"
    with pytest.raises(MediaError):
        finish(tmp_path / "nowhere", tmp_path)
    assert not (tmp_path / "session.mkv").exists()
