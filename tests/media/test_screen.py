"""What is seen in pictures drawn by the test: a cursor, buttons, pages, typing, scrolling."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from media.screen import look, watch
from media.slides import without_slides
from media.types import MediaInfo, ScreenEvent, Seen, Track
from tests.films import SIZE, Blind, Film, kinds, page, pointed, shots


def pressed_film() -> tuple[Film, float]:
    film = Film()
    film.hold(pointed(page(1), (100, 300)), 2)
    film.move(page(1), (100, 300), (330, 190))
    film.hold(pointed(page(1), (330, 190)), 1)
    at = film.t
    film.hold(pointed(page(2), (330, 190)), 2)
    return film, at


def test_a_page_that_comes_while_the_cursor_rests_is_a_press_there():
    film, at = pressed_film()
    events = film.events()
    assert kinds(events) == ["click", "page"]
    click = events[0]
    assert click.t == pytest.approx(at - 0.3, abs=0.2)
    assert click.point is not None
    assert np.hypot(click.point[0] - 331, click.point[1] - 192) < 8


@pytest.mark.parametrize(
    ("sign", "soon"),
    [
        pytest.param((0, 8, 240, 2), True, id="a bar"),
        pytest.param((20, 60, 3, 12), False, id="a caret"),
        pytest.param((20, 20, 200, 120), False, id="a carousel"),
    ],
)
def test_a_press_is_dated_by_the_first_sign_that_a_page_is_coming(
    sign: tuple[int, int, int, int], soon: bool
):
    film = Film()
    film.hold(pointed(page(1), (100, 300)), 2)
    film.move(page(1), (100, 300), (330, 190))
    film.hold(pointed(page(1), (330, 190)), 1)
    at = film.t
    x, y, width, height = sign
    waiting = page(1)
    waiting[y : y + height, x : x + width] = 0
    film.hold(pointed(waiting, (330, 190)), 2)
    late = film.t
    film.hold(pointed(page(2), (330, 190)), 2)
    (click,) = [e for e in film.events() if e.kind == "click"]
    assert click.t == pytest.approx((at if soon else late) - 0.3, abs=0.2)


def test_the_button_around_the_press_is_found():
    film, _at = pressed_film()
    box = film.events()[0].box
    assert box is not None
    assert np.allclose(box, (290, 180, 81, 27), atol=4)


@pytest.mark.parametrize(("left", "weight"), [(262, 0.7), (298, 0.6)])
def test_a_number_that_changes_beside_a_button_tells_more_than_one_that_lights_up(left, weight):
    one, two = page(1), page(1)
    cv2.rectangle(one, (left, 187), (left + 12, 200), 20, -1)
    cv2.rectangle(two, (left, 187), (left + 12, 200), 120, -1)
    film = Film()
    film.move(one, (100, 300), (350, 190))
    film.hold(pointed(one, (350, 190)), 0.6)
    film.hold(pointed(two, (350, 190)), 2)
    (press,) = [event for event in film.events() if event.kind == "click"]
    assert press.weight == weight


def test_points_and_boxes_are_in_pixels_of_the_canvas():
    film, _at = pressed_film()
    small, large = film.events()[0], film.events(scale=2.0)[0]
    assert small.point is not None
    assert large.point == (2 * small.point[0], 2 * small.point[1])


def test_a_moving_cursor_is_no_event():
    film = Film()
    film.hold(pointed(page(1), (100, 300)), 1)
    film.move(page(1), (100, 300), (500, 40))
    film.move(page(1), (500, 40), (60, 330))
    film.hold(pointed(page(1), (60, 330)), 2)
    assert kinds(film.events()) == []


def test_letters_that_appear_along_a_line_are_typing():
    film = Film()
    image = page(3)
    film.hold(image, 2)
    start = film.t
    for letter in range(12):
        image = image.copy()
        cv2.rectangle(image, (406 + 8 * letter, 67), (411 + 8 * letter, 77), 20, -1)
        film.hold(image, 0.2)
    end = film.t
    film.hold(image, 5)
    (typing,) = [e for e in film.events() if e.kind == "typing"]
    assert typing.t == pytest.approx(start, abs=0.3)
    assert typing.end == pytest.approx(end, abs=0.4)


def test_a_blinking_caret_and_a_clock_are_no_events():
    film = Film()
    image = page(3)
    for second in range(30):
        shown = image.copy()
        if second % 2:
            cv2.line(shown, (406, 65), (406, 79), 20, 1)
        cv2.rectangle(shown, (600, 345), (606 + second % 10, 352), 20, -1)
        film.hold(shown, 1)
    assert kinds(film.events()) == []


def test_a_page_that_slides_is_scrolling_and_no_press():
    film = Film()
    tall = np.vstack([page(5), page(6), page(7)])
    film.hold(pointed(tall[:360], (330, 190)), 2)
    for top in range(0, 300, 30):
        film.hold(pointed(tall[top : top + 360], (330, 190)), 0.2)
    film.hold(pointed(tall[300:660], (330, 190)), 2)
    assert kinds(film.events()) == ["scroll"]


def test_a_window_over_a_darkened_page_is_a_dialog_and_closing_it_is_known_again():
    film = Film()
    film.hold(page(8), 2)
    dark = (page(8) * 0.5).astype(np.uint8)
    dark[120:240, 200:440] = 255
    film.hold(dark, 2)
    film.hold(page(8), 3)
    opened, closed = [e for e in film.events() if e.kind == "dialog"]
    assert opened.same_as is None
    assert closed.same_as is not None


def test_the_faint_shimmer_of_a_key_frame_is_no_event():
    film = Film()
    image = page(9)
    film.hold(image, 2)
    noise = np.random.default_rng(1).integers(-20, 20, SIZE)
    film.hold(np.clip(image.astype(int) + noise * (image < 130), 0, 255).astype(np.uint8), 0.2)
    film.hold(image, 2)
    assert kinds(film.events()) == []


def test_a_recording_without_picture_has_no_events():
    info = MediaInfo(10.0, None, None, (Track(0, "audio", "opus"),))
    assert watch(Path("sound.ogg"), info) == Seen()


@pytest.mark.parametrize("size", [(2, 2), (47, 400), (48, 48), (90, 1000), (361, 203)])
def test_pictures_of_any_size_can_be_watched(size):
    random = np.random.default_rng(4)
    pictures = [random.integers(0, 255, size).astype(np.uint8) for _ in range(12)]
    seen = look(shots(pictures), 1.0, Blind(), 2.4)
    assert all(event.t <= 2.4 for event in seen.events)


def slides(count: int, pace: float) -> list[ScreenEvent]:
    widths = (600, 580, 400)
    return [ScreenEvent(4.0 + n * pace, "page", (20, 80, widths[n % 3], 120)) for n in range(count)]


def test_a_carousel_is_no_event_and_no_press():
    press = ScreenEvent(15.6, "click", (90, 90, 20, 20), point=(100, 100))
    page = ScreenEvent(18.0, "page", (0, 20, 640, 330))
    events = sorted([*slides(4, 4.0), press, page], key=lambda event: event.t)
    assert without_slides(events, 360) == [page]


def test_a_carousel_is_known_though_it_is_scrolled_and_not_always_seen():
    seen = [one for n, one in enumerate(slides(8, 4.0)) if n not in (1, 4)]
    moved = [replace(one, box=(24, 50, 500, 120)) for one in seen[3:]]
    assert not without_slides([*seen[:3], *moved], 360)


def test_pages_at_no_pace_and_whole_pages_are_no_carousel():
    uneven = [replace(one, t=t) for one, t in zip(slides(4, 4.0), (4, 9, 12, 20.5), strict=True)]
    whole_pages = [replace(one, box=(0, 20, 640, 330)) for one in slides(4, 4.0)]
    assert without_slides(uneven, 360) == uneven
    assert without_slides(whole_pages, 360) == whole_pages
    assert without_slides(slides(2, 4.0), 360) == slides(2, 4.0)
    titles = [replace(one, box=(0, 6, 600, 200)) for one in slides(4, 4.0)]
    assert without_slides(titles, 360) == titles
