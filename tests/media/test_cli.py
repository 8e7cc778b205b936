import json
import subprocess
import sys
from pathlib import Path

import pytest

from media import analyse as analysing
from media.__main__ import main
from media.types import Heard, Utterance, Word
from media.weights import WeightsError
from tests import clips


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysing, "listen", lambda *_given, **_options: Heard())


def failure(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """The exit status and what is said on standard error."""
    try:
        status = main(arguments)
    except SystemExit as stopped:
        status = stopped.code
    printed = capsys.readouterr()
    assert printed.out == ""
    return status, printed.err


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"hello, this is no film\n" * 40, id="text"),
        pytest.param(bytes(range(256)) * 40, id="garbage"),
        pytest.param(b"\x1aE\xdf\xa3" + b"\x00" * 300, id="a torn header"),
    ],
)
def test_bad_files_are_one_sentence_and_status_2(
    data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(data)
    status, said = failure(capsys, "analyse", str(path))
    assert status == 2
    assert said.count("\n") == 1
    assert said.endswith(".\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["analyse", "no-such-file.mp4"],
        ["analyse"],
        [],
        ["analyse", __file__, "--voice", "somebody=x"],
        ["analyse", __file__, "--voice", "helper=no-such-file"],
        ["analyse", __file__, "--timeline", "no-such-file"],
        ["analyse", __file__, "--vocabulary", "no-such-file"],
    ],
    ids=[
        "no file",
        "no argument",
        "no command",
        "no such role",
        "no voice",
        "no timeline",
        "no list",
    ],
)
def test_bad_commands_are_one_sentence_and_status_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    status, said = failure(capsys, *arguments)
    assert status == 2
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        pytest.param(["--output", "/no-such/x.json"], "no folder /no-such", id="no folder"),
        pytest.param(["--output", "/"], "/ cannot be written", id="a folder"),
        pytest.param(
            ["--voice", f"helper={__file__}", "--voice", f"helper={__file__}"],
            "two files are given for the helper",
            id="two voices of one",
        ),
        pytest.param(["--language", "klingon"], "klingon is no code", id="no language"),
        pytest.param(["--language", ""], "is no code", id="an empty language"),
    ],
)
def test_what_cannot_be_done_is_refused_before_the_work(
    options: list[str],
    reason: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(analysing, "analyse")
    status, said = failure(capsys, "analyse", str(clips.mp4()), *options)
    assert status == 2
    assert said.count("\n") == 1
    assert reason in said


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("code", ["fr", "en", "auto", "de"])
def test_a_language_that_can_be_heard_is_taken(code: str, tmp_path: Path) -> None:
    output = tmp_path / "analysis.json"
    output.touch()
    given = [str(clips.wav()), "--language", code, "--output", str(output)]
    assert main(["analyse", *given]) == 0
    assert json.loads(output.read_text("utf-8"))["steps"] == []


@pytest.mark.usefixtures("quiet")
def test_each_voice_is_given_with_whose_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[object] = []
    whole = analysing.analyse
    monkeypatch.setattr(
        analysing, "analyse", lambda *given: taken.append(given[1]) or whole(*given)
    )
    voices = [f"helper={clips.opus()}", f"learner={clips.wav()}"]
    given = [str(clips.mp4()), *(part for voice in voices for part in ("--voice", voice))]
    assert main(["analyse", *given, "--output", str(tmp_path / "x.json")]) == 0
    assert taken == [{"helper": clips.opus(), "learner": clips.wav()}]


@pytest.mark.usefixtures("quiet")
def test_the_analysis_is_written_as_the_contract_says(tmp_path: Path) -> None:
    output = tmp_path / "analysis.json"
    voice = f"helper={clips.opus()}"
    assert main(["analyse", str(clips.mp4()), "--voice", voice, "--output", str(output)]) == 0
    result = json.loads(output.read_text("utf-8"))
    keys = {"media", "transcript", "screen", "lines", "steps", "tutorial", "masks", "seconds"}
    assert set(result) == keys
    assert set(result["masks"]) == {"spoken", "screen"}


def test_words_of_ones_own_are_given_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, seen = tmp_path / "words.txt", {}
    own.write_text("viactis = via actif\n", "utf-8")

    def heard(_path: Path, _info: object, options: object, **_more: object) -> Heard:
        seen["options"] = options
        words = ["Cliquez", "sur", "viactis", "en", "haut."]
        said = tuple(Word(0.3 * n, 0.3 * n + 0.3, word) for n, word in enumerate(words))
        return Heard((Utterance(0.0, 1.5, "helper", " ".join(words), said),))

    monkeypatch.setattr(analysing, "listen", heard)
    output = tmp_path / "analysis.json"
    arguments = ["analyse", str(clips.opus()), "--output", str(output)]
    assert main([*arguments, "--vocabulary", str(own)]) == 0
    assert seen["options"].vocabulary == own
    (step,) = json.loads(output.read_text("utf-8"))["steps"]
    assert step["text"] == "Cliquez sur viactis en haut."


@pytest.mark.usefixtures("quiet")
def test_without_an_output_it_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", str(clips.mp4())]) == 0
    assert json.loads(capsys.readouterr().out)["transcript"] == []


def test_a_fault_of_the_machine_is_another_status(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_given: object, **_options: object) -> None:
        raise WeightsError("The speech model's weights are not installed.")

    monkeypatch.setattr(analysing, "listen", missing)
    status, said = failure(capsys, "analyse", str(clips.mp4()))
    assert (status, said.count("\n")) == (1, 1)


def test_the_command_itself_shows_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"no film")
    done = subprocess.run(
        [sys.executable, "-m", "media", "analyse", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
