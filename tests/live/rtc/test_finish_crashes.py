"""Processes that died, clocks that were set, and disks that are full or lie."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from live.rtc.finish import finish
from tests.live.rtc import played
from tests.live.rtc.full_disk import room_for
from tests.live.rtc.sessions import HELPER, LEARNER, Script, ticks
from tests.live.rtc.test_finish import lines


def test_what_a_killed_process_had_logged_is_joined_with_what_came_after(tmp_path):
    script = Script()
    script.screen(LEARNER, ticks(1, 3))
    script.voice(HELPER, 1, 3)
    script.screen(LEARNER, ticks(5, 7))
    script.voice(HELPER, 5, 7)
    script.event(5.5, kind="done", by="learner")
    folder = script.write(tmp_path / "room", lives=((1.0, 2.85), (4.5, 9.0)))
    first = folder / "packets-1.log"
    first.write_bytes(first.read_bytes()[:-7])
    result = finish(folder, tmp_path)
    path = tmp_path / "session.mkv"
    assert result.duration == pytest.approx(6.02, abs=0.002)
    assert played.flashes(path) == pytest.approx([0.52, 1.52, 4.52, 5.52], abs=0.002)
    assert played.beeps(path, 1) == pytest.approx(played.flashes(path), abs=0.005)
    assert lines(tmp_path) == [{"kind": "done", "by": "learner", "t": 4.5}]


def test_a_wall_clock_that_was_set_back_lays_no_log_over_another(tmp_path):
    script = Script()
    script.screen(LEARNER, ticks(5, 7))
    folder = script.write(tmp_path / "room", lives=((5.0, 9.0),))
    again = Script()
    again.screen(LEARNER, ticks(0, 2))
    again.write(folder)
    finish(folder, tmp_path)
    assert played.flashes(tmp_path / "session.mkv") == pytest.approx(
        [0.52, 1.52, 2.44, 3.44], abs=0.03
    )


def test_a_full_disk_leaves_nothing_half_done(tmp_path):
    script = Script()
    script.voice(LEARNER, 0, 20)
    folder = script.write(tmp_path / "room")
    with room_for(2000), pytest.raises(OSError, match="File too large"):
        finish(folder, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_damaged_log_gives_what_it_can(data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("damaged")
    content = bytearray(_small_log())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=12)):
        content[place] = data.draw(st.integers(0, 255))
    (folder / "packets-1.log").write_bytes(content)
    (folder / "packets-2.log").write_bytes(_small_log())
    assert finish(folder, folder).duration < 3 * 24 * 3600


@cache
def _small_log():
    script = Script()
    script.screen(LEARNER, ticks(0, 1))
    script.voice(HELPER, 0, 1, red=True)
    with TemporaryDirectory() as folder:
        return (script.write(Path(folder)) / "packets-1.log").read_bytes()
