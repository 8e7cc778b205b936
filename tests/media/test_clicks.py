"""Presses known by what happens while the cursor rests."""

from __future__ import annotations

import numpy as np
import pytest

from media.clicks import ClickFinder
from media.cursor import CursorTracker
from media.motion import compare

SIZE = (640, 360)
MARK, ROW = (93, 197, 6, 6), (90, 194, 80, 12)
BAR, BUTTON = (0, 10, 240, 2), (80, 190, 60, 24)
HEAD, LINES, AWAY = (0, 4, 240, 12), (20, 80, 300, 20), (300, 320, 90, 12)


def resting(*, lost: bool = False) -> ClickFinder:
    """The cursor came to rest on the button, or the row, at 10 seconds."""
    cursor = CursorTracker()
    cursor.box, cursor.since, cursor.left = (100, 198, 9, 12), 10.0, (10.0, (300, 60))
    cursor.lost = lost
    return ClickFinder(cursor)


@pytest.mark.parametrize("more", [True, False])
def test_a_mark_that_changes_under_the_cursor_is_pressed_be_it_brighter_or_not(more: bool):
    press = resting().tick(10.6, MARK, ROW, more=more)
    assert press
    assert press.t == pytest.approx(10.3)


@pytest.mark.parametrize(
    ("lost", "more", "told"),
    [
        pytest.param(True, True, True, id="no cursor is seen"),
        pytest.param(True, False, False, id="another of the group is cleared"),
        pytest.param(False, True, False, id="the cursor is elsewhere"),
    ],
)
def test_a_mark_away_from_the_cursor(lost: bool, more: bool, told: bool):
    away = (300, 300, 80, 12)
    press = resting(lost=lost).tick(10.6, (302, 302, 6, 6), away, more=more)
    assert bool(press) == told


def test_a_mark_that_changes_again_is_no_second_press():
    clicks = resting()
    assert clicks.tick(10.6, MARK, ROW, more=True)
    assert clicks.tick(11.2, MARK, ROW, more=True) is None


def test_a_sign_of_waiting_that_goes_as_other_things_change_is_a_press_when_it_came():
    clicks = resting()
    clicks.begin(10.8, (BAR,))
    clicks.sign(10.8, BAR, SIZE)
    assert clicks.elsewhere(10.8, [BAR], SIZE) is None
    clicks.begin(13.0, (HEAD, LINES, AWAY))
    press = clicks.elsewhere(13.0, [HEAD, LINES, AWAY], SIZE)
    assert press
    assert press.t == pytest.approx(10.5)


@pytest.mark.parametrize(
    ("t", "lit", "told"),
    [
        pytest.param(10.8, True, True, id="soon, on a thing that lit up"),
        pytest.param(10.8, False, False, id="on nothing that lit up"),
        pytest.param(14.0, True, False, id="long after"),
    ],
)
def test_a_message_elsewhere_is_a_press(t: float, lit: bool, told: bool):
    clicks = resting()
    if lit:
        clicks.arrival(10.2, (BUTTON,), SIZE)
    assert bool(clicks.elsewhere(t, [AWAY], SIZE)) == told


def test_two_cards_that_change_as_the_cursor_goes_from_one_to_the_other_are_no_page():
    clicks = resting()
    left = (200, 40, 300, 60)
    assert clicks.welcome(10.2, (left, BUTTON))
    assert not clicks.welcome(10.2, (left, BUTTON, AWAY))
    assert not clicks.welcome(11.0, (left, BUTTON))


def test_a_short_move_is_no_going_away():
    before = np.full((360, 640), 250, np.uint8)
    after = before.copy()
    before[100:112, 200:209] = 0
    before[102:110, 202:207] = 255
    after[104:116, 203:212] = 60
    cursor = CursorTracker()
    cursor.box = (200, 100, 9, 12)
    cursor.update(5.0, before, after, compare(before, after))
    assert not cursor.lost
    assert cursor.box == (203, 104, 9, 12)
