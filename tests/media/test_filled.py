"""What was typed is no name of anything."""

from __future__ import annotations

from media.filled import Filled
from media.ocr import Written

FIELD = (100, 100, 300, 40)


def written(text: str, left: int = 110, top: int = 110) -> Written:
    return Written(text, (left, top, 12 * len(text), 20), 1.0)


def names(filled: Filled, *lines: Written) -> list[str]:
    return [line.text for line in filled.without(lines, [])]


def test_a_value_and_what_becomes_of_it_are_no_names():
    filled = Filled()
    filled.add(FIELD, [written("Mireille Rob"), written("Envoyer", top=300)])
    lines = written("Mireille Robin"), written("Mireile Robin"), written("Envoyer", top=300)
    assert names(filled, *lines) == ["Envoyer"]


def test_a_button_of_a_window_over_the_field_keeps_its_name():
    filled = Filled()
    filled.add(FIELD, [written("Bonjour, voici le papier.")])
    assert names(filled, written("Ouvrir", left=260)) == ["Ouvrir"]


def test_where_nothing_was_read_all_that_stands_there_is_a_value():
    filled = Filled()
    filled.add(FIELD, [])
    assert names(filled, written("secret")) == []


def test_on_another_page_nothing_is_filled():
    filled = Filled()
    filled.add(FIELD, [written("Mireille Robin")])
    filled.clear()
    assert names(filled, written("Mireille Robin")) == ["Mireille Robin"]


def test_what_is_being_typed_is_no_name_either():
    assert Filled().without([written("Mireille")], [FIELD]) == []
