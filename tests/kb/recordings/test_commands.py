import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kb.recordings.models import Recording
from kb.recordings.pipeline.inline import run_all
from media.errors import MediaError
from tests import factories

pytestmark = pytest.mark.django_db
AGREED = ["--consent", "helper:record,tutorial", "--consent", "learner:record"]


def called(*arguments):
    out = StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def session(tmp_path):
    file = tmp_path / "Ma session.webm"
    file.write_bytes(b"webm")
    return file


def test_import_brings_the_parts_in_with_what_was_agreed(session, tmp_path, stages):
    stages(probe=lambda c: {})
    voice = tmp_path / "voice.opus"
    voice.write_bytes(b"opus")
    timeline = tmp_path / "timeline.jsonl"
    timeline.write_text("")
    owner = factories.user("aidante")
    called(
        "import_recording", session, "--voice", f"helper={voice}", "--timeline", timeline,
        "--title", "Titre", "--owner", "aidante", *AGREED,
    )  # fmt: skip
    recording = Recording.objects.get()
    assert (recording.title, recording.owner) == ("Titre", owner)
    assert {part.role for part in recording.parts.all()} == {"main", "helper", "timeline"}
    assert recording.consents.get(role="helper").tutorial
    assert not recording.consents.get(role="learner").tutorial


def test_import_names_the_recording_after_its_file(session, stages):
    stages(probe=lambda c: {})
    called("import_recording", session, *AGREED)
    assert Recording.objects.get().title == "Ma session"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param([], "aidant", id="no consent"),
        pytest.param(["--consent", "helper:everything"], "some of show", id="unknown purpose"),
        pytest.param([*AGREED, "--voice", "editor=x"], "helper=FILE", id="unknown voice"),
        pytest.param([*AGREED, "--timeline", "/none"], "no such file", id="no such file"),
        pytest.param([*AGREED, "--owner", "nobody"], "no such account", id="no such account"),
    ],
)
def test_import_says_in_one_sentence_what_is_wrong(arguments, words, session):
    with pytest.raises(CommandError, match=words):
        called("import_recording", session, *arguments)
    assert not Recording.objects.exists()


def test_import_with_wait_does_the_work(session, stages):
    stages(probe=lambda c: {}, join=lambda c: {})
    said = called("import_recording", session, *AGREED, "--wait")
    assert [line.split(":")[0].strip() for line in said.splitlines()[1:]] == ["probe", "join"]


def test_import_with_wait_fails_with_the_sentence(session, stages):
    def bad(context):
        raise MediaError("not_media", "no media")

    stages(probe=bad)
    with pytest.raises(CommandError, match="vidéo"):
        called("import_recording", session, *AGREED, "--wait")


def test_status_shows_what_waits(stages):
    stages(probe=lambda c: {}, join=lambda c: {})
    recording = factories.recording()
    said = called("pipeline_status")
    assert str(recording.pk)[:8] in said
    assert [line.split()[1] for line in said.splitlines()[1:]] == ["probe", "join"]


def test_status_as_json_can_be_read_by_a_machine(stages):
    stages(probe=lambda c: {})
    recording = factories.recording()
    (row,) = json.loads(called("pipeline_status", "--json"))
    assert (row["recording"], row["stage"], row["state"]) == (str(recording.pk), "probe", "ready")


def test_status_leaves_out_what_is_done_unless_asked(stages):
    stages(probe=lambda c: {})
    list(run_all(factories.recording()))
    assert "probe" not in called("pipeline_status")
    assert "probe" in called("pipeline_status", "--all")


def test_status_of_one_recording(stages):
    stages(probe=lambda c: {})
    one, _other = factories.recording(), factories.recording()
    rows = json.loads(called("pipeline_status", "--json", "--recording", str(one.pk)[:8]))
    assert {row["recording"] for row in rows} == {str(one.pk)}


def test_sweep_says_how_many_it_rang_for(stages):
    stages(probe=lambda c: {})
    factories.recording()
    assert "1" in called("sweep")


def test_diagram_is_printed_without_an_option():
    assert "stateDiagram-v2" in called("pipeline_diagram")
