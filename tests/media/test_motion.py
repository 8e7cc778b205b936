"""What differs between two pictures, whatever they show."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from media.motion import CELL, CONTRAST, Change, Grey, compare, slide

HIGH, WIDE = 240, 320
seeds = st.integers(0, 10_000)
noises = st.integers(1, CONTRAST)
spots = st.tuples(
    st.integers(0, WIDE - 40), st.integers(0, HIGH - 40), st.integers(8, 40), st.integers(8, 40)
)


def page(seed: int, high: int = HIGH) -> Grey:
    """A page of words, no two lines of which are alike."""
    random = np.random.default_rng(seed)
    drawn = np.full((high, WIDE), 245, np.uint8)
    for y in range(6, high - 12, 20):
        x = 12
        while x < WIDE - 60:
            long = int(random.integers(6, 40))
            drawn[y : y + 8, x : x + long] = random.integers(20, 110)
            x += long + 6
    return drawn


def noisy(picture: Grey, most: int, seed: int) -> Grey:
    noise = np.random.default_rng(seed).integers(-most, most + 1, picture.shape)
    return np.clip(picture.astype(int) + noise, 0, 255).astype(np.uint8)


@given(seeds, noises)
@settings(max_examples=60, deadline=None)
def test_noise_below_the_contrast_is_no_change(seed: int, most: int):
    assert compare(page(seed), noisy(page(seed), most, seed)) == Change((), 0.0)


@given(seeds, st.lists(spots, min_size=1, max_size=6))
@settings(max_examples=80, deadline=None)
def test_the_boxes_hold_all_that_differs_and_lie_in_the_picture(seed: int, changed: list):
    before = page(seed)
    after = before.copy()
    for x, y, width, height in changed:
        after[y : y + height, x : x + width] ^= 128
    change = compare(before, after)
    left = before != after
    for x, y, width, height in change.boxes:
        assert 0 <= x < x + width <= WIDE
        assert 0 <= y < y + height <= HIGH
        left[y : y + height, x : x + width] = False
    assert not left.any()
    assert (change.share > 0) == bool((before != after).any())


@given(seeds, spots)
@settings(max_examples=60, deadline=None)
def test_what_is_ignored_is_no_change(seed: int, spot: tuple[int, int, int, int]):
    before = page(seed)
    after = before.copy()
    x, y, width, height = spot
    after[y : y + height, x : x + width] ^= 128
    everywhere = np.ones((HIGH // CELL, WIDE // CELL), np.bool_)
    assert compare(before, after, everywhere).boxes == ()


@given(seeds, st.integers(2, HIGH // 4), noises, st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_page_slid_by_some_rows_is_found_to_have_slid_by_as_many(
    seed: int, rows: int, most: int, back: bool
):
    long = page(seed, HIGH + rows)
    upper, lower = long[:HIGH], noisy(long[rows:], most // 2, seed)
    before, after = (lower, upper) if back else (upper, lower)
    assert slide(before, after) == (rows if back else -rows)


@given(seeds, seeds)
@settings(max_examples=40, deadline=None)
def test_forth_and_back_differ_in_the_same_places(one: int, other: int):
    forth, back = compare(page(one), page(other)), compare(page(other), page(one))
    assert (forth.boxes, forth.share) == (back.boxes, back.share)
