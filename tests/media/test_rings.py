"""Rings drawn around the cursor at a press."""

from __future__ import annotations

from functools import partial

import cv2
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from media.cursor import CursorTracker
from media.motion import compare
from media.rings import RingFinder, ring_in
from media.shots import Shot
from media.types import Point

RED = (40, 40, 220)


def drawn(*circles: tuple[Point, int], filled: bool = False) -> np.ndarray:
    image = np.full((360, 640, 3), 235, np.uint8)
    for middle, radius in circles:
        cv2.circle(image, middle, radius, RED, -1 if filled else 3)
    return image


def shot(t: float, image: np.ndarray) -> Shot:
    return Shot(t, cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), partial(np.copy, image))


class Watched:
    """Pictures one after the other, and the rings found in them."""

    def __init__(self) -> None:
        self.rings = RingFinder(1.0)
        self.cursor = CursorTracker()
        self.last = shot(0.0, drawn())

    def see(self, t: float, image: np.ndarray) -> Point | None:
        new = shot(t, image)
        change = compare(self.last.grey, new.grey)
        _rest, ring = self.rings.update(self.last, new, change, self.cursor)
        self.last = new
        return ring


def test_a_ring_is_found_with_its_middle():
    ring = ring_in(drawn(), drawn(((300, 200), 12)))
    assert ring
    assert np.allclose(ring.middle, (300, 200), atol=2)


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(drawn(((300, 200), 12), filled=True), id="a disc"),
        pytest.param(drawn(((300, 200), 12), ((340, 200), 12)), id="two rings"),
        pytest.param(drawn(), id="nothing"),
    ],
)
def test_what_is_no_ring_is_none(after: np.ndarray):
    assert ring_in(drawn(), after) is None


def test_a_hand_that_moves_by_a_pixel_or_two_is_no_ring():
    before, after = (
        cv2.circle(cv2.circle(drawn(), middle, 9, (255, 255, 255), -1), middle, 9, (0, 0, 0), 2)
        for middle in ((300, 200), (302, 201))
    )
    assert ring_in(before, after) is None


def test_a_ring_at_the_cursor_is_told_once_while_it_grows_and_goes():
    seen = Watched()
    seen.cursor.box = (297, 198, 9, 12)
    told = [
        seen.see(1.0, drawn(((300, 200), 8))),
        seen.see(1.2, drawn(((300, 200), 14))),
        seen.see(1.4, drawn()),
    ]
    assert told[0]
    assert told[1:] == [None, None]


def test_a_ring_far_from_the_cursor_is_believed_once_such_rings_are_known():
    seen = Watched()
    seen.cursor.box = (97, 98, 9, 12)
    assert seen.see(1.0, drawn(((300, 200), 10))) is None
    seen.see(1.2, drawn())
    for t in (4.0, 8.0):
        assert seen.see(t, drawn(((100, 100), 10)))
        seen.see(t + 0.4, drawn())
    assert seen.see(12.0, drawn(((300, 200), 10)))
    assert seen.cursor.point == pytest.approx((300, 200), abs=3)


middles = st.tuples(st.integers(60, 580), st.integers(60, 300))


@given(middles, st.integers(8, 24), st.tuples(*[st.integers(0, 255)] * 3), st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_ring_of_any_colour_is_found_anywhere_as_it_comes_and_as_it_goes(
    middle: Point, radius: int, colour: tuple[int, int, int], comes: bool
):
    assume(min(colour) < 180)  # Another colour than the page.
    ringed = cv2.circle(drawn(), middle, radius, colour, 3)
    ring = ring_in(drawn(), ringed) if comes else ring_in(ringed, drawn())
    assert ring
    assert np.allclose(ring.middle, middle, atol=2)
    assert np.array_equal(ring.came if comes else ring.went, colour)


@given(middles, middles, st.sampled_from([3, -1]))
@settings(max_examples=40, deadline=None)
def test_a_long_frame_or_bar_is_no_ring_wherever_it_comes(one: Point, other: Point, thick: int):
    short, long = sorted(abs(a - b) for a, b in zip(one, other, strict=True))
    assume(2 * short < long)
    assert ring_in(drawn(), cv2.rectangle(drawn(), one, other, RED, thick)) is None
