"""Lists that open to choose from."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from media.lists import LIST_FIELD, LIST_GAP, OPEN, OpenLists, opens
from media.motion import Grey
from media.types import Box, Point, ScreenEvent

FIELD: Point = (120, 60)
LIST: Box = (60, 80, 200, 90)
ROW: Box = (62, 110, 196, 24)
ON_ROW: Point = (150, 122)


def picture(*, shown: bool = False, lit: bool = False) -> Grey:
    drawn = np.full((360, 640), 240, np.uint8)
    for y in range(90, 160, 20):
        drawn[y : y + 6, 70:180] = 90  # What stands under the list.
    if shown:
        x, y, width, height = LIST
        drawn[y : y + height, x : x + width] = 255
        for top in range(y + 10, y + height - 6, 24):
            drawn[top : top + 8, x + 30 : x + 190] = 40
    if lit:
        x, y, width, height = ROW
        drawn[y : y + height, x : x + width] -= 60
    return drawn


def opened(lists: OpenLists) -> None:
    """Pressed at 10 s, there at 10.2 s."""
    lists.pressed(10.0, FIELD)
    lists.changed(10.2, LIST, picture(), picture(shown=True))
    assert lists.look(10.2, picture(shown=True)) is None


def press(t: float, point: Point = ON_ROW) -> ScreenEvent:
    return ScreenEvent(t, "click", point=(2 * point[0], 2 * point[1]))


def openings(lists: OpenLists, *presses: ScreenEvent) -> list[float | None]:
    return [event.same_as for event in lists.marked(presses)]


def test_a_press_that_chooses_from_a_list_tells_when_that_was_opened():
    lists = OpenLists(2.0)
    opened(lists)
    lists.pressed(12.0, ON_ROW)
    assert lists.look(12.2, picture()) is None
    assert openings(lists, press(10.0, FIELD), press(12.0)) == [None, 10.0]


def test_the_row_that_was_lit_is_chosen_where_no_press_was_seen():
    lists = OpenLists(2.0)
    opened(lists)
    lists.changed(11.0, ROW, picture(shown=True), picture(shown=True, lit=True))
    assert lists.look(11.0, picture(shown=True, lit=True)) is None
    assert lists.look(12.2, picture()) == ROW


def test_a_list_that_stays_open_is_not_chosen_from():
    lists = OpenLists(2.0)
    opened(lists)
    lists.pressed(12.0, ON_ROW)
    assert lists.look(12.2, picture(shown=True, lit=True)) is None
    assert openings(lists, press(12.0)) == [None]


def test_a_press_beside_the_list_closes_it_and_chooses_nothing():
    lists = OpenLists(2.0)
    opened(lists)
    lists.pressed(12.0, (500, 300))
    assert lists.look(12.2, picture()) is None
    assert openings(lists, press(12.0, (500, 300))) == [None]


def test_what_opens_long_after_a_press_or_on_a_new_page_is_no_list():
    late, anew = OpenLists(2.0), OpenLists(2.0)
    late.pressed(10.0, FIELD)
    late.changed(13.0, LIST, picture(), picture(shown=True))
    opened(anew)
    anew.clear()
    for lists in (late, anew):
        lists.pressed(14.0, ON_ROW)
        assert lists.look(14.2, picture()) is None
        assert openings(lists, press(14.0)) == [None]


def test_a_list_that_goes_while_small_things_change_is_no_page():
    lists = OpenLists(2.0)
    opened(lists)
    with_its_field, bar = (60, 66, 200, 104), (634, 318, 5, 3)
    assert not lists.folds((with_its_field, bar), picture(shown=True))
    assert lists.folds((with_its_field, bar), picture())
    assert not lists.folds((with_its_field, (300, 40, 300, 280)), picture())
    assert not lists.folds((bar,), picture())


def test_a_small_thing_that_appears_is_no_list():
    lists = OpenLists(2.0)
    lists.pressed(10.0, FIELD)
    lists.changed(10.2, (100, 80, 30, 12), picture(), picture(shown=True))
    assert openings(lists, press(12.0)) == [None]


def test_a_calendar_may_open_over_its_own_field_and_a_page_is_no_list():
    calendar, page = (60, 46, 200, 142), (60, 46, 560, 300)
    assert opens(calendar, FIELD, (640, 360))
    assert not opens(page, FIELD, (640, 360))


def test_a_list_of_which_most_lights_up_is_still_open():
    lists = OpenLists(2.0)
    opened(lists)
    lit = picture(shown=True)
    x, y, width, height = LIST
    lit[y + 4 : y + height - 4, x + 4 : x + width - 4] -= 50
    assert lists.look(11.0, lit) is None
    lists.pressed(12.0, ON_ROW)
    assert lists.look(12.2, picture()) is None
    assert openings(lists, press(12.0)) == [10.0]


corners = st.tuples(st.integers(0, 300), st.integers(0, 200))
sizes = st.tuples(st.integers(60, 300), st.integers(40, 140))
shares = st.tuples(st.floats(0.05, 0.95), st.floats(0.05, 0.95))


def unfolded(box: Box) -> Grey:
    """The page with a list over it, rows of words wherever it is."""
    drawn = picture()
    x, y, width, height = box
    drawn[y : y + height, x : x + width] = 255
    for top in range(y + 6, y + height - 8, 16):
        drawn[top : top + 8, x + 8 : x + width - 8] = 40
    return drawn


@given(corners, sizes, shares, st.floats(1, OPEN - 2), st.integers(0, int(LIST_GAP * 360)))
@settings(max_examples=60, deadline=None)
def test_a_press_anywhere_in_a_list_that_goes_tells_when_that_was_opened(
    corner: tuple[int, int],
    size: tuple[int, int],
    share: tuple[float, float],
    stood: float,
    gap: int,
):
    box = x, y, width, height = (*corner, *size)
    field = (x + round(share[1] * width), y - gap)
    at = (x + round(share[0] * width), y + round(share[1] * height))
    assert opens(box, field, (640, 360))
    lists = OpenLists(2.0)
    lists.pressed(10.0, field)
    lists.changed(10.2, box, picture(), unfolded(box))
    assert lists.look(10.2, unfolded(box)) is None
    lists.pressed(10.2 + stood, at)
    assert lists.folds([box], picture())
    assert lists.look(10.4 + stood, picture()) is None
    assert openings(lists, press(10.2 + stood, at)) == [10.0]
    assert openings(lists, press(10.2 + stood, (x + width + 20, at[1]))) == [None]


@given(corners, sizes, st.tuples(st.integers(0, 639), st.integers(0, 359)))
@settings(max_examples=80)
def test_a_list_opens_at_what_is_pressed_and_nowhere_else(
    corner: tuple[int, int], size: tuple[int, int], point: Point
):
    box = x, y, width, height = (*corner, *size)
    if opens(box, point, (640, 360)):
        assert x <= point[0] <= x + width
        reach = LIST_FIELD * 360
        assert y - reach <= point[1] <= y + height + reach
