from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from media.audio import samples
from media.covers import GREY
from media.errors import MediaError
from media.frames import frame_at, frames
from media.join import join
from media.probe import probe
from media.replay import Span, preview, publish, waveform
from media.types import Masks, ScreenMask, SpokenMask
from tests import clips

RATE = 16_000


def sound(path: Path, start: float, end: float) -> np.ndarray:
    track = next(t.index for t in probe(path).tracks if t.kind == "audio")
    parts = [s for _, s in samples(path, track=track, rate=RATE, start=start, until=end)]
    return np.concatenate(parts or [np.zeros(1, np.float32)])


def heard(path: Path, t: float) -> int | None:
    """Which second of the clip is heard just after `t`."""
    return clips.heard_second(sound(path, t, t + 0.3), RATE)


def share_of(tone: float, piece: np.ndarray) -> float:
    """How much of the sound's power lies within 25 Hz of a tone."""
    power = np.abs(np.fft.rfft(piece * np.hanning(len(piece)))) ** 2
    hertz = np.fft.rfftfreq(len(piece), 1 / RATE)
    return float(power[abs(hertz - tone) < 25].sum() / max(power.sum(), 1e-12))


def key_frames(path: Path) -> list[float]:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        return [
            float(p.pts * p.time_base) for p in container.demux(stream) if p.size and p.is_keyframe
        ]


def master(make: Callable[[], Path]) -> Path:
    """The clip as the pipeline has it, made once."""
    path = clips.folder() / f"master-{make.__name__}.mkv"
    if not path.exists():
        join(make(), {}, path)
    return path


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out.mp4"


# Previews.


@pytest.mark.parametrize(
    "make", [clips.webm, clips.mp4, clips.odd_size, clips.resized, clips.phone]
)
def test_a_preview_is_small_and_on_the_recordings_clock(make: Callable[[], Path], output: Path):
    preview(master(make), output)
    info = probe(output)
    assert [track.codec for track in info.tracks] == ["h264", "aac"]
    assert info.width <= 640
    assert info.width % 2 == info.height % 2 == 0
    assert info.duration == pytest.approx(4.0, abs=0.1)
    for second in range(4):
        assert abs(clips.number_of(frame_at(output, second + 0.5).image) - 10 * second - 5) <= 1
        assert heard(output, second + 0.3) == second


def test_a_preview_can_be_shown_before_it_is_loaded(output: Path):
    preview(master(clips.mp4), output)
    data = output.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_a_preview_can_be_searched(output: Path):
    long = clips.mkv(seconds=12.0)
    preview(long, output)
    keys = key_frames(output)
    assert max(np.diff([*keys, 12.0])) <= 4.2


def test_a_still_screen_is_shown_to_the_end(output: Path):
    preview(master(clips.variable_rate), output)
    with av.open(str(output)) as container:
        video = container.streams.video[0]
        assert float(video.duration * video.time_base) == pytest.approx(8.0, abs=0.3)
    assert clips.number_of(frame_at(output, 7.5).image) == 5


@pytest.mark.parametrize(
    ("make", "kinds"), [(clips.opus, ["audio"]), (clips.silent_picture, ["video"])]
)
def test_a_preview_has_what_there_is(make: Callable[[], Path], kinds: list[str], output: Path):
    preview(master(make), output)
    assert [track.kind for track in probe(output).tracks] == kinds


def test_who_stops_the_work_leaves_no_file(output: Path):
    def stop(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        preview(master(clips.mp4), output, progress=stop)
    assert not output.exists()


def test_a_full_disk_is_no_bad_input():
    with pytest.raises(OSError, match="No space left"):
        preview(master(clips.mp4), Path("/dev/full"))


# Waveforms.


def test_a_waveform_shows_who_speaks_when():
    muted = clips.mkv(sounds=(clips.Sound("libopus", muted=((1.0, 3.0),)),))
    loud = [peak > 0.1 for peak in waveform(muted, points=40)]
    assert loud == [*[True] * 11, *[False] * 19, *[True] * 10]


def test_a_waveform_has_as_many_points_as_asked():
    assert len(waveform(master(clips.mp4), points=1000)) == 1000
    assert all(0.2 < peak < 0.7 for peak in waveform(master(clips.mp4), points=100))


def test_more_points_than_samples_do_no_harm():
    short = clips.make(clips.Clip("s.wav", "wav", None, (clips.Sound("pcm_s16le"),), seconds=1.0))
    assert len(waveform(short, points=20_000)) == 20_000


def test_without_sound_there_is_no_waveform():
    assert waveform(clips.silent_picture()) == []


# The public file.

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
