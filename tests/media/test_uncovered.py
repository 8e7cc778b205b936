"""What stood under the cursor is taken from pictures in which it was elsewhere."""

from __future__ import annotations

import cv2
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from media.shots import Shot
from media.uncovered import Uncovered
from tests.drawn import Page

REGION = (20, 60, 300, 60)
WAY = ((300, 200), (220, 140), (60, 74))  # The cursor comes to rest on the words.


def page(words: str, light: int = 0) -> np.ndarray:
    drawn = Page(640, 360)
    drawn.words((40, 80), words, 18)
    return np.clip(drawn.image.astype(int) - light, 0, 255).astype(np.uint8)


def shot(t: float, image: np.ndarray, at: tuple[int, int]) -> Shot:
    image = image.copy()
    cv2.rectangle(image, at, (at[0] + 10, at[1] + 14), (0, 0, 0), -1)
    return Shot(t, cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), lambda: image)


def seen(*pictures: np.ndarray) -> np.ndarray:
    """The region as it is known when the cursor has come, over so many pictures, to the words."""
    uncovered = Uncovered(1.0)
    for n, image in enumerate(pictures):
        last = shot(n * 0.2, image, WAY[n])
        uncovered.look(last, (*WAY[n], 10, 14))
    return uncovered.region(REGION, last, (*WAY[n], 10, 14))


def region(image: np.ndarray) -> np.ndarray:
    x, y, width, height = REGION
    return image[y : y + height, x : x + width]


def test_the_words_under_the_cursor_are_known_from_before_it_came():
    renamed = page("Renommer")
    assert np.array_equal(seen(renamed, renamed, renamed), region(renamed))


def test_they_are_known_though_the_button_lights_up_under_the_cursor():
    plain = page("Renommer")
    assert np.array_equal(seen(plain, plain, page("Renommer", 25)), region(plain))


def test_other_words_that_stood_there_are_not_taken_for_them():
    old, new = page("Restaurant scolaire et cantine"), page("Suivant")
    known = seen(old, old, new)
    apart = cv2.absdiff(known, region(new)).max(axis=2) > 60
    assert apart.sum() <= 16 * 20


def test_a_number_that_comes_far_from_the_cursor_is_seen_at_once():
    bare, uncovered = page("Message"), Uncovered(1.0)
    sent = bare.copy()
    sent[60:120] = page("06 39 98")[60:120]
    for n, at in enumerate(((300, 200), (220, 240), (60, 274))):
        uncovered.look(shot(n * 0.2, bare, at), (*at, 10, 14))
    last = shot(0.8, sent, (60, 274))
    uncovered.look(last, (60, 274, 10, 14))
    assert np.array_equal(uncovered.region(REGION, last, (60, 274, 10, 14)), region(sent))


def test_nothing_is_taken_from_another_page():
    uncovered, plain = Uncovered(1.0), page("Renommer")
    uncovered.look(shot(0, plain, WAY[0]), (*WAY[0], 10, 14))
    uncovered.clear()
    last = shot(0.2, plain, WAY[2])
    known = uncovered.region(REGION, last, (*WAY[2], 10, 14))
    assert not np.array_equal(known, region(plain))


def test_letters_that_come_beside_a_cursor_at_rest_are_not_taken_away_again():
    uncovered, empty = Uncovered(1.0), page("Adresse")
    for n, at in enumerate(WAY):
        uncovered.look(shot(n * 0.2, empty, at), (*at, 10, 14))
    for n, words in enumerate(("Adresse g", "Adresse gu", "Adresse guy"), start=6):
        last = shot(n * 0.2, page(words), WAY[2])
        uncovered.look(last, (*WAY[2], 10, 14))
    known = uncovered.region(REGION, last, (*WAY[2], 10, 14))
    assert np.array_equal(known[:, 80:], region(page("Adresse guy"))[:, 80:])


words = st.text("abcdefghij ", min_size=4, max_size=20).map(str.strip).filter(bool)
over = st.tuples(st.integers(30, 300), st.integers(62, 104))


@given(words, over)
@settings(max_examples=40, deadline=None)
def test_what_stands_under_the_cursor_is_known_wherever_it_came_to_rest(said: str, at):
    plain, uncovered = page(said), Uncovered(1.0)
    for n, place in enumerate((*WAY[:2], at)):
        last = shot(n * 0.2, plain, place)
        uncovered.look(last, (*place, 10, 14))
    known = uncovered.region(REGION, last, (*at, 10, 14))
    assert np.array_equal(known, region(plain))
