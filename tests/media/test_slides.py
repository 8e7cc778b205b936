"""A carousel of which but the words change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from media.slides import without_slides
from media.types import ScreenEvent

BEATS = (2, 6, 7, 10, 14, 18, 22, 26, 30)
SLIDES = [ScreenEvent(6.0 * beat, "other", (256, 154, 356, 58), weight=0.22) for beat in BEATS]
PAGE = ScreenEvent(138.0, "page", (214, 116, 1066, 376))


def kept(*events: ScreenEvent) -> list[ScreenEvent]:
    return without_slides(sorted(events, key=lambda event: event.t), 720)


def test_small_changes_at_one_pace_in_one_place_are_slides() -> None:
    assert kept(*SLIDES) == []


def test_a_larger_change_at_the_same_beat_is_the_next_slide() -> None:
    """With the caret in a field below."""
    press = ScreenEvent(137.7, "click", point=(500, 180))
    assert kept(*SLIDES, press, PAGE) == []


@pytest.mark.parametrize(
    "page",
    [
        replace(PAGE, t=139.0),
        replace(PAGE, t=198.0),
        replace(PAGE, kind="dialog"),
        replace(PAGE, box=(0, 14, 1238, 560)),
        replace(PAGE, box=(214, 300, 1066, 376)),
    ],
    ids=["off the beat", "after the last", "a dialog", "with the title in the tab", "elsewhere"],
)
def test_another_page_is_no_slide(page: ScreenEvent) -> None:
    assert kept(*SLIDES, page) == [page]


@pytest.mark.parametrize(("top", "slides"), [(136, True), (68, False)])
def test_slides_far_apart_below_the_menu_may_be_taller_than_one(top: int, slides: bool) -> None:
    turns = [ScreenEvent(4.5 * n, "page", (60, top, 1220, 680 - top)) for n in range(1, 6)]
    assert kept(*turns) == ([] if slides else turns)


@pytest.mark.parametrize("heights", [(184, 302, 302), (184, 544, 430, 302)])
@pytest.mark.parametrize("pressed", [False, True])
def test_slides_of_any_height_come_without_a_press_and_pages_turned_by_hand_with_one(
    heights: tuple[int, ...], pressed: bool
) -> None:
    turns = [
        ScreenEvent(5.0 * n, "page", (0, 130, 1280, high)) for n, high in enumerate(heights, 1)
    ]
    presses = [ScreenEvent(turn.t - 0.4, "click", point=(640, 400)) for turn in turns]
    events = sorted([*turns, *(presses if pressed else ())], key=lambda event: event.t)
    assert kept(*events) == (events if pressed else [])


def test_fields_filled_in_at_any_pace_are_none() -> None:
    column = [replace(one, box=(256, 154 + 84 * n, 356, 58)) for n, one in enumerate(SLIDES)]
    assert kept(*column) == column
    assert kept(*SLIDES[:5]) == SLIDES[:5]
    uneven = [replace(one, t=one.t + 0.7 * (n % 3)) for n, one in enumerate(SLIDES)]
    assert kept(*uneven) == uneven


def test_a_press_that_a_page_answers_later_is_none_of_the_slides() -> None:
    press = ScreenEvent(SLIDES[3].t - 0.3, "click", point=(26, 56), weight=0.5)
    page = ScreenEvent(press.t + 2.0, "page", (0, 14, 1280, 660), point=(26, 56))
    assert kept(*SLIDES, press, page) == [press, page]
    elsewhere = replace(page, point=(600, 400))
    assert kept(*SLIDES, press, elsewhere) == [elsewhere]
