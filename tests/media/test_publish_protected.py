"""What must not be seen or heard is not in the public file."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from media.covers import GREY
from media.frames import frame_at, frames
from media.probe import probe
from media.replay import Span, publish
from media.types import Masks, ScreenMask, SpokenMask
from tests import clips
from tests.replays import heard, master, share_of, sound

SPANS = [Span(2.2, 3.1, "b"), Span(0.5, 1.3, "a")]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out.mp4"


BOX = (41, 21, 131, 57)


def inside(image: np.ndarray) -> np.ndarray:
    x, y, wide, high = BOX
    return image[y : y + high, x : x + wide].astype(int)


@pytest.mark.parametrize("make", [clips.webm, clips.mp4])
def test_what_is_masked_is_in_no_picture(make: Callable[[], Path], output: Path):
    masks = Masks(screen=(ScreenMask(2.0, 3.5, "nir", BOX),))
    publish(master(make), output, SPANS, masks=masks)
    for frame in frames(output):
        covered = abs(inside(frame.image) - GREY).max()
        assert (covered <= 24) == (frame.t < 0.9)


def test_a_mask_covers_its_time_and_no_more(output: Path):
    masks = Masks(screen=(ScreenMask(1.0, 2.0, "nir", BOX),))
    publish(master(clips.mp4), output, [Span(0.0, 4.0)], masks=masks)
    for frame in frames(output):
        covered = abs(inside(frame.image) - GREY).max() <= 24
        if 1.0 <= frame.t < 2.0:
            assert covered
        elif not 0.8 < frame.t < 2.2:
            assert not covered


def test_a_mask_may_begin_while_the_picture_stands_still(output: Path):
    """The picture of 3.0 s stays until 6.4 s; the mask lasts from 4 to 5 s."""
    masks = Masks(screen=(ScreenMask(4.0, 5.0, "nir", BOX),))
    publish(master(clips.variable_rate), output, [Span(3.0, 6.0)], masks=masks)
    covered = [abs(inside(frame_at(output, t).image) - GREY).max() <= 24 for t in (0.5, 1.5, 2.5)]
    assert covered == [False, True, False]


def test_a_mask_covers_a_picture_that_is_published_smaller(output: Path):
    wide = clips.webm(size=(2560, 1440), seconds=1.0)
    box = (321, 161, 403, 203)
    masks = Masks(screen=(ScreenMask(0.0, 1.0, "nir", box),))
    publish(wide, output, [Span(0.0, 1.0)], masks=masks)
    image = frame_at(output, 0.5).image
    assert image.shape == (1080, 1920, 3)
    part = image[161 * 3 // 4 : 364 * 3 // 4, 321 * 3 // 4 : 724 * 3 // 4].astype(int)
    assert abs(part - GREY).max() <= 24


def test_masked_words_are_a_tone(output: Path):
    masks = Masks(spoken=(SpokenMask(1.2, 1.8, "phone", 0.9),))
    publish(master(clips.mp4), output, [Span(0.0, 4.0)], masks=masks)
    piece = sound(output, 1.25, 1.75)
    assert share_of(1000.0, piece) > 0.95
    assert share_of(clips.pitch(1), piece) < 0.001
    assert [heard(output, t) for t in (0.5, 2.1)] == [0, 2]


@pytest.mark.parametrize(
    ("speaker", "voices", "left"),
    [
        pytest.param("helper", {"helper", "learner"}, True, id="the other voice goes on"),
        pytest.param(None, {"helper", "learner"}, False, id="not known whose: both"),
        pytest.param("helper", {"helper"}, False, id="the one voice"),
        pytest.param("learner", {"helper"}, True, id="of a voice that is not heard"),
        pytest.param("helper", None, False, id="the mixed sound"),
    ],
)
def test_words_are_masked_on_their_speakers_track(
    speaker: str | None, voices: set[str] | None, left: bool, output: Path
):
    masks = Masks(spoken=(SpokenMask(1.2, 1.8, "phone", 0.9, speaker),))
    publish(master(clips.three_tracks), output, [Span(0.0, 4.0)], masks=masks, voices=voices)
    assert (share_of(clips.pitch(1), sound(output, 1.25, 1.75)) > 0.3) == left


def two_voices() -> Path:
    """The helper speaks in the first half, the learner in the second; the mixed sound is both."""
    helper = clips.Sound("libopus", muted=((2.0, 9.0),), title="helper")
    learner = clips.Sound("libopus", muted=((0.0, 2.0),), title="learner")
    return clips.mkv(sounds=(clips.Sound(), helper, learner))


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        pytest.param(None, [0, 3], id="the mixed sound"),
        pytest.param({"helper", "learner"}, [0, 3], id="both"),
        pytest.param({"helper"}, [0, None], id="helper"),
        pytest.param({"learner"}, [None, 3], id="learner"),
    ],
)
def test_only_the_voices_that_may_be_are_heard(
    voices: set[str] | None, expected: list[int | None], output: Path
):
    publish(two_voices(), output, [Span(0.0, 4.0)], voices=voices)
    assert [heard(output, t) for t in (0.5, 3.3)] == expected


@pytest.mark.parametrize("voices", [set(), {"helper"}, {"learner"}])
def test_voices_that_cannot_be_told_apart_are_not_heard(voices: set[str], output: Path):
    publish(master(clips.mp4), output, SPANS, voices=voices)
    assert [track.kind for track in probe(output).tracks] == ["video"]


def test_both_voices_are_heard_where_they_share_a_track(output: Path):
    publish(master(clips.mp4), output, SPANS, voices={"helper", "learner"})
    assert heard(output, 0.1) == 2
