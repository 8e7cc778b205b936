"""The cursor is followed wherever it goes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import dist

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.cursor import CursorTracker
from media.motion import Grey, compare
from media.types import Box, Point

HIGH, WIDE = 360, 640
ARROW = np.array([[0, 0], [0, 11], [3, 9], [7, 9]], np.int32)
FAR = 24  # Pixels, across or down: what is further is no nudge, so both places are seen.
NEAR = 6  # Pixels by which its hot spot may be mistaken.
points = st.tuples(st.integers(10, WIDE - 20), st.integers(10, HIGH - 24))


def pointed(at: Point, ground: int) -> Grey:
    shown = np.full((HIGH, WIDE), ground, np.uint8)
    shape = ARROW + np.array(at, np.int32)
    cv2.fillPoly(shown, [shape], 255)
    cv2.polylines(shown, [shape], True, 0)
    return shown


def apart(path: list[Point]) -> bool:
    return all(max(abs(x - z), abs(y - w)) > FAR for (x, y), (z, w) in pairwise(path))


@given(st.lists(points, min_size=3, max_size=8).filter(apart), st.integers(120, 250))
@settings(max_examples=80, deadline=None)
def test_a_cursor_that_moves_over_a_plain_page_is_where_it_was_drawn(path: list[Point], ground):
    cursor = CursorTracker()
    for n, (old, new) in enumerate(pairwise(path)):
        before, after = pointed(old, ground), pointed(new, ground)
        change = compare(before, after)
        used = cursor.update(0.2 * (n + 1), before, after, change)
        if n:
            assert cursor.point
            assert dist(cursor.point, new) < NEAR
            assert cursor.since == 0.2 * (n + 1)
            assert set(used) == set(change.boxes)


@given(st.lists(points, min_size=3, max_size=8).filter(apart), st.integers(120, 250))
@settings(max_examples=40, deadline=None)
def test_a_cursor_at_rest_stays_there_since_it_came(path: list[Point], ground):
    cursor = CursorTracker()
    for n, (old, new) in enumerate(pairwise(path)):
        before, after = pointed(old, ground), pointed(new, ground)
        cursor.update(0.2 * (n + 1), before, after, compare(before, after))
    there, since = cursor.box, cursor.since
    cursor.update(9.0, after, after, compare(after, after))
    assert (cursor.box, cursor.since) == (there, since)


def followed(*pictures: Grey) -> CursorTracker:
    """After pictures 0.2 seconds apart."""
    cursor = CursorTracker()
    for n, (before, after) in enumerate(pairwise(pictures)):
        cursor.update(0.2 * (n + 1), before, after, compare(before, after))
    return cursor


def page(at: Point, *shades: tuple[Box, int]) -> Grey:
    """A page with things of other shades, and the cursor over them."""
    shown = np.full((HIGH, WIDE), 240, np.uint8)
    for (x, y, width, height), shade in shades:
        shown[y : y + height, x : x + width] = shade
    shape = ARROW + np.array(at, np.int32)
    cv2.fillPoly(shown, [shape], 255)
    cv2.polylines(shown, [shape], True, 0)
    return shown


BUTTON = (290, 190, 60, 24)
BANNER = (100, 20, 400, 80)
COMING = [page((30, 300)), page((180, 250)), page((300, 200))]


@pytest.mark.parametrize("by", [(1, 0), (0, 1), (1, 1), (-1, 0)])
def test_a_cursor_that_trembles_is_not_lost(by: Point):
    cursor = followed(*COMING, page((300 + by[0], 200 + by[1])))
    assert not cursor.lost
    assert cursor.point
    assert dist(cursor.point, (300, 200)) < NEAR


def test_a_cursor_that_goes_as_a_banner_turns_is_followed():
    turned = page((420, 260), (BANNER, 90))
    cursor = followed(*COMING, turned, turned)
    assert cursor.point
    assert dist(cursor.point, (420, 260)) < NEAR
    assert cursor.since == pytest.approx(0.8)


def test_a_cursor_within_a_calendar_that_changes_is_known_by_its_looks():
    calendar = (200, 160, 240, 150)
    lit = page((380, 280), (calendar, 200))
    cursor = followed(*COMING, lit, lit)
    assert cursor.point
    assert dist(cursor.point, (380, 280)) < NEAR


def test_a_lost_cursor_is_on_the_button_that_lights_up_where_something_came():
    cursor = CursorTracker()
    cursor.box, cursor.lost = (30, 300, 9, 12), True
    gone, came = np.full((HIGH, WIDE), 240, np.uint8), page((300, 200))
    lit = page((300, 200), (BUTTON, 215))
    cursor.update(5.0, gone, came, compare(gone, came))
    cursor.update(5.2, came, lit, compare(came, lit))
    assert not cursor.lost
    assert cursor.point
    assert dist(cursor.point, (300, 200)) < NEAR


def test_a_mark_that_lights_up_beside_a_short_move_is_not_taken_for_the_cursor():
    mark = (278, 193, 9, 9)
    cursor = followed(*COMING, page((298, 198), (mark, 120)))
    assert cursor.point
    assert dist(cursor.point, (298, 198)) < NEAR


def test_a_choice_that_is_marked_instead_of_another_is_no_move():
    def marked(at: Point, y: int) -> Grey:
        return cv2.circle(page(at), (204, y), 4, 60, -1)

    cursor = followed(*(marked(at, 206) for at in ((30, 300), (180, 250), (300, 200))))
    since, there = cursor.since, cursor.point
    before, after = marked((300, 200), 206), marked((300, 200), 246)
    cursor.update(1.0, before, after, compare(before, after))
    assert (cursor.since, cursor.point) == (since, there)


def test_a_field_that_loses_its_outline_as_a_box_is_unticked_is_not_where_the_cursor_went():
    def form(*, filling: bool) -> Grey:
        shown = page((300, 200))
        cv2.rectangle(shown, (210, 80), (440, 104), 20 if filling else 225, 2)
        if filling:
            cv2.line(shown, (263, 199), (266, 203), 20, 2)
            cv2.line(shown, (266, 203), (272, 195), 20, 2)
        return shown

    before, after = form(filling=True), form(filling=False)
    cursor = followed(*COMING, before, before, before)
    cursor.update(2.0, before, after, compare(before, after))
    assert cursor.point
    assert dist(cursor.point, (300, 200)) < NEAR


def test_a_tick_that_comes_as_a_mark_goes_is_not_the_cursor_that_rests_beside():
    before, after = page((300, 200)), page((300, 200))
    cv2.rectangle(before, (150, 290), (157, 302), 20, 2)
    cv2.line(after, (263, 199), (266, 203), 20, 2)
    cv2.line(after, (266, 203), (272, 195), 20, 2)
    cursor = followed(*COMING, before, before, before)
    since, there = cursor.since, cursor.point
    cursor.update(2.0, before, after, compare(before, after))
    assert (cursor.since, cursor.point) == (since, there)


def test_a_cursor_whose_going_was_taken_for_a_tremor_is_known_by_its_looks_where_it_comes():
    gone = np.full((HIGH, WIDE), 240, np.uint8)
    gone[199:213, 299:310:2] = 60
    came = gone.copy()
    came[240:280, 80:120] = page((90, 250))[240:280, 80:120]
    cursor = followed(*COMING, gone, came)
    assert cursor.point
    assert dist(cursor.point, (90, 250)) < NEAR


def days(at: Point, lit: int, shade: int) -> Grey:
    """A week of a calendar, a day of it lit, with the cursor."""
    shown = np.full((HIGH, WIDE), 245, np.uint8)
    for day in range(7):
        x = 200 + 40 * day
        if day == lit:
            shown[126:152, x : x + 40] = shade
        ink = 245 if day == lit and shade < 150 else 60
        cv2.putText(shown, str(8 + day), (x + 13, 144), cv2.FONT_HERSHEY_SIMPLEX, 0.42, ink, 1)
    shape = ARROW + np.array(at, np.int32)
    cv2.fillPoly(shown, [shape], 255)
    cv2.polylines(shown, [shape], True, 0)
    return shown


@pytest.mark.parametrize("shade", [225, 200, 90])
@pytest.mark.parametrize("to", [3, 5])
def test_a_cursor_that_goes_from_a_lit_day_to_another_is_on_that_one(shade: int, to: int):
    here, there = (300, 136), (220 + 40 * to, 136)
    on_day = days(here, 2, shade)
    cursor = followed(*COMING, on_day, on_day, on_day, days(there, to, shade))
    assert cursor.point
    assert dist(cursor.point, there) < NEAR


def test_a_cursor_stays_where_a_calendar_closes_though_it_takes_another_form():
    """What changes is told in two boxes, as where the day it lay on had lit up."""
    at, ground = (265, 205), 245
    opened, closed = pointed(at, ground), np.full((HIGH, WIDE), 232, np.uint8)
    for x in range(180, 421, 60):
        cv2.line(opened, (x, 120), (x, 264), 150)
    hand = np.array([[3, 0], [5, 0], [5, 5], [9, 6], [8, 13], [2, 13], [0, 7], [3, 8]]) + at
    cv2.fillPoly(closed, [hand.astype(np.int32)], 255)
    cv2.polylines(closed, [hand.astype(np.int32)], True, 0)
    coming = [pointed(way, ground) for way in ((30, 300), (180, 250), (230, 220))]
    cursor = followed(*coming, *[opened] * 4)
    since = cursor.since
    boxes = (180, 120, 241, 145), (255, 195, 30, 30)
    change = replace(compare(opened, closed), boxes=boxes, share=0.04)
    assert not cursor.update(3.0, opened, closed, change)
    assert cursor.since == since
    assert not cursor.lost


@pytest.mark.parametrize(("goes", "explained"), [(False, False), (True, True)])
def test_a_day_that_lights_up_around_a_cursor_at_rest_is_no_move_of_it(goes: bool, explained: bool):
    day = (286, 186, 31, 22)
    at = (302, 193)
    rest = page(at, (day, 225))
    after = page((302 + FAR, 193 + FAR), (day, 225)) if goes else page(at, (day, 150))
    cursor = followed(*COMING, rest, rest, rest, rest)
    used = cursor.update(3.0, rest, after, compare(rest, after))
    assert bool(used) == explained
    assert cursor.point
