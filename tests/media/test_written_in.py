"""The field in which something is typed, from its letters."""

from __future__ import annotations

import cv2
import numpy as np

from media.ocr import Written
from media.pressed import written_in
from media.types import Box
from tests.drawn import Page

LETTERS: Box = (210, 206, 60, 16)
NAME = Written("Signature", (110, 206, 80, 16), 1.0)


def form() -> np.ndarray:
    page = Page().words((110, 206), "Signature").words((210, 206), "Mireille").image
    cv2.line(page, (100, 236), (780, 236), (220, 225, 215), 1)
    return page


def test_a_field_that_is_but_a_line_reaches_to_its_end() -> None:
    left, top, width, height = written_in(form(), LETTERS, None, [NAME]).box
    assert 195 <= left <= 210
    assert left + width == 781
    assert top < 206
    assert top + height >= 230


def test_it_ends_where_the_next_words_of_its_row_begin() -> None:
    other = Written("Téléphone", (560, 206, 90, 16), 1.0)
    left, _top, width, _height = written_in(form(), LETTERS, None, [NAME, other]).box
    assert left + width == 560


def test_letters_without_any_line_are_all_that_is_known() -> None:
    page = Page().words((210, 206), "Mireille").image
    assert written_in(page, LETTERS, None, []).box == LETTERS


def test_a_cursor_taken_to_be_on_the_border_opens_no_field() -> None:
    page = Page().words((210, 206), "Mireille").image
    cv2.rectangle(page, (190, 190), (520, 236), (20, 20, 20), 2)
    on_the_border = (400, 180, 16, 22)
    left, top, width, height = written_in(page, LETTERS, on_the_border, []).box
    assert abs(left - 190) <= 3
    assert abs(left + width - 520) <= 3
    assert abs(top - 190) <= 3
    assert abs(top + height - 236) <= 3


def test_its_name_stands_in_its_row_and_not_in_the_field_above() -> None:
    page = form()
    cv2.line(page, (100, 196), (780, 196), (220, 225, 215), 1)
    above = Written("gestion@bellerive.exemple", (210, 166, 200, 16), 1.0)
    assert written_in(page, LETTERS, None, [above, NAME]).text == "Signature"


def test_a_name_over_the_upper_border_of_its_field_is_its_name() -> None:
    page = Page().words((200, 160), "Entreprise").words((210, 206), "Mireille").image
    cv2.rectangle(page, (190, 190), (520, 236), (20, 20, 20), 2)
    menu = Written("Mes candidatures", (20, 206, 120, 16), 1.0)
    name = Written("Entreprise", (200, 160, 90, 16), 1.0)
    assert written_in(page, LETTERS, None, [menu, name]).text == "Entreprise"


def test_of_fields_in_one_panel_that_are_but_lines_each_is_one() -> None:
    page = np.full((720, 1280, 3), (236, 244, 230), np.uint8)
    cv2.rectangle(page, (60, 165), (960, 250), (255, 255, 255), -1)
    for left in (100, 460):
        cv2.line(page, (left, 236), (left + 320, 236), (190, 190, 190), 2)
    cv2.putText(page, "Monaigre", (104, 222), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (30, 30, 30), 1)
    over = Written("Quarante-deux pharmacies vous attendent.", (66, 136, 400, 18), 1.0)
    names = [Written("Où ?", (100, 176, 30, 14), 1.0), Written("Quand ?", (460, 176, 60, 14), 1.0)]
    found = written_in(page, (104, 208, 76, 16), None, [over, *names])
    assert found.text == "Où ?"
    assert found.box
    assert 90 <= found.box[0] <= 106
    assert found.box[0] + found.box[2] <= 424


def test_a_word_underlined_in_a_field_is_not_the_field() -> None:
    page = Page().words((210, 206), "Mireille").image
    cv2.rectangle(page, (190, 192), (620, 236), (20, 20, 20), 2)
    cv2.line(page, (204, 225), (330, 225), (200, 40, 40), 2)
    box = written_in(page, LETTERS, None, []).box
    assert box
    assert box[2] > 400
