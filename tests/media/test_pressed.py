"""What was pressed, where a surface holds several words side by side."""

from __future__ import annotations

import cv2
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from media.boxes import grown, holds
from media.ocr import Image, Written
from media.pressed import AROUND, pressed, without_cursor, written_in
from media.types import Box, Point
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


def test_a_field_whose_border_the_cursor_hides_is_not_the_window_around_it() -> None:
    page = Page(ground=(120, 120, 120)).box((404, 225, 472, 277), fill=(250, 250, 250))
    page.box((433, 317, 414, 41), line=(160, 170, 160)).words((432, 296), "Nom du dossier", 15)
    cv2.line(page.image, (640, 340), (640, 362), (20, 20, 20), 2)
    lines = [Written("Nom du dossier", (432, 294, 113, 17), 1.0)]
    cursor = (632, 338, 16, 26)
    for thing in (
        pressed(page.image, (640, 344), None, cursor, lines),
        written_in(page.image, (442, 326, 25, 22), cursor, lines),
    ):
        assert thing.text == "Nom du dossier"
        assert thing.box is not None
        assert abs(thing.box[2] - 414) <= 4


def test_a_picture_that_was_read_as_letters_names_nothing() -> None:
    page = Page().button((342, 359, 596, 54), "", ghost=True)
    page.words((419, 375), "tandem_cour.jpg", 16)
    lines = [
        Written("GVO", (352, 361, 55, 38), 0.5),
        Written("tandem_cour.jpg", (419, 375, 120, 22), 1.0),
    ]
    assert pressed(page.image, (558, 386), None, None, lines).text == "tandem_cour.jpg"


shares = st.tuples(st.floats(0.05, 0.95), st.floats(0.1, 0.9))
buttons = st.tuples(
    st.integers(10, 900), st.integers(10, 600), st.integers(110, 300), st.integers(32, 64)
)


def within(box: Box, share: tuple[float, float]) -> Point:
    return box[0] + round(share[0] * box[2]), box[1] + round(share[1] * box[3])


@given(buttons, shares, st.booleans())
@settings(max_examples=40, deadline=None)
def test_a_button_pressed_anywhere_is_found_with_its_name(button: Box, share, ghost: bool):
    point = within(button, share)
    page = Page().button(button, "Envoyer", ghost=ghost)
    middle = within(button, (0.5, 0.5))
    line = Written("Envoyer", (middle[0] - 34, middle[1] - 11, 68, 22))
    thing = pressed(page.image, point, None, None, [line])
    assert thing.text == "Envoyer"
    assert thing.box
    assert holds(thing.box, point)
    assert np.allclose(thing.box, button, atol=4)


SIZE = (640, 360)
sides = st.tuples(st.integers(4, 300), st.integers(4, 120))
boxes = st.tuples(st.integers(0, 600), st.integers(0, 330), sides).map(
    lambda one: (one[0], one[1], min(one[2][0], 640 - one[0]), min(one[2][1], 360 - one[1]))
)
lines = st.builds(Written, st.text("abcé -", min_size=1, max_size=20), boxes)
points = st.tuples(st.integers(0, SIZE[0] - 1), st.integers(0, SIZE[1] - 1))


def litter(held: list[Box]) -> Image:
    """Whatever boxes lie over one another."""
    image = Page(*SIZE).image
    for n, (x, y, width, height) in enumerate(held):
        image[y : y + height, x : x + width] = 40 + 37 * n % 210
    return image


@given(
    st.lists(boxes, max_size=6),
    st.lists(lines, max_size=5),
    points,
    st.none() | boxes,
    st.none() | boxes,
)
@settings(max_examples=80, deadline=None)
def test_whatever_is_shown_a_thing_lies_in_the_picture(shown, written, point, hint, cursor):
    image = litter(shown)
    letters = min(point[0], SIZE[0] - 6), min(point[1], SIZE[1] - 9), 6, 9
    for thing in (
        pressed(image, point, hint, cursor, written),
        written_in(image, letters, cursor, written),
    ):
        assert thing.text is None or thing.text.strip()
        if thing.box:
            x, y, width, height = thing.box
            assert 0 <= x < x + width <= SIZE[0]
            assert 0 <= y < y + height <= SIZE[1]


@given(st.lists(boxes, max_size=6), boxes)
@settings(max_examples=40, deadline=None)
def test_without_the_cursor_the_picture_is_the_same_elsewhere(shown: list[Box], cursor: Box):
    image = litter(shown)
    bare = without_cursor(image, cursor)
    x, y, width, height = grown(cursor, AROUND, SIZE)
    bare[y : y + height, x : x + width] = image[y : y + height, x : x + width]
    assert np.array_equal(bare, image)


def test_a_sign_is_called_by_the_name_of_its_row_and_not_by_the_small_print_below() -> None:
    rows = (("Adultes", "De 18 ans et plus"), ("Enfants", "De 4 à 17 ans"))
    lines = [
        Written(text, (80 + below, top + 21 * below, 7 * len(text), 20 + below), 1.0)
        for top, row in zip((148, 209), rows, strict=True)
        for below, text in enumerate(row)
    ]
    page = Page()
    for top in (150, 211):
        cv2.rectangle(page.image, (402, top), (440, top + 38), (80, 40, 10), -1)
    for line in lines:
        page.words(line.box[:2], line.text)
    assert pressed(page.image, (420, 172), None, None, lines).text == "Adultes"
    assert pressed(page.image, (420, 233), None, None, lines).text == "Enfants"


def test_a_link_beside_a_button_is_not_called_by_the_window_in_which_both_are() -> None:
    lines = [
        Written("Vos choix", (130, 110, 110, 24), 1.0),
        Written("Continuer sans accepter", (130, 200, 250, 24), 1.0),
        Written("Tout accepter", (440, 200, 130, 24), 1.0),
    ]
    page = Page()
    cv2.rectangle(page.image, (100, 90), (620, 260), (70, 40, 45), -1)
    cv2.rectangle(page.image, (420, 190), (590, 236), (100, 70, 210), -1)
    for line in lines:
        page.words(line.box[:2], line.text)
    assert pressed(page.image, (250, 214), None, None, lines).text == "Continuer sans accepter"


def test_a_sign_is_not_called_by_a_link_that_is_in_every_row() -> None:
    page, lines = Page(), []
    for name, top in (("Rouge-gorge", 120), ("Merle noir", 205), ("Pinson", 290)):
        lines += [
            Written(name, (120, top, 11 * len(name), 24), 1.0),
            Written("Fiche", (700, top + 8, 50, 20), 1.0),
        ]
        cv2.rectangle(page.image, (1000, top - 6), (1040, top + 34), (90, 120, 60), 1)
    for line in lines:
        page.words(line.box[:2], line.text)
    assert pressed(page.image, (1020, 219), None, None, lines).text == "Merle noir"


def test_a_large_card_is_called_by_its_own_words_and_not_by_those_beside_it() -> None:
    lines = [
        Written("Scarificateur", (460, 220, 190, 26), 1.0),
        Written("24 euros", (980, 226, 80, 22), 1.0),
        Written("chargement.", (40, 226, 90, 20), 1.0),
    ]
    page = Page()
    cv2.rectangle(page.image, (280, 195), (1220, 303), (210, 210, 205), -1)
    for line in lines:
        page.words(line.box[:2], line.text)
    assert pressed(page.image, (800, 236), None, None, lines).text == "Scarificateur"


def test_a_cross_closes_whatever_else_is_in_the_window() -> None:
    lines = [
        Written("Tilleuls ensemble", (420, 200, 190, 26), 1.0),
        Written("La liste et ses six candidats, en une page", (420, 236, 460, 22), 1.0),
        Written("X", (904, 204, 14, 16), 0.65),
    ]
    page = Page()
    cv2.rectangle(page.image, (400, 180), (940, 460), (120, 130, 150), 1)
    for line in lines:
        page.words(line.box[:2], line.text)
    assert pressed(page.image, (908, 214), None, None, lines).text == "×"
    assert pressed(page.image, (500, 214), None, None, lines).text == "Tilleuls ensemble"


def test_a_letter_among_others_is_no_cross() -> None:
    sizes = [
        Written(text, (100 + 40 * n, 204, 14, 16), 0.9) for n, text in enumerate(("M", "L", "X"))
    ]
    assert pressed(Page().image, (187, 212), None, None, sizes).text != "×"
    sites = [Written(text, (180, 180 + 24 * n, 60, 16), 0.9) for n, text in enumerate(("Ami", "X"))]
    assert pressed(Page().image, (187, 212), None, None, sites).text != "×"
