"""What was lost, late, muted, begun anew or off the record."""

from itertools import pairwise

import av
import numpy as np
import pytest

from tests.live.rtc import played
from tests.live.rtc.sessions import LEARNER, Script, ticks
from tests.live.rtc.test_finish import DELAY, finished, lines


def test_after_a_missing_packet_pictures_wait_for_a_key_frame(tmp_path):
    pieces = Script().screen(LEARNER, ticks(0, 4), key_at=(0, 25))
    frame = next(n for n in range(10, 25) if pieces[n] > 1)
    lost = sum(pieces[:frame]) + 1
    script = Script()
    script.screen(LEARNER, ticks(0, 4), key_at=(0, 25), lost=lambda n: n == lost)
    _, path = finished(script, tmp_path)
    assert list(played.numbers(path).values()) == [*range(frame), *range(25, 40)]


@pytest.mark.parametrize("frame", [pytest.param(0, id="first"), pytest.param(20, id="middle")])
def test_a_picture_lost_as_a_whole_is_noticed(frame, tmp_path):
    pieces = Script().screen(LEARNER, ticks(0, 4), key_at=(0, 30))
    gone = range(sum(pieces[:frame]), sum(pieces[: frame + 1]))
    script = Script()
    script.screen(LEARNER, ticks(0, 4), key_at=(0, 30), lost=gone.__contains__)
    _, path = finished(script, tmp_path)
    assert list(played.numbers(path).values()) == [*range(frame), *range(30, 40)]


def test_late_and_repeated_packets_find_their_place(tmp_path):
    script = Script()
    late = {"late": lambda n: 0.8 * (n % 7 == 3), "again": lambda n: n % 5 == 0}
    script.screen(LEARNER, ticks(0, 6), **late)
    script.voice(LEARNER, 0, 6, **late)
    _, path = finished(script, tmp_path)
    assert list(played.numbers(path).values()) == list(range(60))
    assert played.beeps(path, 1) == pytest.approx(played.flashes(path), abs=0.005)
    assert _gaps(path) == []


def test_redundant_sound_fills_the_holes(tmp_path):
    script = Script()
    script.voice(LEARNER, 0, 4, red=True, lost=lambda n: n % 3 == 1)
    result, path = finished(script, tmp_path)
    assert result.voices == ("learner",)
    assert not result.has_picture
    assert _gaps(path) == []
    assert played.beeps(path, 0) == pytest.approx(np.arange(4) + 0.5 + DELAY, abs=0.005)


def test_lost_sound_without_redundancy_stays_a_gap(tmp_path):
    script = Script()
    script.voice(LEARNER, 0, 4, lost=range(60, 70).__contains__)
    _, path = finished(script, tmp_path)
    assert _gaps(path) == [pytest.approx((1.2, 1.4), abs=0.03)]


@pytest.mark.parametrize("still", [pytest.param(False, id="runs"), pytest.param(True, id="stands")])
@pytest.mark.parametrize(
    "every",
    [
        pytest.param(1.0, id="reports during it"),
        pytest.param(13.0, id="a report afterwards"),
        pytest.param(20.0, id="none afterwards"),
    ],
)
def test_a_mute_keeps_its_place_whatever_the_rtp_clock_does(still, every, tmp_path):
    script = Script()
    script.screen(LEARNER, ticks(0, 20))
    script.voice(LEARNER, 0, 20, muted=(6.0, 11.0), still=still, every=every)
    _, path = finished(script, tmp_path)
    assert _gaps(path) == [pytest.approx((6.0, 11.0), abs=0.04)]
    expected = [t for t in played.flashes(path) if not 6 < t < 11]
    assert played.beeps(path, 1) == pytest.approx(expected, abs=0.005)


def test_a_reload_goes_on_in_the_same_tracks(tmp_path):
    script = Script()
    for start, end in ((0, 3), (4, 7)):
        script.screen(LEARNER, ticks(start, end))
        script.voice(LEARNER, start, end)
    result, path = finished(script, tmp_path)
    assert result.voices == ("learner",)
    assert list(played.numbers(path).values()) == [*range(30), *range(30)]
    assert played.beeps(path, 1) == pytest.approx(played.flashes(path), abs=0.005)
    assert played.flashes(path) == pytest.approx([0.52, 1.52, 2.52, 4.52, 5.52, 6.52], abs=0.002)


def test_nothing_off_the_record_is_kept(tmp_path):
    script = Script()
    script.screen(LEARNER, ticks(0, 6), key_at=(0, 45))
    script.voice(LEARNER, 0, 6, red=True)
    for time, kind in ((2.0, "off_record"), (2.5, "mark"), (4.0, "on_record"), (4.2, "mark")):
        script.event(time, kind=kind, by="learner")
    _, path = finished(script, tmp_path)
    assert [line["t"] for line in lines(tmp_path)] == [2.0, 4.0, 4.2]
    assert list(played.numbers(path).values()) == [*range(20), *range(45, 60)]
    assert _gaps(path) == [pytest.approx((2.0, 4.0), abs=0.03)]


def test_two_connections_at_once_are_not_mixed(tmp_path):
    script = Script()
    for start, end in ((0, 3), (2, 5)):
        script.screen(LEARNER, ticks(start, end))
        script.voice(LEARNER, start, end)
    _, path = finished(script, tmp_path)
    assert list(played.numbers(path).values()) == [*range(20), *range(30)]
    assert _gaps(path) == []
    assert played.beeps(path, 1) == pytest.approx(played.flashes(path), abs=0.005)


def _gaps(path):
    """Where the first voice has no packets for more than a moment, `(from, to)`."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        times = [float(p.pts * p.time_base) for p in container.demux(stream) if p.size]
    pairs = pairwise(times)
    return [(a + 0.02, b) for a, b in pairs if b - a > 0.03]
