"""The cursor is followed wherever it goes."""

from __future__ import annotations

from itertools import pairwise
from math import dist

import cv2
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from media.cursor import CursorTracker
from media.motion import Grey, compare
from media.types import Point

HIGH, WIDE = 360, 640
ARROW = np.array([[0, 0], [0, 11], [3, 9], [7, 9]], np.int32)
FAR = 24  # Pixels: what is further is no nudge, so both places are seen.
NEAR = 6  # Pixels by which its hot spot may be mistaken.
points = st.tuples(st.integers(10, WIDE - 20), st.integers(10, HIGH - 24))


def pointed(at: Point, ground: int) -> Grey:
    shown = np.full((HIGH, WIDE), ground, np.uint8)
    shape = ARROW + np.array(at, np.int32)
    cv2.fillPoly(shown, [shape], 255)
    cv2.polylines(shown, [shape], True, 0)
    return shown


def apart(path: list[Point]) -> bool:
    return all(dist(one, other) > FAR for one, other in pairwise(path))


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
