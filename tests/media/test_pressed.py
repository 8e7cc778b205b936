"""What was pressed, where a surface holds several words side by side."""

from __future__ import annotations

import cv2

from media.ocr import Image, Written
from media.pressed import pressed
from media.types import Box
from tests.drawn import Page

ROWS = (120, 190, 260)  # Where they begin, from above.
ON_SECOND = (430, 149)  # On what the first row tells more of itself.
FIRST_ROW: Box = (100, 120, 800, 56)


def offers(*second: str) -> list[Written]:
    """Three rows of a list: a name, what it tells more, a price."""
    names = ("Marche douce", "Randonnée", "Tout le club")
    return [
        Written(text, (left, top + 16, 9 * len(text), 24), 1.0)
        for top, name, more in zip(ROWS, names, second, strict=True)
        for left, text in ((120, name), (380, more), (820, "38 €"))
    ]


def drawn(lines: list[Written], *, borders: bool = True) -> Image:
    page = Page()
    for line in lines:
        page.words(line.box[:2], line.text)
    for top in ROWS if borders else ():
        cv2.rectangle(page.image, (100, top), (900, top + 56), (120, 130, 150), 1)
    return page.image


DAYS = ("Le mardi, 5 km", "Le jeudi, 12 km", "Chaque sortie")


def test_a_row_of_a_list_is_called_by_its_first_words() -> None:
    lines = offers(*DAYS)
    thing = pressed(drawn(lines), ON_SECOND, None, None, lines)
    assert thing.text == "Marche douce"
    assert thing.box[2] >= 790


def test_so_is_a_row_that_only_lights_up() -> None:
    lines = offers(*DAYS)
    thing = pressed(drawn(lines, borders=False), ON_SECOND, FIRST_ROW, None, lines)
    assert (thing.text, thing.box) == ("Marche douce", FIRST_ROW)


def test_what_every_row_has_is_a_thing_to_press() -> None:
    lines = offers("Télécharger", "Télécharger", "Télécharger")
    assert pressed(drawn(lines), ON_SECOND, None, None, lines).text == "Télécharger"


def test_in_a_bar_it_is_what_is_pressed() -> None:
    lines = offers(*DAYS)[:3]
    assert pressed(drawn(lines), ON_SECOND, None, None, lines).text == "Le mardi, 5 km"
