"""What fields and pictures are called by the words around them."""

from __future__ import annotations

import pytest

from media.labels import (
    caption_of,
    joined,
    label_of,
    may_name,
    name_of_field,
    title_over,
    words_of,
)
from media.ocr import Written

SIZE = (1280, 720)
FIELD = (990, 420, 222, 42)


def name(*lines: Written) -> str | None:
    found = name_of_field(FIELD, lines, SIZE)
    return found and found.text


def test_a_field_at_the_end_of_a_row_is_named_by_the_beginning_of_the_row():
    before = Written("Vos pensions", (300, 377, 211, 31))
    assert name(before, Written("Salaires", (302, 429, 69, 22))) == "Salaires"


def test_a_name_may_stand_over_the_middle_of_its_field():
    assert name(Written("Votre prénom", (1050, 392, 105, 26))) == "Votre prénom"


def test_a_name_may_touch_its_field_with_the_room_that_a_line_takes():
    assert name(Written("Départ", (990, 400, 58, 26))) == "Départ"


def test_the_value_of_the_field_above_is_no_name():
    value = Written("13920", (1000, 392, 55, 21))
    assert name(value, Written("Salaires", (302, 429, 69, 22))) == "Salaires"
    assert name(value, Written("jj/mm/aaaa", (1000, 430, 90, 21))) is None


@pytest.mark.parametrize("text", ["13920", "0", "12 €", "jj/mm/aaaa", "DD - MM - YYYY", "10:04"])
def test_figures_and_patterns_are_what_a_field_holds(text):
    assert not may_name(text)


@pytest.mark.parametrize("text", ["Ville", "Date", "Adresse 2", "Jour", "Mme"])
def test_words_may_name_a_field(text):
    assert may_name(text)


def test_what_a_fields_figures_are_measured_in_is_not_its_name():
    measure, button = Written("m³", (900, 330, 22, 20)), (890, 320, 60, 40)
    assert label_of((523, 320, 424, 41), [measure], SIZE) is None
    assert label_of(button, [measure], SIZE) == "m³"
    tile = [Written("Plus petit que 2", (700, 375, 160, 20)), Written("euros", (700, 399, 44, 20))]
    assert label_of((687, 363, 260, 64), tile, SIZE) == "Plus petit que 2 euros"


def test_a_picture_is_named_by_the_words_below_it():
    title = Written("Le Phare de granit", (533, 580, 131, 22))
    beside = Written("Jardins secrets", (770, 580, 106, 22))
    assert caption_of((535, 450, 200, 128), [beside, title]) == "Le Phare de granit"
    assert caption_of((1010, 450, 200, 128), [beside, title]) is None


def test_a_whole_line_takes_the_place_of_its_pieces_and_no_piece_that_of_a_line():
    whole = Written("Envoyer l’inscription", (240, 450, 200, 24))
    piece = Written("nscription", (330, 450, 110, 24))
    assert joined([piece], [whole]) == [whole]
    assert joined([whole], [piece]) == [whole]


def test_a_button_misread_as_one_large_letter_gives_way_to_its_word():
    large, word = Written("oui", (325, 276, 82, 63)), Written("Oui", (337, 297, 29, 20))
    assert joined([large], [word]) == [word]


CARDS = (
    Written("La Bergerie haute", (299, 281, 195, 31)),
    Written("12 personnes · cheminée", (299, 310, 338, 23)),
    Written("L’Ancienne École", (299, 424, 180, 28)),
    Written("15 personnes · dortoir", (300, 455, 361, 23)),
)


def test_small_print_below_a_title_is_called_by_the_title():
    assert title_over(CARDS[1], CARDS) == CARDS[0]
    assert title_over(CARDS[3], CARDS) == CARDS[2]


def test_a_title_is_its_own():
    assert title_over(CARDS[0], CARDS) is None
    assert title_over(CARDS[2], CARDS) is None


def test_a_line_of_a_list_is_not_called_by_what_stands_over_it():
    menu = [
        Written(text, (40, y, 120, 24)) for text, y in (("Mairie", 100), ("Eau", 130), ("Bac", 160))
    ]
    assert all(title_over(line, menu) is None for line in menu)
    assert title_over(menu[1], menu[:2]) is None


def test_a_line_further_below_or_beside_is_no_small_print():
    title = Written("Vos papiers", (40, 100, 160, 30))
    assert title_over(Written("Carte", (40, 160, 80, 24)), [title]) is None
    assert title_over(Written("Carte", (90, 131, 80, 24)), [title]) is None


@pytest.mark.parametrize(
    ("read", "label"),
    [
        pytest.param("OIl ne s’allume plus", "Il ne s’allume plus", id="ring"),
        pytest.param("OJ’ai mon chèque", "J’ai mon chèque", id="ring-and-elision"),
        pytest.param("Oui, envoyer", "Oui, envoyer", id="no-ring"),
        pytest.param("OUI", "OUI", id="capitals"),
        pytest.param("Je le reçois en papier (6 €)", "Je le reçois en papier (6 €)", id="bracket"),
        pytest.param("Suivant >)", "Suivant", id="no-bracket"),
        pytest.param("Étape suivaņte", "Étape suivante", id="blur"),
        pytest.param("17 h – 19 h", "17 h – 19 h", id="hours"),
        pytest.param("Tous les mois, 112,00 €", "Tous les mois, 112,00 €", id="an-amount"),
        pytest.param("Menu h", "Menu", id="an-icon-like-a-unit"),
        pytest.param("Cœur à cœur, ça va", "Cœur à cœur, ça va", id="marks-that-are-known"),
    ],
)
def test_a_label_is_its_words_without_what_was_misread(read, label):
    assert words_of(read) == label


@pytest.mark.parametrize(
    "again",
    [Written("Suivant", (246, 505, 67, 23)), Written("Suj", (240, 501, 34, 41))],
    ids=["the same", "a part, with a ring around"],
)
def test_words_read_twice_at_one_place_are_said_once(again: Written):
    read = [again, Written("Suivant", (243, 505, 70, 23))]
    assert label_of((203, 488, 150, 66), read, SIZE) == "Suivant"
