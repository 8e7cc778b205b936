"""Large changes, and pages that are seen again."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.motion import Grey, compare
from media.pages import Large, PageTracker, classify
from tests.media.test_motion import HIGH
from tests.media.test_motion import page as worded

BLANK = np.full((360, 640), 40, np.uint8)


def page(seed: int) -> Grey:
    drawn = np.full((360, 640), 245, np.uint8)
    random = np.random.default_rng(seed)
    for y in range(30, 330, 24):
        drawn[y : y + 10, 40 : 200 + int(random.integers(380))] = 60
    return drawn


def larges(*shown: tuple[float, Grey], moved: bool = True) -> list[Large]:
    tracker, found = PageTracker(), []
    for (_, before), (t, after) in pairwise(shown):
        for at, picture in ((t - 0.1, before), (t, after)):
            change = compare(before, picture)
            found += tracker.update(at, before, picture, change, moved=moved)
    return [*found, *tracker.finish(shown[-1][1])]


def returns(*shown: tuple[float, Grey]) -> list[float | None]:
    """For each large change, when the picture already looked so."""
    return [one.same_as for one in larges(*shown)]


def test_a_page_that_is_shown_again_is_known():
    first, second = page(1), page(2)
    assert returns((0, first), (5, second), (9, first))[-1] == 5


def test_the_blank_before_a_page_is_none_that_one_comes_back_to():
    shown = ((0, page(1)), (5, BLANK), (5.9, page(2)), (12, BLANK), (12.9, page(3)))
    assert returns(*shown) == [None] * 4


def test_a_page_that_fades_through_a_dark_blank_is_one_page_and_no_window():
    found = larges((0, page(1)), (5, BLANK), (5.6, page(2)), moved=False)
    assert [(one.kind, one.start, one.end) for one in found] == [("page", 5, 5.6)]


def test_a_page_that_darkens_behind_a_window_is_none():
    window = (page(1) * 0.4).astype(np.uint8)
    window[100:260, 180:460] = 250
    (found,) = larges((0, page(1)), (5, window), moved=False)
    assert found.kind == "dialog"


@pytest.mark.parametrize(("moved", "kinds"), [(False, ["page"]), (True, ["page", "page"])])
def test_a_page_that_stays_empty_for_long_is_still_coming_while_the_mouse_waits(
    moved: bool, kinds: list[str]
):
    white = np.full((360, 640), 245, np.uint8)
    found = larges((0, page(1)), (5, white), (15, page(2)), moved=moved)
    assert [one.kind for one in found] == kinds


def sliding(seed: int, tab: int = 0) -> Grey:
    """A page on which two things far apart change, and perhaps the tab."""
    shown, random = page(1), np.random.default_rng(seed)
    for x, y in ((30, 90), (400, 270)):
        picture = random.choice((60, 245), (7, 22))
        shown[y : y + 56, x : x + 176] = np.kron(picture, np.ones((8, 8), int))
    shown[4:10, 20 : 20 + 60 * tab] = 60
    return shown


def test_slides_that_turn_while_the_mouse_rests_are_no_parts_of_one_page():
    turns = [(4.4 * n, sliding(seed)) for n, seed in enumerate((1, 2, 3, 4))]
    found = larges(*turns, moved=False)
    assert [one.start for one in found] == pytest.approx([4.4, 8.8, 13.2])


def test_a_page_that_comes_right_after_a_slide_is_another_change():
    found = larges((0, sliding(1)), (5, sliding(2)), (7, sliding(3, tab=1)), moved=False)
    assert [one.start for one in found] == [5, 7]


seeds = st.lists(st.integers(0, 10_000), min_size=2, max_size=5, unique=True)


def noisy(picture: Grey, seed: int) -> Grey:
    """As video coding gives a page back another time."""
    noise = np.random.default_rng(seed).integers(-8, 9, picture.shape)
    return np.clip(picture.astype(int) + noise, 0, 255).astype(np.uint8)


@given(seeds)
@settings(max_examples=30, deadline=None)
def test_a_page_that_is_shown_again_is_known_whatever_came_between(order: list[int]):
    shown = [(10.0 * n, page(seed)) for n, seed in enumerate(order)]
    back = (10.0 * len(order), noisy(page(order[0]), order[1]))
    assert returns(*shown, back) == [None] * (len(order) - 1) + [10.0]


@given(st.integers(0, 10_000), st.integers(2, HIGH // 4), st.booleans())
@settings(max_examples=40, deadline=None)
def test_a_page_slid_by_some_rows_is_scrolled_by_as_many(seed: int, rows: int, back: bool):
    long = worded(seed, HIGH + rows)
    pictures = (long[:HIGH], long[rows:])
    before, after = pictures[::-1] if back else pictures
    change = compare(before, after)
    assert classify(change, after) == "scroll"
    (found,) = larges((0, before), (5, after))
    assert (found.kind, found.shift) == ("scroll", rows if back else -rows)


@given(seeds, st.lists(st.floats(0.1, 8), min_size=5, max_size=5), st.booleans())
@settings(max_examples=40, deadline=None)
def test_large_changes_are_ordered_and_disjoint(order: list[int], gaps: list[float], moved: bool):
    times = np.cumsum([0.2, *gaps])
    shown = [(float(t), page(seed)) for t, seed in zip(times, order, strict=False)]
    found = larges(*shown, moved=moved)
    assert found
    assert all(one.start <= one.end for one in found)
    assert all(one.end < other.start for one, other in pairwise(found))
    assert all(one.same_as is None or one.same_as < one.start for one in found)
