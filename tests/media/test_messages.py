"""Messages that come and go by themselves."""

from __future__ import annotations

import numpy as np
import pytest

from media.messages import Messages
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
