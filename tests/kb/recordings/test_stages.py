"""The stages as the pipeline calls them: files and settings in, JSON out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kb.recordings import store
from kb.recordings.pipeline import registry, stages
from kb.recordings.pipeline.context import digest
from kb.recordings.pipeline.registry import StageContext
from media.errors import MediaError
from media.types import Heard, Utterance, Word
from tests import clips

SAID = {
    "start": 0.2,
    "end": 1.8,
    "speaker": "helper",
    "text": "Cliquez sur Envoyer, mon numéro est le 06 12 34 56 78.",
    "words": [],
}
STEP = {
    "start": 0.2,
    "end": 1.8,
    "title": "Cliquez sur Envoyer",
    "still": 1.0,
    "text": SAID["text"],
}


@pytest.fixture
def work(tmp_path):
    """Makes the context of a stage, with these parts and inputs."""
    shares: list[float] = []

    def make(parts: dict[str, Any] | None = None, **inputs: Any) -> StageContext:
        brought = {
            role: tmp_path / store.take_in(tmp_path, file, suffix=file.suffix)
            for role, file in (parts or {}).items()
        }
        return StageContext("id", tmp_path, brought, inputs, {}, shares.append)

    make.shares = shares
    return make


@pytest.fixture
def joined(work):
    return stages.join(work({"main": clips.mp4(seconds=2)}))


def test_the_stages_are_those_of_the_design_in_an_order_that_works():
    names = [stage.name for stage in registry.ordered()]
    for stage in registry.ordered():
        assert all(names.index(need) < names.index(stage.name) for need in stage.needs)
    assert {"probe", "join", "transcribe", "watch", "segment", "protect", "illustrate"} <= set(
        names
    )


def test_stages_that_need_each_other_are_refused(monkeypatch):
    monkeypatch.setattr(registry, "_stages", {})
    registry.add(registry.Stage("a", "a", dict, ("b",)))
    registry.add(registry.Stage("b", "b", dict, ("a",)))
    with pytest.raises(ValueError, match="each other"):
        registry.ordered()


def test_what_runs_on_request_is_not_run_again_behind_a_persons_back(monkeypatch):
    monkeypatch.setattr(registry, "_stages", {})
    registry.add(registry.Stage("a", "a", dict))
    registry.add(registry.Stage("b", "b", dict, ("a",)))
    registry.add(registry.Stage("c", "c", dict, ("b",)))
    registry.add(registry.Stage("asked", "asked", dict, ("a",), on_request=True))
    assert registry.dependants("a") == {"b", "c"}


def test_probe_says_what_is_in_the_file(work):
    found = stages.probe(work({"main": clips.mp4(seconds=2)}))
    assert found["media"]["duration"] == pytest.approx(2.0, abs=0.2)
    assert work.shares[-1] == 1.0


def test_probe_looks_at_the_voices_and_the_timeline_too(work, tmp_path):
    bad = tmp_path / "timeline.jsonl"
    bad.write_text("no json")
    with pytest.raises(MediaError) as caught:
        stages.probe(work({"main": clips.mp4(seconds=2), "timeline": bad}))
    assert caught.value.code == "bad_timeline"


def test_probe_refuses_what_lasts_longer_than_the_operator_allows(work, settings):
    settings.KB_MEDIA_MAX_HOURS = 0.0001
    with pytest.raises(MediaError) as caught:
        stages.probe(work({"main": clips.mp4(seconds=2)}))
    assert caught.value.code == "too_long"


def test_join_keeps_the_master_under_its_hash(joined, tmp_path):
    assert store.NAME.fullmatch(joined["master"])
    assert (tmp_path / joined["master"]).is_file()
    assert joined["media"]["container"] == "matroska"
    assert list(tmp_path.glob("part-*")) == []


def test_join_gives_the_timeline_on(work, tmp_path):
    timeline = tmp_path / "timeline.jsonl"
    timeline.write_text(json.dumps({"t": 1.0, "kind": "mark", "by": "helper"}) + "\n")
    output = stages.join(work({"main": clips.mp4(seconds=2), "timeline": timeline}))
    assert [event["kind"] for event in output["timeline"]] == ["mark"]


def test_transcribe_passes_the_operators_choices_on(work, joined, settings, monkeypatch):
    settings.KB_WHISPER_BEAM_SIZE = 3
    seen = {}

    def heard(path, info, options, **_more):
        seen.update(path=path, options=options)
        said = Utterance(0.0, 1.0, "helper", "Bonjour", (Word(0.0, 1.0, "Bonjour", 0.75),))
        return Heard((said,), ((4.0, 5.5),), "de")

    monkeypatch.setattr("media.speech.transcribe", heard)
    output = stages.transcribe(work(join=joined, watch={"screen": [], "lines": []}))
    (word,) = output["transcript"][0]["words"]
    assert word == {"start": 0.0, "end": 1.0, "text": "Bonjour", "probability": 0.75}
    assert output["unclear"] == [[4.0, 5.5]]
    assert output["language"] == "de"
    assert seen["options"].beam_size == 3
    assert seen["path"].name == joined["master"]


def test_watch_gives_events(work, joined):
    output = stages.watch(work(join=joined))
    assert all(event["t"] <= 2.1 for event in output["screen"])


def test_find_steps_gives_steps_and_what_it_is_about(work, joined):
    output = stages.find_steps(
        work(join=joined, transcribe={"transcript": [SAID]}, watch={"screen": []})
    )
    assert set(output) == {"steps", "tutorial"}
    assert output["tutorial"]["title"]


ABOUT = {"title": SAID["text"], "summary": SAID["text"], "service": None, "skills": []}


def protected(work, *, lines=(), steps=(STEP,)):
    return stages.protect(
        work(
            transcribe={"transcript": [SAID]},
            watch={"screen": [], "lines": list(lines)},
            segment={"steps": list(steps), "tutorial": ABOUT},
        )
    )


def test_nothing_personal_passes_protect(work):
    output = protected(work)
    assert "06 12" not in json.dumps(output, ensure_ascii=False)
    assert len(output["masks"]["spoken"]) == 1


def test_what_is_read_of_somebody_is_covered_and_stands_in_no_title(work):
    line = {"start": 0.0, "end": 2.0, "text": "Bonjour Karim Belaïd", "box": [900, 20, 220, 22]}
    pressed = {**STEP, "title": "Cliquez sur « Karim Belaïd »", "target": "Karim Belaïd"}
    output = protected(work, lines=[line], steps=[pressed])
    (mask,) = output["masks"]["screen"]
    assert (mask["kind"], mask["start"]) == ("name", 0.0)
    assert mask["confidence"] > 0.8
    assert output["steps"][0]["title"] == "Cliquez sur « [nom] »"
    assert output["steps"][0]["target"] == "[nom]"


def test_illustrate_keeps_a_preview_and_a_still_for_each_step(work, joined, tmp_path):
    without = {**STEP, "still": None}
    output = stages.illustrate(work(join=joined, segment={"steps": [STEP, without]}))
    assert output["preview"].endswith(".mp4")
    assert output["stills"][0].endswith(".webp")
    assert output["stills"][1] is None
    assert store.has_all(tmp_path, output)


def test_sound_alone_has_no_stills(work):
    joined = stages.join(work({"main": clips.mp4(seconds=2, picture=None)}))
    output = stages.illustrate(work(join=joined, segment={"steps": [STEP]}))
    assert output["stills"] == [None]
    assert output["waveform"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"KB_WHISPER_MODEL": "large"}, id="the model"),
        pytest.param({"KB_WHISPER_PROMPT": "CAF"}, id="the vocabulary"),
    ],
)
def test_a_new_choice_of_the_operator_gives_a_new_digest(change, work, joined, settings):
    stage, at_work = registry.get("transcribe"), work(join=joined, watch={})
    before = digest(stage, at_work)
    for name, value in change.items():
        setattr(settings, name, value)
    assert digest(stage, at_work) != before


def test_words_that_an_editor_adds_give_a_new_digest(work, joined, settings, tmp_path):
    settings.KB_VOCABULARY = tmp_path / "vocabulary.txt"
    for name in ("transcribe", "segment"):
        stage, at_work = registry.get(name), work(join=joined, watch={}, transcribe={})
        settings.KB_VOCABULARY.unlink(missing_ok=True)
        before = digest(stage, at_work)
        settings.KB_VOCABULARY.write_text("CAF = caffe")
        assert digest(stage, at_work) != before


@pytest.mark.parametrize(
    ("heard", "told"),
    [
        pytest.param({"language": "fr"}, "Cliquez sur « Envoyer »", id="French"),
        pytest.param({"language": "es"}, None, id="one that is not listened to"),
        pytest.param({}, "Cliquez sur « Envoyer »", id="heard before it was written down"),
    ],
)
def test_steps_are_told_in_the_language_that_was_heard(heard, told, work, joined, settings):
    settings.KB_WHISPER_LANGUAGE = ""
    heard = {"transcript": [{**SAID, "text": "Cliquez sur Envoyer."}], **heard}
    output = stages.find_steps(work(join=joined, transcribe=heard, watch={"screen": []}))
    titles = [step["title"].replace("\u00a0", " ") for step in output["steps"]]
    assert titles == ([told] if told else [])


def test_words_that_an_editor_adds_are_words_of_a_step(work, joined, settings, tmp_path):
    settings.KB_VOCABULARY = tmp_path / "vocabulary.txt"
    words = [
        {"start": 0.2 + 0.2 * n, "end": 0.4 + 0.2 * n, "text": text}
        for n, text in enumerate(["Cliquez", "sur", "viactis", "en", "haut."])
    ]
    said = {**SAID, "text": "Cliquez sur viactis en haut.", "words": words}

    def text() -> str:
        heard = {"transcript": [said]}
        output = stages.find_steps(work(join=joined, transcribe=heard, watch={"screen": []}))
        return output["steps"][0]["text"]

    assert text() != said["text"]
    settings.KB_VOCABULARY.write_text("viactis = via actif")
    assert text() == said["text"]


def test_the_same_work_has_the_same_digest(work, joined):
    stage = registry.get("watch")
    assert digest(stage, work(join=joined)) == digest(stage, work(join=dict(joined)))
