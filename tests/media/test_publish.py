from collections.abc import Callable
from pathlib import Path

import av
import pytest

from media.errors import MediaError
from media.frames import frame_at, frames
from media.probe import probe
from media.replay import Span, publish
from tests import clips
from tests.replays import heard, key_frames, master


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out.mp4"


SPANS = [Span(2.2, 3.1, "b"), Span(0.5, 1.3, "a")]


@pytest.mark.parametrize(
    "make", [clips.webm, clips.mp4, clips.odd_size, clips.resized, clips.phone]
)
def test_only_the_spans_are_published_in_their_order(make: Callable[[], Path], output: Path):
    info = publish(master(make), output, SPANS)
    assert info.duration == pytest.approx(1.7, abs=0.01)
    numbers = {clips.number_of(frame.image) for frame in frames(output)}
    assert numbers == {*range(22, 31), *range(5, 13)}
    assert {heard(output, 0.1), heard(output, 1.3)} == {2, 1}


def test_picture_and_sound_meet_at_every_span(output: Path):
    spans = [Span(n + 0.31, n + 0.97) for n in (3, 0, 2, 1)]
    info = publish(master(clips.mp4), output, spans)
    for span in info.spans:
        second = int(span.start)
        assert heard(output, span.at + 0.05) == second
        assert heard(output, span.at + span.end - span.start - 0.35) == second
        assert clips.number_of(frame_at(output, span.at).image) == int(span.start * 10)


def test_a_clip_can_start_exactly_at_its_span(output: Path):
    info = publish(master(clips.webm), output, SPANS)
    assert {span.at for span in info.spans} <= {round(t, 3) for t in key_frames(output)}


def test_the_parts_say_where_they_came_to_lie(output: Path):
    info = publish(master(clips.mp4), output, SPANS)
    assert [(s.start, s.end, s.title, s.at) for s in info.spans] == [
        (2.2, 3.1, "b", 0.0),
        (0.5, 1.3, "a", 0.9),
    ]
    assert probe(output).duration == pytest.approx(info.duration, abs=0.03)


def test_the_public_file_is_what_browsers_play(output: Path):
    publish(master(clips.odd_size), output, SPANS)
    with av.open(str(output)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert (video.codec_context.name, video.pix_fmt) == ("h264", "yuv420p")
        assert (video.width, video.height) == (854, 480)
        assert audio.codec_context.name == "aac"
    data = output.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


@pytest.mark.parametrize(
    ("make", "kinds"), [(clips.opus, ["audio"]), (clips.silent_picture, ["video"])]
)
def test_what_there_is_is_published(make: Callable[[], Path], kinds: list[str], output: Path):
    info = publish(master(make), output, SPANS)
    assert [track.kind for track in probe(output).tracks] == kinds
    assert probe(output).duration == pytest.approx(info.duration, abs=0.06)


def test_a_span_beyond_the_end_keeps_its_place(output: Path):
    spans = [Span(9.0, 12.0, "late"), Span(1.0, 2.0, "a"), Span(3.0, 3.0, "none")]
    info = publish(master(clips.mp4), output, spans)
    assert [(s.title, s.at, round(s.end - s.start, 2)) for s in info.spans] == [
        ("late", 0.0, 0.0),
        ("a", 0.0, 1.0),
        ("none", 1.0, 0.0),
    ]


@pytest.mark.parametrize("spans", [[], [Span(99.0, 100.0)], [Span(2.0, 1.0)]])
def test_nothing_to_publish_is_refused(spans: list[Span], output: Path):
    with pytest.raises(MediaError) as caught:
        publish(master(clips.mp4), output, spans)
    assert caught.value.code == "no_spans"
    assert not output.exists()


def test_sound_alone_without_voices_is_refused(output: Path):
    with pytest.raises(MediaError) as caught:
        publish(master(clips.opus), output, SPANS, voices=set())
    assert caught.value.code == "no_tracks"


def test_progress_rises_to_one(output: Path):
    seen: list[float] = []
    publish(master(clips.mp4), output, SPANS, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
