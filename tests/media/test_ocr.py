"""A drawn French page is read, line by line; the same letters are read once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media import ink
from media.ocr import RapidReader, as_meant
from tests.drawn import Page

LINES = {
    "Prénom de l'enfant": (100, 60),
    "Sélectionnez une pièce jointe": (100, 120),
    "Déjà reçu : 1 234,50 euros": (100, 180),
    "06 39 98 41 27": (700, 120),
    "marie.dupont@exemple.fr": (700, 180),
}


@pytest.fixture(scope="module")
def reader() -> RapidReader:
    return RapidReader()


@pytest.fixture(scope="module")
def page() -> np.ndarray:
    page = Page()
    for text, at in LINES.items():
        page.words(at, text, 22)
    return page.image


def test_a_french_page_is_read_with_its_accents(reader, page):
    found = {written.text: written for written in reader.read(page)}
    assert set(found) == set(LINES)
    assert min(written.confidence for written in found.values()) > 0.9


def test_boxes_hold_the_letters(reader, page):
    for written in reader.read(page):
        x, y, width, height = written.box
        at = LINES[written.text]
        assert abs(x - at[0]) < 8
        assert y <= at[1] + 6
        assert 22 <= y + height - at[1] <= 36
        assert width > 8 * len(written.text)


def test_letters_in_a_button_or_a_field_are_read_without_its_border(reader):
    page = (
        Page()
        .button((100, 100, 160, 42), "Envoyer")
        .button((300, 100, 160, 42), "Annuler", ghost=True)
    )
    page.box((100, 200, 300, 42), line=(90, 90, 200), thick=2).words((112, 210), "Dupont", 18)
    found = {written.text: written.box for written in reader.read(page.image)}
    assert set(found) == {"Envoyer", "Annuler", "Dupont"}
    assert all(height < 34 for _x, _y, _width, height in found.values())


def test_an_empty_page_says_nothing(reader):
    assert reader.read(Page().image) == ()


def test_the_same_letters_are_read_once(reader, page, monkeypatch):
    reader.read(page)
    monkeypatch.setattr(reader, "_recogniser", None)
    noise = np.random.default_rng(1).integers(-6, 7, page.shape)
    noisy = np.clip(page.astype(int) + noise, 0, 255).astype(np.uint8)
    assert {written.text for written in reader.read(noisy)} == set(LINES)


@pytest.mark.parametrize(
    ("one", "other"),
    [("9h00", "9h20"), ("33 rue", "40 rue"), ("10h40", "14h20"), ("12 mai", "17 mai")],
)
def test_another_number_is_not_taken_for_the_same(one, other):
    known = ink.Remembered(10)
    letters = []
    for text in (one, other):
        grey = Page(200, 60).words((20, 20), text, 16).image[:, :, 0]
        box = ink.tight(grey, (10, 10, 180, 40))
        assert box
        letters.append(ink.part(grey, box))
    known.add(letters[0], (one, 1.0))
    assert known.find(letters[0]) == (one, 1.0)
    assert known.find(letters[1]) is None


def test_old_readings_are_forgotten():
    known = ink.Remembered(3)
    pictures = []
    for text in ("un", "deux", "trois", "quatre"):
        grey = Page(200, 60).words((20, 20), text, 16).image[:, :, 0]
        pictures.append(ink.part(grey, ink.tight(grey, (10, 10, 180, 40)) or (0, 0, 9, 9)))
        known.add(pictures[-1], (text, 1.0))
    assert [known.find(picture) is None for picture in pictures] == [True, False, False, False]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Étape suivaņte", "Étape suivante"),
        ("04 65 71 Φ8 92", "04 65 71 08 92"),
        ("N° 4Ø17", "N° 4017"),
        ("Œuvres de João Muñoz à L'Haÿ", "Œuvres de João Muñoz à L'Haÿ"),
        ("Ø 12 cm", "Ø 12 cm"),
    ],
)
def test_specks_and_strokes_are_no_foreign_letters(read, meant):
    assert as_meant(read) == meant


@given(st.text(max_size=40))
def test_a_line_as_meant_is_as_long_and_meant_once(text: str):
    meant = as_meant(text)
    assert len(meant) == len(text)
    assert as_meant(meant) == meant


@given(st.text("abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿœæ 0123456789-'.:,€", max_size=40))
def test_what_is_written_in_western_europe_is_left_as_it_is(text: str):
    assert as_meant(text) == text
    assert as_meant(text.upper()) == text.upper()


places = st.tuples(st.integers(10, 220), st.integers(10, 100))


@given(places, st.integers(18, 28))
@settings(max_examples=12, deadline=None)
def test_a_word_is_read_where_it_was_drawn(reader: RapidReader, at: tuple[int, int], size: int):
    page = Page(400, 150).words(at, "Valider", size)
    (found,) = reader.read(page.image, scale=1.0)
    assert found.text == "Valider"
    x, y, width, height = found.box
    letters = np.argwhere(page.image[:, :, 0] < 200)[:, ::-1]
    assert (letters >= (x, y)).all()
    assert (letters < (x + width, y + height)).all()
    assert 0 <= x < x + width <= 400
    assert 0 <= y < y + height <= 150
