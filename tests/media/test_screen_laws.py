"""What is seen, whatever the pictures show."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.motion import CONTRAST
from media.ocr import Image, Written
from media.screen import look
from media.types import Box, Point, Seen
from tests.films import Blind, Film, kinds, page, pointed, shots

HIGH, WIDE = 360, 640
seeds = st.integers(0, 10_000)
points = st.tuples(st.integers(10, WIDE - 20), st.integers(10, HIGH - 24))


@given(seeds, st.lists(points, min_size=1, max_size=4))
@settings(max_examples=12, deadline=None)
def test_a_cursor_that_only_moves_is_no_event(seed: int, path: list[Point]):
    film = Film()
    # It is known once it has gone somewhere.
    for start, end in pairwise([(100, 300), (300, 120), *path]):
        film.move(page(seed), start, end)
        film.hold(pointed(page(seed), end), 1)
    assert kinds(film.events()) == []


@given(seeds, st.integers(1, CONTRAST // 2), st.integers(2, 12))
@settings(max_examples=12, deadline=None)
def test_noise_below_the_contrast_is_no_event(seed: int, most: int, count: int):
    random = np.random.default_rng(seed)
    noise = random.integers(-most, most + 1, (count, HIGH, WIDE))
    pictures = [np.clip(page(seed).astype(int) + one, 0, 255).astype(np.uint8) for one in noise]
    assert look(shots(pictures), 1.0, Blind(), 0.2 * count) == Seen()


@given(seeds, st.integers(2, 80), st.booleans())
@settings(max_examples=12, deadline=None)
def test_a_page_slid_by_some_rows_is_scrolled(seed: int, rows: int, back: bool):
    long = np.vstack([page(seed), page(seed + 1)])
    pictures = [long[:HIGH], long[rows : rows + HIGH]]
    film = Film()
    for picture in reversed(pictures) if back else pictures:
        film.hold(picture, 2)
    (event,) = film.events()
    assert (event.kind, event.t) == ("scroll", pytest.approx(2.0))


@given(seeds, st.integers(5, 12), st.integers(0, 80), st.sampled_from([1.0, 2.0]))
@settings(max_examples=12, deadline=None)
def test_what_is_typed_is_found_where_it_was_drawn(seed: int, count: int, left: int, scale: float):
    film = Film()
    image = page(seed)
    film.hold(image, 2)
    for n in range(count):
        image = image.copy()
        x = 406 + left + 8 * n
        cv2.rectangle(image, (x, 67), (x + 5, 77), 20, -1)
        film.hold(image, 0.2)
    film.hold(image, 4)
    (typing,) = [event for event in film.events(scale) if event.kind == "typing"]
    assert typing.t == pytest.approx(2.0, abs=0.01)
    assert typing.end == pytest.approx(2.0 + 0.2 * (count - 1), abs=0.01)
    assert np.allclose(typing.box, scale * np.array((400, 60, 201, 25)), atol=4 * scale)


class Scribbler:
    """Reads a line in every picture, at its middle."""

    def read(self, image: Image, *, scale: float = 0.5) -> tuple[Written, ...]:
        high, wide = image.shape[:2]
        return (Written("Ligne", (wide // 4, high // 4, max(1, wide // 2), max(1, high // 2))),)


shapes = st.sampled_from([(96, 128), (120, 98), (90, 161)])
deeds = st.tuples(
    st.sampled_from(["box", "page", "cursor", "rows", "noise", "light", "still"]), seeds
)


def changed(image: np.ndarray, deed: str, seed: int) -> np.ndarray:
    """The next picture, on which something has happened."""
    random = np.random.default_rng(seed)
    high, wide = image.shape
    y, x = int(random.integers(high)), int(random.integers(wide))
    image = image.copy()
    match deed:
        case "box":
            image[y : y + int(random.integers(60)), x : x + int(random.integers(90))] ^= 128
        case "page":
            image = cv2.resize(page(seed), (wide, high))
        case "cursor":
            image = pointed(image, (x, y))
        case "rows":
            image = np.roll(image, y - high // 2, axis=0)
        case "noise":
            image = random.integers(0, 256, image.shape).astype(np.uint8)
        case "light":
            image = (image * random.uniform(0.2, 1)).astype(np.uint8)
    return image


def inside(box: Box, wide: float, high: float) -> bool:
    x, y, width, height = box
    return 0 <= x <= x + width <= wide and 0 <= y <= y + height <= high


@given(shapes, st.lists(deeds, min_size=1, max_size=30), st.sampled_from([1.0, 2.0, 1.5]))
@settings(max_examples=40, deadline=None)
def test_events_are_in_order_and_lie_in_the_recording_and_in_the_canvas(shape, happened, scale):
    pictures = [cv2.resize(page(1), shape[::-1])]
    for deed, seed in happened:
        pictures.append(changed(pictures[-1], deed, seed))
    end = 0.2 * len(pictures)
    seen = look(shots(pictures, scale), scale, Scribbler(), end)
    high, wide = (scale * side for side in shape)
    times = [event.t for event in seen.events]
    assert times == sorted(times)
    for event in seen.events:
        assert 0 <= event.t <= (event.end if event.end is not None else event.t) <= end
        assert 0 <= event.weight <= 1
        assert event.same_as is None or event.same_as <= event.t
        assert event.box is None or inside(event.box, wide + 1, high + 1)
        assert event.point is None or inside((*event.point, 0, 0), wide, high)
    for line in seen.lines:
        assert 0 <= line.start < line.end <= end
        assert inside(line.box, wide + 1, high + 1)
