"""The two stages of this app: draft (see test_services) and replay."""

from dataclasses import replace

import pytest

from kb.recordings.pipeline import registry
from kb.tutorials import stages
from kb.tutorials.models import Publication, RecordingDraft
from kb.tutorials.replaying import sound_kept
from kb.tutorials.selectors import published_tutorial
from media import reword
from media.captions import read_vtt
from media.probe import probe
from tests.kb.tutorials import world

SEPARATE = {"tracks": [{"kind": "audio", "speaker": "helper"}, {"kind": "audio", "speaker": None}]}
MIXED = {"tracks": [{"kind": "video"}, {"kind": "audio", "speaker": None}]}


@pytest.mark.parametrize(
    ("media", "voices", "heard"),
    [
        pytest.param(MIXED, {"helper", "learner"}, None, id="all agreed: the sound as it is"),
        pytest.param(MIXED, {"helper"}, set(), id="one track for both, one agreed: silence"),
        pytest.param(SEPARATE, {"helper"}, {"helper"}, id="own track: that voice alone"),
        pytest.param(SEPARATE, set(), set(), id="nobody agreed"),
    ],
)
def test_which_sound_is_kept(media, voices, heard):
    assert sound_kept(media, voices) == heard


def test_the_stages_are_in_the_table():
    assert {"protect", "illustrate"} <= set(registry.get("draft").needs)
    assert registry.get("replay").on_request


@pytest.mark.django_db
def test_no_model_is_asked_unless_the_operator_sets_one(recording, monkeypatch):
    monkeypatch.setattr(reword, "reword", lambda *_: pytest.fail("a model was asked"))
    assert stages.reword_options() == {}
    stages.draft(world.context(recording))


@pytest.mark.django_db
def test_a_draft_has_the_reworded_titles_and_keeps_those_of_the_recording(
    recording, settings, monkeypatch
):
    settings.KB_REWORD_URL = "http://localhost:1/v1"

    def reworded(about, steps, options):
        assert options.url == settings.KB_REWORD_URL
        return replace(about, title="Écrire"), (replace(steps[0], title="Ouvrez"), *steps[1:])

    monkeypatch.setattr(reword, "reword", reworded)
    page = world.drafted(recording)
    assert page.title == "Écrire"
    assert [step.value["title"] for step in page.steps][:2] == ["Ouvrez", "Écrire le texte"]
    grounds = RecordingDraft.objects.get(page=page).grounds
    plain = [grounds[step.id]["plain_title"] for step in page.steps]
    assert plain == ["Ouvrir le message", "", ""]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "asked"),
    [
        pytest.param("en", False, id="English"),
        pytest.param("es", False, id="one that is not listened to"),
        pytest.param("", True, id="nothing said: titles are those of the site"),
    ],
)
def test_only_french_is_reworded(code, asked, home, settings, monkeypatch):
    settings.KB_REWORD_URL = "http://localhost:1/v1"
    questions = []

    def reworded(about, steps, options):
        questions.append(steps)
        return about, steps

    monkeypatch.setattr(reword, "reword", reworded)
    heard = {"transcript": [], "unclear": [], "language": code}
    world.drafted(world.worked_recording(transcribe=heard))
    assert bool(questions) == asked


@pytest.mark.django_db
def test_a_model_that_is_gone_fails_no_draft(recording, settings):
    settings.KB_REWORD_URL = "http://127.0.0.1:9/v1"
    assert world.drafted(recording).title == "Envoyer un message"


@pytest.mark.django_db(transaction=True)
class TestReplay:
    @pytest.fixture
    def live(self, tutorial):
        return world.published(tutorial)

    @pytest.fixture
    def run(self, live, recording):
        asked = str(live.publication.uuid)
        return lambda: stages.replay(world.context(recording, publication=asked))

    def test_makes_the_video_of_the_steps_alone(self, run, live):
        assert run()["state"] == "made"
        row = Publication.objects.get(page=live)
        assert row.state == Publication.State.READY
        info = probe(row.folder / row.video)
        assert info.duration == pytest.approx(2.8, abs=0.3)
        assert info.has_sound

    def test_writes_captions_and_chapters(self, run, live):
        run()
        row = Publication.objects.get(page=live)
        captions = read_vtt((row.folder / row.captions).read_text())
        chapters = read_vtt((row.folder / row.chapters).read_text())
        assert [cue.text for cue in captions] == [said.text for said in world.TRANSCRIPT]
        assert [cue.text for cue in chapters] == [step.title for step in world.STEPS]

    def test_tells_where_each_step_lies_in_the_video(self, run, live):
        run()
        steps = published_tutorial(live).steps
        assert [step.replay_start for step in steps] == pytest.approx([0.0, 1.0, 2.0], abs=0.15)
        assert steps[0].replay_end <= steps[1].replay_start + 0.001

    def test_again_makes_nothing_anew(self, run, live):
        run()
        video = Publication.objects.get(page=live).video
        assert run()["state"] == "same"
        assert Publication.objects.get(page=live).video == video

    def test_unpublished_in_the_meantime_there_is_nothing_to_make(self, run, live, settings):
        live.unpublish()
        assert run()["state"] == "gone"
        assert [folder for folder in settings.KB_PUBLIC_ROOT.iterdir() if "-" in folder.name] == []

    def test_unpublished_while_it_is_made_leaves_no_file(self, run, live, monkeypatch, settings):
        from media import replay

        made = replay.publish

        def slow(*args, **kwargs):
            info = made(*args, **kwargs)
            live.unpublish()
            return info

        monkeypatch.setattr(replay, "publish", slow)
        # The folder is gone: the video has no place to go.
        try:
            state = run()["state"]
        except FileNotFoundError:
            state = "gone"
        assert state == "gone"
        assert not [file for file in settings.KB_PUBLIC_ROOT.rglob("*") if file.is_file()]

    def test_stills_not_yet_shown_after_a_crash_are_shown(self, run, live):
        from kb.tutorials import public_files

        folder = live.publication.folder
        folder.rename(public_files.aside(live.publication.uuid))
        run()
        assert all((folder / name).is_file() for name in live.publication.stills.values())

    def test_a_word_corrected_in_a_title_leaves_the_video_where_it_is(self, run, live):
        run()
        before = Publication.objects.get(page=live)
        draft = live.get_latest_revision_as_object()
        draft.steps[0].value["title"] = "Ouvrir le courrier"
        draft.save_revision().publish()
        fresh = Publication.objects.get(page=live)
        assert fresh.uuid != before.uuid
        assert fresh.state == Publication.State.READY
        assert (fresh.folder / fresh.video).is_file()
        chapters = read_vtt((fresh.folder / fresh.chapters).read_text())
        assert chapters[0].text == "Ouvrir le courrier"
        assert not before.folder.exists()

    def test_a_moved_border_makes_the_video_anew(self, run, live):
        run()
        draft = live.get_latest_revision_as_object()
        draft.steps[0].value["end"] = 1.2
        draft.save_revision().publish()
        assert Publication.objects.get(page=live).state == Publication.State.PREPARING
