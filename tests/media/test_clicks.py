"""Presses known by what happens while the cursor rests."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.clicks import HOVER, PATIENCE, Click, ClickFinder
from media.cursor import CursorTracker
from media.motion import compare
from media.types import Box, Point

SIZE = (640, 360)
CURSOR = (102, 199)  # Where it points, resting.
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


@pytest.mark.parametrize("more", [True, False])
def test_a_row_is_pressed_beyond_its_words_if_its_mark_stands_out_more(more: bool):
    words = (30, 194, 40, 12)
    assert bool(resting().tick(10.6, (20, 197, 6, 6), words, more=more)) == more


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


def test_thin_lines_here_and_there_are_no_sign_that_a_page_is_coming():
    clicks = resting()
    noise = tuple((40 + 60 * n, 70, 30, 1) for n in range(4))
    clicks.begin(10.8, noise)
    for box in noise:
        clicks.sign(10.8, box, SIZE)
    press = clicks.large(13.0)
    assert press
    assert press.t == pytest.approx(12.7)


def test_a_press_says_that_but_something_beside_it_tells_of_it():
    page = np.full((360, 640), 240, np.uint8)
    number, under = (160, 196, 12, 14), (96, 194, 20, 16)
    for box, beside in ((number, number), (under, None)):
        press = resting().local(10.8, box, page, page)
        assert press
        assert press.beside == beside


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


@pytest.mark.parametrize(
    ("opened", "place", "lit"),
    [
        pytest.param(8.0, (70, 60, 120, 200), None, id="a row"),
        pytest.param(10.2, (70, 60, 120, 200), BUTTON, id="the field from which it opens"),
        pytest.param(8.0, (300, 60, 120, 200), BUTTON, id="elsewhere"),
    ],
)
def test_what_lit_up_in_a_list_is_forgotten_as_that_goes(opened: float, place: Box, lit):
    clicks = resting()
    clicks.arrival(10.1, (BUTTON,), SIZE)
    clicks.gone(opened, place)
    assert clicks.ring(12.0, CURSOR).box == lit


def test_two_cards_that_change_as_the_cursor_goes_from_one_to_the_other_are_no_page():
    clicks = resting()
    left = (200, 40, 300, 60)
    assert clicks.welcome(10.2, (left, BUTTON))
    assert not clicks.welcome(10.2, (left, BUTTON, AWAY))
    assert not clicks.welcome(11.0, (left, BUTTON))


@pytest.mark.parametrize("goes_out", [False, True])
def test_a_short_move_is_no_going_away_even_where_a_mark_goes_out_elsewhere(goes_out):
    before = np.full((360, 640), 250, np.uint8)
    after = before.copy()
    before[100:112, 200:209] = 0
    before[102:110, 202:207] = 255
    after[104:116, 203:212] = 60
    if goes_out:
        before[40:50:2, 40:50] = 0
        after[106:114, 205:210] = 255
    cursor = CursorTracker()
    cursor.box = (200, 100, 9, 12)
    cursor.update(5.0, before, after, compare(before, after))
    assert not cursor.lost
    assert cursor.box == (203, 104, 9, 12)


def rows(lit: int) -> np.ndarray:
    """A list of rows 30 pixels high, one of which is lit."""
    picture = np.full((360, 640), 225, np.uint8)
    picture[30 * lit : 30 * lit + 24, 0:120] = 253
    return picture


def test_a_cursor_that_goes_from_one_row_to_another_is_on_the_one_that_lights_up():
    before, after = rows(3), rows(6)
    before[98:110, 60:69] = 0
    before[100:108, 62:67] = 255
    cursor = CursorTracker()
    cursor.box = (60, 98, 9, 12)
    cursor.update(5.0, before, after, compare(before, after))
    assert cursor.point
    assert 180 <= cursor.point[1] <= 204


def test_a_cursor_stays_where_a_button_elsewhere_goes_out():
    before, after = rows(6), rows(3)
    for picture in (before, after):
        picture[98:110, 60:69] = 0
    cursor = CursorTracker()
    cursor.box = (60, 98, 9, 12)
    cursor.update(5.0, before, after, compare(before, after))
    assert cursor.box == (60, 98, 9, 12)


def test_a_cursor_that_comes_to_a_tab_is_on_it_though_a_button_far_away_lights_up():
    before = np.full((360, 640), 250, np.uint8)
    after = before.copy()
    for picture in (before, after):
        picture[56:64, 450:488] = 120
    before[53:65, 446:455] = 0
    after[51:68, 444:493] -= 40
    after[174:198, 35:158] = 120
    cursor = CursorTracker()
    cursor.box, cursor.since, cursor.left = (446, 53, 9, 12), 4.8, (4.8, (385, 81))
    cursor.update(5.0, before, after, compare(before, after))
    assert cursor.point
    assert 444 <= cursor.point[0] <= 493


def test_a_cursor_that_is_known_stays_where_a_page_unfolds_and_a_bar_grows():
    before, cursor = np.full((360, 640), 250, np.uint8), CursorTracker()
    before[181:197, 344:352] = 0
    cursor.box, cursor.sure, cursor.since = (344, 181, 8, 16), 1.0, 10.0
    after = before.copy()
    before[181:186:2, 151:156] = 60  # The mark that goes as it unfolds.
    after[210:300:18, 160:500] = 90  # What unfolds below the cursor.
    after[334:337:2, 634:639] = 60  # The end of the scroll bar.
    cursor.update(11.0, before, after, compare(before, after))
    assert (cursor.box, cursor.since) == ((344, 181, 8, 16), 10.0)


def test_a_lost_cursor_is_found_where_it_came_and_a_button_lit_up():
    pictures = [np.full((360, 640), 250, np.uint8) for _ in range(3)]
    pictures[2][54:70, 202:224] = 225
    for picture in pictures[1:]:
        picture[58:69, 210:218] = 0
        picture[60:67, 212:216] = 200
    cursor = CursorTracker()
    cursor.box, cursor.lost = (20, 300, 9, 12), True
    for t, (before, after) in enumerate(itertools.pairwise(pictures)):
        cursor.update(5.0 + 0.2 * t, before, after, compare(before, after))
    assert not cursor.lost
    assert cursor.box == (210, 58, 8, 11)


def test_a_large_change_is_told_without_the_cursor_that_moves_meanwhile():
    before = np.full((360, 640), 250, np.uint8)
    after = before.copy()
    after[100:190, 20:600] = 90
    after[300:312, 105:114] = 0
    cursor = CursorTracker()
    cursor.box = (103, 298, 9, 12)
    assert len(cursor.aside(compare(before, after)).boxes) == 1


@pytest.mark.parametrize("came_from", [True, False])
def test_a_cursor_is_on_the_button_that_it_came_to_though_what_it_left_close_by_goes_out(came_from):
    left, button = (344, 97, 74, 23), (448, 148, 76, 36)
    before = np.full((360, 640), 250, np.uint8)
    after = before.copy()
    for x, y, wide, high in (left, button):
        before[y : y + high, x : x + wide] = 120
        after[y : y + high, x : x + wide] = 120
    before[left[1] : left[1] + left[3], left[0] : left[0] + left[2]] = 230
    after[button[1] : button[1] + button[3], button[0] : button[0] + button[2]] = 80
    before[148:156, 453:458] = 0
    before[150:154, 454:457] = 255
    cursor = CursorTracker()
    cursor.box = (376, 100, 9, 12)
    for t, place in ((4.4, (394, 100, 9, 12)), (4.6, (427, 99, 9, 12)), (4.8, (453, 148, 5, 8))):
        cursor._go(t, place, 1.0)
    if not came_from:
        cursor._trail.clear()
    cursor.update(5.0, before, after, compare(before, after))
    assert cursor.point
    assert (448 <= cursor.point[0] <= 524) == came_from


def test_thin_lines_are_not_the_end_of_waiting():
    clicks = resting()
    clicks.begin(10.8, (BAR,))
    clicks.sign(10.8, BAR, SIZE)
    noise = (BAR, *((40 + 60 * n, 70, 30, 1) for n in range(4)))
    clicks.begin(13.0, noise)
    assert clicks.elsewhere(13.0, list(noise), SIZE) is None


@pytest.mark.parametrize(
    ("box", "spot"),
    [
        pytest.param((100, 60, 13, 16), (103, 61), id="the tip of a hand"),
        pytest.param((100, 60, 6, 14), (103, 67), id="the middle of a bar"),
    ],
)
def test_where_a_cursor_points_to(box: Box, spot: Point):
    cursor = CursorTracker()
    cursor.box = box
    assert cursor.point == spot


def test_a_page_that_comes_late_answers_the_press_where_the_cursor_stays():
    clicks = resting()
    assert clicks.ring(10.6, (104, 204))
    assert clicks.large(20.0) is None
    assert clicks.answered_press == CURSOR


def test_a_page_after_the_one_that_answered_is_another_press():
    clicks = resting()
    assert clicks.large(10.6)
    assert clicks.large(20.0)
    assert clicks.answered_press is None


sides = st.tuples(st.integers(1, 640), st.integers(1, 360))
places = st.tuples(st.integers(0, 639), st.integers(0, 359), sides).map(
    lambda one: (one[0], one[1], min(one[2][0], 640 - one[0]), min(one[2][1], 360 - one[1]))
)
changes = st.tuples(st.floats(0.1, 3), st.lists(places, max_size=4), st.booleans())


def presses(clicks: ClickFinder, changed: list) -> list[tuple[float, Click]]:
    """What the finder tells, with when, as things change from 10 seconds on."""
    t, found = 10.0, []
    for passed, boxes, large in changed:
        t += passed
        before = np.full((360, 640), 200, np.uint8)
        after = before.copy()
        for x, y, width, height in boxes:
            after[y : y + height, x : x + width] = 90
        clicks.arrival(t, tuple(boxes), SIZE)
        clicks.begin(t, tuple(boxes))
        told = [clicks.local(t, box, before, after) for box in boxes]
        for box in boxes:
            clicks.sign(t, box, SIZE)
        told.append(clicks.large(t) if large else clicks.elsewhere(t, boxes, SIZE))
        found += [(t, press) for press in told if press]
    return found


@given(st.lists(changes, max_size=8))
@settings(max_examples=80, deadline=None)
def test_whatever_changes_a_press_lies_at_the_cursor_between_its_coming_and_now(changed: list):
    clicks = resting()
    for t, press in presses(clicks, changed):
        assert press.point == (102, 199)
        assert 10.0 <= press.t <= t
        assert 0 < press.weight <= 1


@given(st.lists(changes, max_size=8))
@settings(max_examples=80, deadline=None)
def test_a_cursor_that_rests_presses_once_while_the_answer_comes(changed: list):
    times = [t for t, _press in presses(resting(), changed)]
    assert all(later - t >= PATIENCE for t, later in itertools.pairwise(times))


@given(places, st.floats(0, HOVER))
@settings(max_examples=40)
def test_what_lights_up_as_the_cursor_comes_is_its_welcome(box: Box, passed: float):
    clicks = resting()
    t = 10.0 + passed
    blank = np.zeros((360, 640), np.uint8)
    if t - 10.0 <= HOVER:
        assert clicks.local(t, box, blank, blank) is None
        assert clicks.elsewhere(t, [box], SIZE) is None
