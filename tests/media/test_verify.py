"""A public file is decoded again: what must not be in it is found."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from media.covers import GREY
from media.replay import Span, publish
from media.types import Masks, ScreenMask, SpokenMask
from media.verify import uncovered, verify
from tests import clips
from tests.replays import master

SPANS = [Span(2.2, 3.1, "b"), Span(0.5, 1.5, "a")]
MASKS = Masks(
    screen=(ScreenMask(0.6, 3.5, "nir", (41, 21, 131, 57)),),
    spoken=(SpokenMask(0.7, 1.3, "phone", 0.9), SpokenMask(2.4, 3.0, "name", 0.9)),
)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out.mp4"


def kinds(found) -> set[str]:
    return {one.kind for one in found.findings}


@pytest.mark.parametrize("make", [clips.webm, clips.mp4, clips.three_tracks, clips.variable_rate])
def test_what_was_published_as_it_must_be_has_no_finding(make, output: Path):
    file = master(make)
    info = publish(file, output, SPANS, masks=MASKS)
    found = verify(file, output, info.spans, masks=MASKS, voices=None)
    assert found.findings == []
    assert found.pictures == 38
    assert 30 <= found.covers <= 38
    assert found.seconds == pytest.approx(1.9, abs=0.15)
    assert found.tones >= 8


def test_a_cover_that_is_missing_is_found_for_as_long_as_it_is(output: Path):
    file = master(clips.mp4)
    info = publish(file, output, SPANS, masks=Masks(spoken=MASKS.spoken))
    found = verify(file, output, info.spans, masks=MASKS, voices=None)
    # The mask begins a tenth of a second into the second span.
    assert [(one.kind, one.start, one.end) for one in found.findings] == [
        ("uncovered", 0.0, pytest.approx(0.9)),
        ("uncovered", pytest.approx(1.0, abs=0.06), pytest.approx(1.9)),
    ]


def test_a_word_that_is_heard_is_found(output: Path):
    file = master(clips.mp4)
    info = publish(file, output, SPANS, masks=Masks(screen=MASKS.screen))
    assert kinds(verify(file, output, info.spans, masks=MASKS, voices=None)) == {"untoned"}


def test_a_picture_of_another_moment_is_found(output: Path):
    file = master(clips.mp4)
    published = publish(file, output, [Span(0.2, 1.2)])
    said = publish(file, output.with_name("other.mp4"), [Span(2.2, 3.2)])
    found = verify(file, output, said.spans, masks=Masks(), voices=None)
    assert published.duration == said.duration
    assert "unlike" in kinds(found)


def test_more_than_the_steps_is_found(output: Path):
    file = master(clips.mp4)
    publish(file, output, [Span(0.2, 1.2), Span(2.0, 3.0)])
    said = publish(file, output.with_name("other.mp4"), [Span(0.2, 1.2)])
    assert "length" in kinds(verify(file, output, said.spans, masks=Masks(), voices=None))


def test_a_voice_that_must_not_be_heard_is_found(output: Path):
    file = master(clips.mp4)
    info = publish(file, output, SPANS)
    assert kinds(verify(file, output, info.spans, masks=Masks(), voices=set())) == {"voice"}
    silent = publish(file, output.with_name("silent.mp4"), SPANS, voices=set())
    found = verify(file, output.with_name("silent.mp4"), silent.spans, masks=Masks(), voices=set())
    assert found.findings == []


def test_the_other_voice_goes_on_beside_the_tone(output: Path):
    masks = Masks(spoken=(SpokenMask(0.7, 1.3, "phone", 0.9, "helper"),))
    file, voices = master(clips.three_tracks), {"helper", "learner"}
    info = publish(file, output, SPANS, masks=masks, voices=voices)
    assert verify(file, output, info.spans, masks=masks, voices=voices).findings == []
    bare = publish(file, output.with_name("bare.mp4"), SPANS, voices=voices)
    found = verify(file, output.with_name("bare.mp4"), bare.spans, masks=masks, voices=voices)
    assert kinds(found) == {"untoned"}


def test_letters_under_a_cover_are_seen():
    image = np.full((200, 400, 3), 255, np.uint8)
    image[50:100, 50:350] = GREY
    assert not uncovered(image, (50, 50, 300, 50))
    cv2.putText(image, "1 85 05 78", (60, 85), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (120, 160, 150), 1)
    assert uncovered(image, (50, 50, 300, 50))


def test_a_box_outside_the_picture_covers_nothing():
    assert not uncovered(np.zeros((10, 10, 3), np.uint8), (20, 20, 5, 5))
