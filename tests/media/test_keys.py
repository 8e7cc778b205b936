"""Runs of typing, from the small changes between two pictures."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from media.boxes import around
from media.keys import Typing, TypingTracker
from media.shots import Shot
from media.types import Box

LETTER, CURSOR = (6, 9), (18, 20)


def blank() -> np.ndarray:
    return np.full((360, 640), 245, np.uint8)


class Hand:
    """Types into a picture, five letters a second."""

    def __init__(self) -> None:
        self.tracker = TypingTracker(640, 360)
        self.image = blank()
        self.t = 0.0

    def change(self, image: np.ndarray, box: Box) -> None:
        before, self.image = self.image, image
        self.t += 0.2
        shot = Shot(self.t, image, lambda: cv2.cvtColor(image, cv2.COLOR_GRAY2BGR))
        self.tracker.update(before, shot, (box,), None)

    def write(self, letters: int, left: int, top: int) -> None:
        for n in range(letters):
            x = left + 8 * n
            self.change(drawn(self.image, (x, top, *LETTER)), (x, top, *LETTER))

    def runs(self) -> list[Typing]:
        return sorted(self.tracker.finish(), key=lambda run: run.start)


def drawn(image: np.ndarray, box: Box) -> np.ndarray:
    image = image.copy()
    x, y, width, height = box
    image[y : y + height, x : x + width] = 30
    return image


def test_what_passes_over_a_field_before_one_types_is_no_letter():
    hand = Hand()
    empty = hand.image
    hand.change(drawn(empty, (100, 100, 8, 12)), (100, 100, 8, 12))
    hand.change(empty, (100, 100, 8, 12))
    hand.t = 2.0
    hand.write(6, 100, 102)
    (run,) = hand.runs()
    assert run.start > 2.0


def test_the_next_field_of_a_form_is_another_run():
    hand = Hand()
    hand.write(6, 100, 100)
    hand.write(6, 100, 126)
    assert [run.box[1] for run in hand.runs()] == [100, 126]


def test_the_next_line_of_a_text_is_the_same_run():
    hand = Hand()
    hand.write(6, 100, 100)
    hand.write(6, 100, 114)
    (run,) = hand.runs()
    assert (run.box[1], run.box[3]) == (100, 23)


def test_a_large_cursor_that_comes_from_the_right_and_from_below_writes_nothing():
    hand = Hand()
    empty = blank()
    places = [(136, 114), (126, 110), (117, 106), (108, 102)]
    hand.image = drawn(empty, (*places[0], *CURSOR))
    for old, new in pairwise(places):
        hand.change(drawn(empty, (*new, *CURSOR)), around([(*old, *CURSOR), (*new, *CURSOR)]))
    assert hand.runs() == []


def test_a_field_that_lights_up_before_a_few_figures_are_typed_in_it_is_no_way_back():
    hand = Hand()
    lit = hand.image.copy()
    cv2.rectangle(lit, (90, 92), (190, 120), 120, 1)
    hand.change(lit, (90, 92, 101, 22))
    hand.write(5, 96, 100)
    (run,) = hand.runs()
    assert run.count == 6


def test_a_price_of_two_figures_is_typed_though_a_caret_that_blinks_is_not():
    hand = Hand()
    hand.change(drawn(hand.image, (96, 100, 1, 10)), (96, 100, 1, 10))
    for box in ((96, 100, 5, 9), (102, 100, 5, 9)):
        hand.change(drawn(hand.image, box), box)
    (run,) = hand.runs()
    assert run.box == (96, 100, 11, 10)
    hand = Hand()
    empty = hand.image
    for _ in range(6):
        shown = drawn(empty, (96, 100, 1, 10)) if hand.image is empty else empty
        hand.change(shown, (96, 100, 1, 10))
    assert hand.runs() == []


@given(st.integers(4, 30), st.integers(20, 380), st.integers(20, 330))
@settings(max_examples=60, deadline=None)
def test_what_is_typed_is_found_where_it_was_drawn(letters: int, left: int, top: int):
    hand = Hand()
    hand.write(letters, left, top)
    (run,) = hand.runs()
    assert run.box == (left, top, 8 * (letters - 1) + LETTER[0], LETTER[1])
    assert run.count == letters
    assert (run.start, run.end) == (0.2, hand.t)
    assert run.start <= run.shot.t <= run.end


@given(
    st.lists(
        st.tuples(
            st.integers(0, 630), st.integers(0, 350), st.integers(1, 200), st.integers(1, 60)
        ),
        max_size=12,
    )
)
@settings(max_examples=80, deadline=None)
def test_whatever_changes_what_is_typed_is_some_of_that(boxes: list[Box]):
    hand = Hand()
    held = [(x, y, min(width, 640 - x), min(height, 360 - y)) for x, y, width, height in boxes]
    for box in held:
        hand.change(drawn(hand.image, box), box)
    for run in hand.runs():
        whole = around(held)
        assert whole
        assert around([whole, run.box]) == whole
        assert 0.2 <= run.start < run.end <= hand.t
        assert 3 <= run.count <= len(held)
