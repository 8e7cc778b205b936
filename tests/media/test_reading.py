"""Lines of writing followed over time, with a reader that knows what it is shown."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.ocr import Written
from media.reading import Line, LineTracker, is_cut, is_lit, is_marred
from media.screen import look
from media.shots import Shot
from media.types import ScreenLine
from tests.drawn import Page

SIZE = (640, 360)
CURSOR = np.array([[0, 0], [0, 11], [3, 9], [7, 9]], np.int32)


class Film:
    """Pages shown for some seconds; the reader finds the words that were drawn."""

    def __init__(self) -> None:
        self.shots: list[Shot] = []
        self.reads = 0
        self._shown: tuple[np.ndarray, list[Written]]

    @property
    def t(self) -> float:
        return len(self.shots) * 0.2

    def show(
        self, words: dict[str, tuple[int, int]], seconds: float, mark: int | None = None
    ) -> None:
        page = Page(*SIZE)
        for text, at in words.items():
            page.words(at, text, 18)
        image = page.image
        if mark is not None:
            cv2.fillPoly(image, [CURSOR + np.array((mark, 200), np.int32)], (0, 0, 0))
        written = [
            Written(text, (at[0] - 2, at[1], 10 * len(text), 24), 0.99)
            for text, at in words.items()
        ]
        grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
        for _n in range(round(seconds / 0.2)):
            self.shots.append(Shot(self.t, grey, partial(self._whole, image, written)))

    def lines(self) -> dict[str, ScreenLine]:
        seen = look(iter(self.shots), 1.0, self, self.t)
        return {line.text: line for line in seen.lines}

    def read(self, image: np.ndarray, *, scale: float = 0.5) -> tuple[Written, ...]:
        """The letters wholly in the region, which is found by where it begins in memory."""
        self.reads += 1
        base, written = self._shown
        start = image.__array_interface__["data"][0] - base.__array_interface__["data"][0]
        top, left = divmod(start // 3, SIZE[0])
        found = []
        for one in written:
            x, y, _width, height = one.box
            first = max(0, -(-(left - x) // 10))
            last = min(len(one.text), (left + image.shape[1] - x) // 10)
            if first < last and top <= y and y + height <= top + image.shape[0]:
                box = x + 10 * first - left, y - top, 10 * (last - first), height
                found.append(Written(one.text[first:last], box, one.confidence))
        return tuple(found)

    def _whole(self, image: np.ndarray, written: list[Written]) -> np.ndarray:
        self._shown = image, written
        return image


def near(line: ScreenLine, start: float, end: float) -> bool:
    return start - 0.25 <= line.start <= start + 0.01 and abs(line.end - end) <= 0.25


def test_a_line_lasts_from_the_page_that_brings_it_to_the_page_that_takes_it():
    film = Film()
    film.show({"Accueil": (20, 20), "Bonjour": (20, 100)}, 3)
    first = film.t
    film.show({"Accueil": (20, 20), "Dossier": (300, 220)}, 3)
    second = film.t
    film.show({"Accueil": (20, 20)}, 2)
    lines = film.lines()
    assert near(lines["Accueil"], 0, film.t)
    assert near(lines["Bonjour"], 0, first)
    assert near(lines["Dossier"], first, second)


def test_what_is_being_typed_is_one_line_from_its_first_letter():
    film = Film()
    film.show({"Nom": (20, 20)}, 2)
    start = film.t
    for long in range(1, 13):
        film.show({"Nom": (20, 20), "Marie Dupont"[:long]: (20, 60)}, 0.4)
    film.show({"Nom": (20, 20), "Marie Dupont": (20, 60)}, 3)
    end = film.t
    film.show({"Merci": (200, 200)}, 2)
    lines = film.lines()
    typed = [line for line in lines.values() if line.box[1] == 60]
    assert [line.text for line in typed] == ["Marie Dupont"]
    assert typed[0].start <= start + 1.3
    assert near(typed[0], typed[0].start, end)


def test_a_line_that_moves_has_a_line_for_each_resting_place():
    film = Film()
    film.show({"Dossier": (20, 300)}, 2)
    for top in range(280, 99, -20):
        film.show({"Dossier": (20, top)}, 0.2)
    film.show({"Dossier": (20, 100)}, 2)
    seen = look(iter(film.shots), 1.0, film, film.t).lines
    assert [line.box[1] for line in seen] == [300, 100]


def test_a_screen_that_stands_still_is_read_once():
    film = Film()
    film.show({"Accueil": (20, 20)}, 20)
    film.lines()
    assert film.reads == 1


def test_a_cursor_that_moves_over_a_page_is_not_read():
    film = Film()
    film.show({"Accueil": (20, 20)}, 2, mark=100)
    for x in range(120, 400, 20):
        film.show({"Accueil": (20, 20)}, 0.2, mark=x)
    film.show({"Accueil": (20, 20)}, 2, mark=380)
    assert near(film.lines()["Accueil"], 0, film.t)
    assert film.reads <= 3


@pytest.mark.parametrize(
    ("text", "box", "cut"),
    [
        ("on ier ma réservation", (206, 597, 221, 21), True),
        ("ier ma réservation", (259, 597, 168, 21), True),
        ("ma", (330, 597, 30, 21), False),
        ("Annuler l'inscription", (193, 597, 234, 21), False),
        ("ier ma réservation", (559, 597, 168, 21), False),
    ],
)
def test_what_the_cursor_leaves_of_a_line_that_lights_up_is_that_line(text, box, cut):
    whole = Written("Confirmer ma réservation", (193, 597, 234, 21), 1.0)
    assert is_cut(whole, Written(text, box, 0.9), (234, 606, 24, 28)) is cut
    assert not is_cut(whole, Written(text, box, 0.9), (634, 606, 24, 28))
    assert not is_cut(whole, Written(text, box, 0.9), None)


@pytest.mark.parametrize(
    ("box", "confidence", "marred"),
    [
        ((461, 312, 87, 38), 0.75, True),
        ((461, 312, 87, 38), 0.99, False),
        ((461, 352, 87, 38), 0.75, False),
        ((501, 312, 287, 38), 0.75, False),
    ],
)
def test_what_a_cursor_makes_of_a_line_is_that_line(box, confidence, marred):
    whole, new = Written("Vélos", (504, 315, 43, 21), 1.0), Written("Vé'--", box, confidence)
    assert is_marred(whole, new, (526, 328, 30, 38)) is marred
    assert not is_marred(replace(whole, confidence=0.8), new, (526, 328, 30, 38))
    assert not is_marred(whole, new, (726, 328, 30, 38))


@pytest.mark.parametrize(
    ("text", "box", "lit"),
    [
        ("Rect", (923, 316, 36, 20), True),
        ("her", (984, 316, 29, 20), True),
        ("Rechenchor", (923, 316, 90, 20), True),
        ("Suivre", (930, 316, 60, 20), False),
        ("Rechercher encore", (923, 316, 100, 20), False),
        ("06 39", (923, 316, 50, 20), False),
        ("Rect", (923, 416, 36, 20), False),
    ],
)
def test_a_piece_read_on_a_button_that_lights_up_under_the_cursor_is_no_line(text, box, lit):
    old = Line(0.0, Written("Rechercher", (923, 316, 90, 20), 1.0), 0.0, False)
    old.field = (897, 305, 140, 45)
    new = Written(text, box, 0.9)
    assert is_lit(old, new, (958, 310, 26, 34)) is lit
    assert not is_lit(old, new, (700, 310, 26, 34)), "the cursor is elsewhere"
    assert not is_lit(replace(old, field=None), new, (958, 310, 26, 34)), "it is no button"


def test_a_strip_of_a_line_is_no_line():
    film = Film()
    film.show({"Téléphone": (30, 100)}, 1.0)
    cut = Written("Té1én h - -", (2, 40, 78, 7))
    tracker = LineTracker(Strip(cut, replace(cut, box=(2, 4, 78, 20))), 1.0, film.shots[0])
    assert [line.box[3] for line in tracker.closely((30, 110, 90, 24), film.shots[0], None)] == [20]


class Strip:
    """A reader that finds the same lines wherever it looks."""

    def __init__(self, *lines: Written) -> None:
        self.lines = lines

    def read(self, image: np.ndarray, *, scale: float = 0.5) -> tuple[Written, ...]:
        return self.lines


def test_what_an_opened_list_shows_is_pointed_at_not_what_it_covers():
    film = Film()
    film.show({"Valider": (20, 20), "Nos maisons en bord de mer": (20, 200)}, 3)
    film.show({"Valider": (20, 20), "Nos": (20, 200), "Brest": (60, 208)}, 3)
    seen = look(iter(film.shots), 1.0, film, film.t, pointed=[(film.t - 1, (80, 214))])
    assert [event.text for event in seen.events if event.kind == "pointed"] == ["Brest"]


# Too wide for a cursor, under which the scripted reader reads nothing.
words = st.lists(
    st.text("abcdeghkmnopqsu", min_size=6, max_size=16), min_size=1, max_size=4, unique=True
)
places = st.tuples(st.integers(10, 400), st.permutations(range(4)))


@given(words, places, st.lists(st.floats(1.0, 4.0), min_size=3, max_size=3))
@settings(max_examples=15, deadline=None)
def test_lines_last_while_they_are_shown_wherever_they_stand(texts, place, seconds):
    left, rows = place
    film = Film()
    film.show({"Accueil": (20, 20)}, seconds[0])
    came = film.t
    shown = {text: (left, 80 + 60 * row) for text, row in zip(texts, rows, strict=False)}
    film.show({"Accueil": (20, 20), **shown}, seconds[1])
    went = film.t
    film.show({"Accueil": (20, 20)}, seconds[2])
    lines = film.lines()
    assert set(lines) == {"Accueil", *texts}
    assert near(lines["Accueil"], 0, film.t)
    for text, at in shown.items():
        assert near(lines[text], came, went)
        assert lines[text].box[:2] == (at[0] - 2, at[1])


def test_a_line_between_two_that_change_is_not_cut():
    film = Film()
    beside = {"Assistance 01 99 00 77 12": (20, 150)}
    film.show({"Lundi": (150, 60), "Une pièce d'identité": (180, 100), **beside}, 3)
    film.show({"Mardi": (150, 60), "Une carte d'identité": (180, 100), **beside}, 3)
    assert "Assistance 01 99 00 77 12" in film.lines()


class Close(Film):
    """A reader that finds a name, by how it is drawn, in no picture of a whole page."""

    NAME = "Marcel Quentric"

    def read(self, image: np.ndarray, *, scale: float = 0.5) -> tuple[Written, ...]:
        page = Page(*SIZE)
        page.words((20, 20), self.NAME, 18)
        drawn = page.image[18:46, 16:150]
        if len(image) > SIZE[1] / 2 or min(np.subtract(image.shape, drawn.shape)) < 0:
            return ()
        _, likeness, _, place = cv2.minMaxLoc(cv2.matchTemplate(image, drawn, cv2.TM_CCOEFF_NORMED))
        box = (place[0] + 2, place[1] + 2, 130, 24)
        return (Written(self.NAME, box, 0.99),) if likeness > 0.9 else ()


def test_what_a_cursor_hid_of_a_new_page_is_read_when_it_has_gone():
    film = Close()
    before, after = {"Accueil": (20, 20)}, {Close.NAME: (130, 190)}
    rows = [*range(10, 170, 20), *range(230, 350, 20)]
    after |= {f"{y} ".ljust(60, "m"): (10, y) for y in rows}
    film.show(before, 1)
    for x in range(60, 200, 20):
        film.show(before, 0.2, mark=x)
    film.show(before, 1, mark=200)
    turned = film.t
    film.show(after, 2, mark=200)
    for x in range(220, 420, 20):
        film.show(after, 0.2, mark=x)
    film.show(after, 2, mark=420)
    (line,) = look(iter(film.shots), 1.0, film, film.t).lines
    assert line.text == Close.NAME
    assert near(line, turned, film.t)
