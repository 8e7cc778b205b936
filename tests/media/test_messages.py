"""Messages that come and go by themselves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.messages import STAYS, Messages
from media.types import Box

PLACE = (252, 307, 136, 23)


def page(level: int = 240) -> np.ndarray:
    picture = np.full((360, 640), 240, np.uint8)
    x, y, width, height = PLACE
    picture[y : y + height, x : x + width] = level
    return picture


@pytest.mark.parametrize(
    ("t", "box", "level", "goes"),
    [
        pytest.param(14.0, PLACE, 240, True, id="the page is as before"),
        pytest.param(14.0, PLACE, 90, False, id="something else is there"),
        pytest.param(14.0, (252, 100, 136, 23), 240, False, id="another place"),
        pytest.param(10.4, PLACE, 240, False, id="at once"),
        pytest.param(40.0, PLACE, 240, False, id="long after"),
    ],
)
def test_a_message_goes_where_it_came(t: float, box: Box, level: int, goes: bool):
    messages = Messages()
    messages.came(10.0, PLACE, page())
    assert messages.goes(t, box, page(level)) == goes


corners = st.tuples(st.integers(0, 400), st.integers(0, 300))
sides = st.tuples(st.integers(20, 200), st.integers(10, 50))


@given(corners, sides, st.integers(0, 200), st.floats(0, 20))
@settings(max_examples=80, deadline=None)
def test_a_message_goes_wherever_it_came_if_it_stood_for_its_time(
    corner: tuple[int, int], size: tuple[int, int], level: int, stood: float
):
    box = (*corner, *size)
    x, y, width, height = box
    empty = np.full((360, 640), 240, np.uint8)
    shown = empty.copy()
    shown[y : y + height, x : x + width] = level
    messages = Messages()
    messages.came(10.0, box, empty)
    t = 10.0 + stood
    assert messages.goes(t, box, empty) == (STAYS[0] < t - 10.0 < STAYS[1])
    assert not messages.goes(t, box, shown)
