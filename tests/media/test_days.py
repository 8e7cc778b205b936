"""The day of a calendar at a point, though its figures are hidden or misread."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.days import day_at
from media.ocr import Written

WIDE, HIGH = 40, 34


def month(
    first: int, last: int, at: tuple[int, int] = (100, 200), without: int | None = None
) -> list[Written]:
    """The days of a month whose first one is that day of the week, 0 to 6."""
    lines = []
    for number in range(1, last + 1):
        if number != without:
            x, y = centre(number, first, at)
            width = 10 * len(str(number))
            lines.append(Written(str(number), (x - width // 2, y - 8, width, 16), 0.99))
    return lines


def centre(number: int, first: int, at: tuple[int, int] = (100, 200)) -> tuple[int, int]:
    row, column = divmod(number - 1 + first, 7)
    return at[0] + WIDE * column, at[1] + HIGH * row


@given(
    st.integers(0, 6), st.integers(28, 31), st.data(), st.integers(-15, 15), st.integers(-12, 12)
)
def test_a_hidden_day_is_told_by_the_others(first, last, data, aside, above):
    hidden = data.draw(st.integers(1, last))
    x, y = centre(hidden, first)
    day = day_at((x + aside, y + above), month(first, last, without=hidden))
    assert day
    assert day.text == str(hidden)
    left, top, width, height = day.box
    assert left <= x <= left + width
    assert top <= y <= top + height


def test_a_day_misread_is_what_the_others_tell():
    lines = month(2, 30, without=12)
    x, y = centre(12, 2)
    day = day_at((x, y), [*lines, Written("2", (x + 4, y - 8, 10, 16), 0.9)])
    assert day
    assert day.text == "12"


@pytest.mark.parametrize("number", [3, 17, 30])
def test_of_two_months_side_by_side_it_is_that_of_the_own(number):
    second = (100 + 8 * WIDE, 200)
    lines = month(2, 30, without=number) + month(4, 31, second, without=number)
    for first, at in ((2, (100, 200)), (4, second)):
        day = day_at(centre(number, first, at), lines)
        assert day
        assert day.text == str(number)


@pytest.mark.parametrize(
    "point",
    [
        pytest.param((100 + 7 * WIDE, 200 + HIGH), id="beside it"),
        pytest.param((180, 160), id="its title"),
        pytest.param((120, 600), id="far below"),
    ],
)
def test_there_is_none_outside(point):
    assert day_at(point, [*month(0, 30), Written("avril", (160, 150, 50, 20), 0.99)]) is None


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([], id="nothing"),
        pytest.param(
            [Written(str(n), (100 + 40 * n, 200, 10, 16), 0.99) for n in range(1, 13)],
            id="pages of results",
        ),
        pytest.param(
            [
                Written(str(3 * row + column + 1), (100 + 60 * column, 200 + 60 * row, 12, 20), 1.0)
                for row in range(3)
                for column in range(3)
            ],
            id="a keypad",
        ),
    ],
)
def test_other_numbers_are_no_calendar(lines):
    assert day_at((160, 205), lines) is None


def test_a_button_over_a_calendar_is_no_day():
    x, y = centre(16, 0)
    button = Written("Valider", (x - 40, y - 10, 80, 20), 0.99)
    assert day_at((x, y), [*month(0, 30, without=16), button]) is None
