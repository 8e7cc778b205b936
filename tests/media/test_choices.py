"""Boxes that are ticked, and presses whose effect is taken back."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from media.choices import PressMemory, tick
from media.ocr import Written
from media.shots import Shot
from tests.drawn import BLUE, INK, Page

MARK, LINE = (200, 300, 18, 18), (230, 299, 220, 20)
INNER = (203, 303, 12, 12)
LINES = (Written("Recevoir la lettre", LINE, 0.95),)


def shot(page: Page, t: float = 0.0) -> Shot:
    return Shot(t, cv2.cvtColor(page.image, cv2.COLOR_BGR2GRAY), lambda: page.image)


def form(*, ticked: bool) -> Page:
    page = Page().words(LINE[:2], "Recevoir la lettre").box(MARK, line=INK, round_=2)
    return page.box(INNER, fill=BLUE, round_=1) if ticked else page


def test_a_tick_names_the_words_beside_it():
    ticked = tick(shot(form(ticked=False)), shot(form(ticked=True)), INNER, 1.0, LINES)
    assert ticked
    assert ticked.more
    thing = ticked.thing
    assert thing.text == "Recevoir la lettre"
    assert thing.box
    assert thing.box[0] <= MARK[0]
    assert thing.box[0] + thing.box[2] >= LINE[0] + LINE[2]


def test_a_box_read_as_a_letter_has_no_words_beside_it():
    box = Written("□", (196, 295, 26, 30), 0.86)
    bare, ticked = Page().box(MARK, line=INK), Page().box(MARK, line=INK).box(INNER, fill=BLUE)
    assert tick(shot(bare), shot(ticked), INNER, 1.0, (box,)) is None


def test_a_tick_that_goes_away_is_known_from_one_that_comes():
    cleared = tick(shot(form(ticked=True)), shot(form(ticked=False)), INNER, 1.0, LINES)
    assert cleared
    assert not cleared.more


def test_a_box_whose_outline_grows_dark_under_the_cursor_is_not_ticked():
    pale = Page().words(LINE[:2], "Recevoir la lettre").box(MARK, line=(150, 150, 150), round_=2)
    assert tick(shot(pale), shot(form(ticked=False)), MARK, 1.0, LINES) is None


@pytest.mark.parametrize(
    "box",
    [
        pytest.param((203, 403, 12, 12), id="far below the line"),
        pytest.param((400, 303, 12, 12), id="among the words"),
        pytest.param((120, 303, 12, 12), id="far before the line"),
        pytest.param((203, 303, 2, 12), id="a caret"),
        pytest.param((180, 290, 90, 60), id="much larger than a line"),
    ],
)
def test_what_changes_elsewhere_is_no_tick(box: tuple[int, int, int, int]):
    assert tick(shot(form(ticked=False)), shot(form(ticked=True)), box, 1.0, LINES) is None


def test_a_letter_that_appears_before_words_without_a_box_is_no_tick():
    bare = Page().words(LINE[:2], "Recevoir la lettre")
    more = Page().words(LINE[:2], "Recevoir la lettre").words((206, 300), "l")
    assert tick(shot(bare), shot(more), (205, 303, 8, 14), 1.0, LINES) is None


def grey(level: int) -> np.ndarray:
    picture = np.full((120, 200), 240, np.uint8)
    picture[40:60, 50:90] = level
    return picture


def looked(t: float, level: int) -> Shot:
    picture = grey(level)
    return Shot(t, picture, lambda: cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR))


PLACE = (50, 40, 40, 20)


def pressed() -> PressMemory:
    memory = PressMemory()
    memory.look(looked(1.0, 240))
    memory.pressed(2.0, PLACE, 1.8)
    return memory


def test_a_place_that_looks_again_as_before_was_taken_back_once():
    memory = pressed()
    assert not memory.taken_back(3.0, grey(90), None)
    back = memory.taken_back(8.0, grey(240), None)
    assert [press.t for press in back] == [2.0]
    assert not memory.taken_back(8.2, grey(240), None)


def test_how_a_place_looked_is_taken_from_before_the_cursor_covered_it():
    memory = PressMemory()
    memory.look(looked(1.0, 240), (150, 90, 10, 12))
    covered = looked(1.6, 240)
    covered.grey[42:54, 60:70] = 0
    memory.look(covered, (60, 42, 10, 12))
    memory.pressed(2.0, PLACE, 1.8)
    memory.taken_back(3.0, grey(90), None)
    assert memory.taken_back(8.0, grey(240), None)


def test_a_press_without_an_effect_is_not_taken_back():
    assert not pressed().taken_back(8.0, grey(240), None)


def test_nothing_is_said_of_a_place_under_the_cursor():
    memory = pressed()
    memory.taken_back(3.0, grey(90), None)
    assert not memory.taken_back(8.0, grey(240), (60, 45, 10, 12))


def test_another_page_and_a_long_time_forget_the_presses():
    memory = pressed()
    memory.taken_back(3.0, grey(90), None)
    assert not memory.taken_back(90.0, grey(240), None)
    memory.clear()
    assert not memory.taken_back(8.0, grey(240), None)
