from bisect import bisect_right
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from media.errors import MediaError
from media.frames import frame_at, frames
from tests import clips

ALL = [
    pytest.param(clips.webm, id="webm"),
    pytest.param(clips.mp4, id="mp4"),
    pytest.param(clips.mkv, id="mkv"),
    pytest.param(clips.mov, id="mov"),
    pytest.param(clips.odd_size, id="odd size"),
    pytest.param(partial(clips.fragmented, sounds=()), id="fragmented"),
]


@pytest.mark.parametrize("make", ALL)
def test_every_picture_comes_once_at_its_time(make: Callable[[], Path]):
    seen = [(round(f.t, 2), clips.number_of(f.image)) for f in frames(make())]
    assert seen == [(n / 10, n) for n in range(40)]


@pytest.mark.parametrize("make", ALL)
@pytest.mark.parametrize("t", [0.0, 0.04, 1.0, 1.55, 2.49, 3.9, 3.99])
def test_the_picture_at_a_time_is_the_one_on_screen(make: Callable[[], Path], t: float):
    assert clips.number_of(frame_at(make(), t).image) == int(t * 10 + 1e-6)


@pytest.mark.parametrize("t", [0.2, 1.7, 2.95, 5.0, 7.9])
def test_a_screen_that_stands_still_shows_its_last_picture(t: float):
    times = (0.0, 0.1, 0.35, 2.9, 3.0, 6.4)
    frame = frame_at(clips.variable_rate(), t)
    assert clips.number_of(frame.image) == bisect_right(times, t) - 1


def test_after_the_end_the_last_picture_stays():
    assert clips.number_of(frame_at(clips.mp4(), 99.0).image) == 39


def test_before_the_first_picture_it_is_the_first():
    late = clips.webm(times=(1.0, 1.5, 2.0))
    assert clips.number_of(frame_at(late, 0.2).image) == 0


def test_a_span_begins_with_what_is_on_screen():
    numbers = [clips.number_of(f.image) for f in frames(clips.mp4(), start=1.25, end=1.7)]
    assert numbers == [12, 13, 14, 15, 16]


def test_samples_are_what_is_on_screen_each_once():
    seen = [clips.number_of(f.image) for f in frames(clips.variable_rate(), every=1.0)]
    # 0 s: 0; 1 and 2 s: 2, which is shown from 0.35 s; 3 s: 4; 7 s: 5.
    assert seen == [0, 2, 4, 5]


def test_sampling_keeps_its_rate():
    assert [round(f.t, 2) for f in frames(clips.mp4(), every=0.5)] == [n / 2 for n in range(8)]


def test_a_width_scales_the_canvas():
    frame = next(frames(clips.mp4(), width=160))
    assert frame.image.shape == (120, 160, 3)
    assert clips.number_of(frame.image) == 0


def test_nothing_is_enlarged():
    assert next(frames(clips.mp4(), width=5000)).image.shape == (240, 320, 3)


def test_a_phone_held_upright_is_shown_upright():
    image = frame_at(clips.phone(), 1.3).image
    assert image.shape == (320, 240, 3)
    assert clips.number_of(image) == 13


def test_pictures_of_another_size_fill_the_canvas():
    seen = [(clips.number_of(f.image), f.image.shape) for f in frames(clips.resized())]
    assert seen == [(n, (360, 640, 3)) for n in range(40)]


def test_another_shape_is_put_in_the_middle_with_black_around():
    clip = clips.webm(size=(640, 360), second_size=(240, 240))
    image = frame_at(clip, 3.0).image
    assert image.shape == (360, 640, 3)
    assert image[:, :138].max() < 30
    assert image[:, -138:].max() < 30
    assert clips.number_of(np.ascontiguousarray(image[:, 140:500])) == 30


def test_a_recording_without_picture_has_none():
    assert list(frames(clips.opus())) == []
    with pytest.raises(MediaError):
        frame_at(clips.opus(), 1.0)


def test_what_is_left_of_a_cut_off_file_is_shown():
    numbers = [clips.number_of(f.image) for f in frames(clips.cut(clips.webm(), 0.5))]
    assert numbers == list(range(len(numbers)))
    assert len(numbers) > 10


def test_a_damaged_place_is_passed_over():
    times = [f.t for f in frames(clips.corrupt(clips.webm()))]
    assert times == sorted(times)
    assert times[-1] > 3.5
