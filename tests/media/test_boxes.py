import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.boxes import below, beside, nearest, shared
from media.types import Point

side = st.integers(4, 60)
boxes = st.tuples(st.integers(0, 100), st.integers(0, 100), side, side)


@given(boxes, boxes)
def test_what_is_beside_a_box_is_in_the_one_and_not_in_the_other(box, other):
    for strip in beside(box, other):
        assert shared(strip, box) == strip[2] * strip[3]
        assert not shared(strip, other)


def test_nothing_is_beside_a_box_that_covers():
    assert not beside((10, 10, 20, 20), (0, 0, 50, 50))
    assert beside((10, 10, 20, 20), (50, 50, 5, 5)) == [(10, 10, 20, 20)]


@pytest.mark.parametrize(
    ("point", "there"),
    [
        pytest.param((40, 15), (40, 15), id="in it"),
        pytest.param((40, 8), (40, 10), id="above"),
        pytest.param((5, 90), (20, 30), id="beside and below"),
    ],
)
def test_the_nearest_point_of_a_box(point: Point, there: Point):
    assert nearest(point, (20, 10, 60, 20)) == there


@pytest.mark.parametrize(
    ("second", "told"),
    [
        pytest.param((11, 40, 9, 6), True, id="below"),
        pytest.param((30, 40, 9, 8), False, id="beside"),
        pytest.param((10, 40, 30, 8), False, id="wider"),
    ],
)
def test_boxes_below_one_another_are_as_wide(second, told):
    assert below([(10, 10, 9, 8), second], 2) is told
