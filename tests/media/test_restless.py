"""A film that plays in a page is no deed; what is done beside it is."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import pytest

from media.restless import Restless
from tests.films import Film, kinds, page, pointed, shots

Box = tuple[int, int, int, int]
SMALL, QUARTER, HALF, MOST = (
    (440, 220, 160, 90),
    (200, 60, 320, 180),
    (100, 40, 420, 240),
    (40, 10, 560, 320),
)
BUTTON = (330, 190)
CORNER = (20, 345)
CUT = 20  # Pictures of one scene.


def scene(number: int, box: Box) -> np.ndarray:
    """A head that moves slowly before something still; a cut every four seconds."""
    _x, _y, width, height = box
    random = np.random.default_rng(number // CUT)
    ground = random.integers(60, 200, (height // 40 + 1, width // 40 + 1), dtype=np.uint8)
    shown = cv2.resize(ground, (width, height))
    across = int(width / 2 + width / 6 * np.sin(number / 3))
    down = int(height / 2 + height / 10 * np.cos(number / 4))
    cv2.circle(shown, (across, down), height // 3, 220, -1)
    cv2.circle(shown, (across + 10, down), height // 8, 30, -1)
    return shown


def noise(number: int, box: Box) -> np.ndarray:
    """Something that moves fast everywhere."""
    _x, _y, width, height = box
    random = np.random.default_rng(number)
    grains = random.integers(0, 255, (height // 20 + 1, width // 20 + 1), dtype=np.uint8)
    return cv2.resize(grains, (width, height))


def playing(image: np.ndarray, box: Box, number: int, drawn=scene) -> np.ndarray:
    x, y, width, height = box
    shown = image.copy()
    shown[y : y + height, x : x + width] = drawn(number, box)
    return shown


def wandering(seconds: float, left: int, right: int, y: int) -> Iterator[tuple[int, int]]:
    """A cursor that goes to and fro, resting now and then."""
    for n in range(round(seconds / 0.2)):
        share = min(1.0, n % 15 / 8)
        back = n // 15 % 2
        yield round(left + (right - left) * (1 - share if back else share)), y


@pytest.mark.parametrize("moves", [pytest.param(False, id="rests"), pytest.param(True, id="moves")])
@pytest.mark.parametrize("drawn", [scene, noise])
@pytest.mark.parametrize(
    "box",
    [
        pytest.param(SMALL, id="small"),
        pytest.param(QUARTER, id="quarter"),
        pytest.param(HALF, id="half"),
        pytest.param(MOST, id="most"),
    ],
)
def test_a_film_is_neither_pressed_nor_typed_nor_turned(box: Box, drawn, moves: bool):
    film = Film()
    film.move(page(1), (300, 345), CORNER)
    film.hold(pointed(page(1), CORNER), 3)
    began = film.t
    places = list(wandering(20, CORNER[0], 600, CORNER[1])) if moves else [CORNER] * 100
    for number, at in enumerate(places):
        film.pictures.append(pointed(playing(page(1), box, number, drawn), at))
    ended = film.t
    film.hold(pointed(page(1), places[-1]), 3)
    during = [e for e in film.events() if began + 1 < e.t < ended - 1]
    assert kinds(during) == []


@pytest.mark.parametrize("box", [pytest.param(SMALL, id="small"), pytest.param(MOST, id="most")])
def test_a_film_is_none_of_this_though_no_cursor_was_seen_before(box: Box):
    film = Film()
    film.hold(pointed(page(1), CORNER), 3)
    began = film.t
    for number in range(100):
        film.pictures.append(pointed(playing(page(1), box, number), CORNER))
    during = [e for e in film.events() if began + 1 < e.t < film.t - 1]
    assert kinds(during) == []


@pytest.mark.parametrize(
    ("box", "goes_on"),
    [
        pytest.param(SMALL, False, id="small"),
        pytest.param(SMALL, True, id="small, on the next page too"),
        pytest.param((30, 210, 320, 144), False, id="large"),
        pytest.param((40, 40, 560, 310), False, id="most"),
    ],
)
def test_a_press_beside_a_film_that_turns_the_page_is_found(box: Box, goes_on: bool):
    film = Film()
    places = [(100, 20)] * 40 + [(100 + 40 * n, 20) for n in range(8)] + [(380, 20)] * 8
    for number, at in enumerate(places):
        film.pictures.append(pointed(playing(page(1), box, number), at))
    at = film.t
    for number in range(len(places), len(places) + 40):
        shown = playing(page(2), box, number) if goes_on else page(2)
        film.pictures.append(pointed(shown, (380, 20)))
    click, turned = [e for e in film.events() if e.kind in ("click", "page")]
    assert (click.kind, turned.kind) == ("click", "page")
    assert click.t == pytest.approx(at - 0.3, abs=0.3)
    assert turned.t == pytest.approx(at, abs=0.1)


def test_what_is_typed_beside_a_film_is_found():
    film = Film()
    image = page(3)
    for number in range(100):
        if 40 <= number < 60:
            letter = number - 40
            cv2.rectangle(image, (406 + 8 * letter, 67), (411 + 8 * letter, 77), 20, -1)
        film.pictures.append(playing(image, (30, 200, 240, 135), number))
    (typing,) = [e for e in film.events() if e.kind == "typing"]
    assert typing.t == pytest.approx(8.0, abs=0.4)
    assert typing.end == pytest.approx(11.8, abs=0.4)


def test_a_press_that_starts_a_film_is_found():
    film = Film()
    film.hold(pointed(page(1), (100, 340)), 2)
    film.move(page(1), (100, 340), BUTTON)
    film.hold(pointed(page(1), BUTTON), 1)
    at = film.t
    for number in range(100):
        film.pictures.append(pointed(playing(page(1), QUARTER, number), BUTTON))
    click = next(e for e in film.events() if e.kind == "click")
    assert click.t == pytest.approx(at - 0.3, abs=0.3)
    assert kinds([e for e in film.events() if at + 1 < e.t < film.t - 1]) == []


def test_ten_seconds_of_typing_beside_a_blinking_caret_are_no_film():
    film = Film()
    image = page(3)
    film.hold(image, 4)
    start = film.t
    for number in range(50):
        line, letter = divmod(number, 22)
        left, top = 406 + 8 * letter, 67 + 14 * line
        image = image.copy()
        cv2.rectangle(image, (left, top), (left + 5, top + 9), 20, -1)
        shown = image.copy()
        if number % 5 < 3:
            cv2.line(shown, (left + 9, top - 1), (left + 9, top + 11), 20, 1)
        film.hold(shown, 0.2)
    end = film.t
    film.hold(image, 5)
    (typing,) = [e for e in film.events() if e.kind == "typing"]
    assert typing.t == pytest.approx(start, abs=0.4)
    assert typing.end == pytest.approx(end, abs=0.6)


def test_what_is_typed_over_a_list_that_changes_with_each_letter_is_found():
    film = Film()
    image = page(3)
    film.hold(image, 4)
    for number in range(16):
        image = image.copy()
        cv2.rectangle(image, (406 + 8 * number, 67), (411 + 8 * number, 77), 20, -1)
        shown = image.copy()
        shown[86:170, 400:600] = page(20 + number)[86:170, 40:240]
        film.hold(shown, 0.4)
    film.hold(shown, 5)
    assert "typing" in kinds(film.events())


def test_a_cursor_that_circles_around_a_thing_is_still_followed_and_its_press_found():
    film = Film()
    film.move(page(1), (100, 300), (380, 190))
    for turn in np.linspace(0, 12 * np.pi, 40):
        at = round(330 + 50 * np.cos(turn)), round(190 + 40 * np.sin(turn))
        film.pictures.append(pointed(page(1), at))
    film.move(page(1), (380, 190), BUTTON)
    film.hold(pointed(page(1), BUTTON), 1)
    at = film.t
    film.hold(pointed(page(2), BUTTON), 2)
    click, turned = [e for e in film.events() if e.kind != "other"]
    assert (click.kind, turned.kind) == ("click", "page")
    assert click.t == pytest.approx(at - 0.3, abs=0.2)
    assert click.point is not None
    assert np.hypot(click.point[0] - 331, click.point[1] - 192) < 8


def test_a_long_turn_of_the_wheel_is_no_film():
    film = Film()
    tall = np.vstack([page(5 + n) for n in range(8)])
    film.hold(pointed(tall[:360], BUTTON), 2)
    for top in range(0, 2400, 30):
        film.hold(pointed(tall[top : top + 360], BUTTON), 0.2)
    film.hold(pointed(tall[2400:2760], BUTTON), 2)
    assert kinds(film.events()) == ["scroll"]


def test_where_a_film_was_is_looked_at_anew_once_it_rests():
    film = Film()
    film.hold(page(1), 2)
    for number in range(50):
        film.pictures.append(playing(page(1), SMALL, number))
    still = film.t
    film.hold(film.pictures[-1], 4)
    first, *others = shots(film.pictures)
    steps = list(Restless(first).deeds(others))
    x, y, width, height = (side // 4 for side in SMALL)
    seen = [
        (shot.t, change.cells[y : y + height, x : x + width].mean())
        for _last, shot, change in steps
        if change.cells is not None
    ]
    assert max(share for t, share in seen if 3 < t < still - 0.5) < 0.1
    assert max(share for t, share in seen if t >= still - 0.5) > 0.5


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_recording_of_a_few_pictures_has_as_many_steps(count: int):
    first, *others = shots([page(n) for n in range(count)])
    assert len(list(Restless(first).deeds(others))) == count - 1
