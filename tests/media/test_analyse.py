import json
from pathlib import Path

import pytest

from media import analyse as analysing
from media.analyse import Course, Perceived, analyse, conclude
from media.errors import MediaError
from media.speech import SpeechOptions
from media.types import (
    Analysis,
    Heard,
    MediaInfo,
    ScreenEvent,
    Seen,
    Track,
    Utterance,
    Word,
    from_json,
    to_json,
)
from tests import clips

SAID = (Utterance(0.5, 1.5, None, "Le 06 39 98 41 27.", (Word(0.5, 1.5, "Le"),)),)


@pytest.fixture(autouse=True)
def heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speech recognition has its own tests."""
    monkeypatch.setattr(analysing, "listen", lambda *_given, **_options: Heard(SAID))


def test_every_part_is_there_and_timed() -> None:
    result = analyse(clips.mp4())
    assert result.media.has_picture
    assert result.transcript == SAID
    assert [mask.kind for mask in result.masks.spoken] == ["phone"]
    assert {"transcribe", "watch", "segment", "protect"} <= set(result.seconds)


@pytest.mark.parametrize(("code", "title"), [("en", "Click “Sign in”"), ("es", None), ("", None)])
def test_steps_are_told_in_the_language_that_was_heard(
    code: str, title: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = (Utterance(0.5, 1.5, "helper", "Now click on Sign in."),)
    monkeypatch.setattr(analysing, "listen", lambda *_given, **_more: Heard(said, (), code))
    steps = analyse(clips.opus(), options=SpeechOptions(language="")).steps
    assert [step.title for step in steps] == ([title] if title else [])


def test_the_result_survives_json() -> None:
    result = analyse(clips.mp4())
    again = from_json(to_json(result), Analysis)
    assert again.transcript == result.transcript
    assert again.media == result.media


def test_voices_become_tracks_of_their_speakers() -> None:
    result = analyse(clips.mp4(), {"helper": clips.opus(), "learner": clips.opus()})
    speakers = [track.speaker for track in result.media.tracks if track.speaker]
    assert speakers == ["helper", "learner"]


def test_a_voice_alone_is_enough() -> None:
    assert analyse(None, {"helper": clips.opus()}).media.has_sound


def test_a_name_that_only_the_conversation_tells_is_in_no_step() -> None:
    said = (
        Utterance(5, 8, "helper", "Comment vous appelez-vous ?"),
        Utterance(9, 11, "learner", "Monique Lambert."),
        Utterance(20, 24, "helper", "Alors cliquez sur la ligne de Monique Lambert en bas."),
    )
    press = ScreenEvent(25, "click", (360, 285, 80, 30), point=(400, 300))
    info = MediaInfo(60.0, 1280, 720, (Track(0, "video", "h264", width=1280, height=720),))
    found = conclude(Perceived(info, said, Seen((press,))), Course())
    assert found.steps
    assert "Lambert" not in json.dumps(to_json([found.steps, found.tutorial]))


def test_progress_never_goes_back() -> None:
    shares: list[float] = []
    analyse(clips.mp4(), progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)


def test_nothing_at_all_is_refused() -> None:
    with pytest.raises(MediaError):
        analyse(None)


def test_a_bad_timeline_names_its_line(tmp_path: Path) -> None:
    timeline = tmp_path / "timeline.jsonl"
    timeline.write_text('{"t": 1.0, "kind": "mark"}\nnot json\n')
    with pytest.raises(MediaError, match="2"):
        analyse(clips.mp4(), timeline=timeline)
