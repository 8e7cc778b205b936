from pathlib import Path

import cv2
import numpy as np
import pytest

from media.covers import GREY
from media.errors import MediaError
from media.stills import still
from media.types import ScreenMask
from tests import clips


def image(data: bytes) -> np.ndarray:
    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)


def test_a_still_is_the_whole_canvas_at_its_time():
    data = still(clips.mp4(), 1.55)
    assert data[8:12] == b"WEBP"
    assert image(data).shape == (240, 320, 3)
    assert clips.number_of(image(data)) == 15


@pytest.mark.parametrize("make", [clips.odd_size, clips.phone, clips.resized])
def test_a_still_has_the_canvas_of_any_recording(make):
    assert clips.number_of(image(still(make(), 2.55))) == 25


def test_a_mask_of_that_time_is_burnt_in_solid():
    mask = ScreenMask(1.0, 2.0, "nir", (41, 21, 99, 33))
    inside = image(still(clips.mp4(), 1.5, masks=[mask]))[21:54, 41:140]
    assert abs(inside.astype(int) - GREY).max() <= 16


def test_a_mask_covers_the_picture_that_was_on_screen_before_its_time():
    """The still at 5 s shows the picture of 3 s: a mask of either moment covers it."""
    mask = ScreenMask(3.0, 4.0, "nir", (40, 20, 100, 34))
    inside = image(still(clips.variable_rate(), 5.0, masks=[mask]))[20:54, 40:140]
    assert abs(inside.astype(int) - GREY).max() <= 16


def test_a_mask_of_another_time_is_not():
    mask = ScreenMask(3.0, 3.5, "nir", (0, 0, 320, 120))
    assert clips.number_of(image(still(clips.mp4(), 1.5, masks=[mask]))) == 15


@pytest.mark.parametrize("box", [(-20, -20, 5000, 5000), (300, 230, 100, 100), (10, 10, 0, 0)])
def test_boxes_over_the_edge_are_cut(box: tuple[int, int, int, int]):
    assert image(still(clips.mp4(), 1.0, masks=[ScreenMask(0, 4, "x", box)])).shape == (240, 320, 3)


def test_a_recording_without_picture_has_no_still():
    with pytest.raises(MediaError):
        still(clips.opus(), 1.0)


def test_after_the_end_the_last_picture_is_taken(tmp_path: Path):
    assert clips.number_of(image(still(clips.mp4(), 60.0))) == 39
