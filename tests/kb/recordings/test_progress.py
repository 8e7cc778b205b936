"""The list, the page of a recording, how far it is, and taking back what was agreed."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import Locale, Page

from kb.recordings.models import Consent, Recording, StageRun
from kb.recordings.pipeline import registry
from kb.recordings.states import StageState

pytestmark = pytest.mark.django_db

PREVIEW = "a" * 40 + ".mp4"
TRANSCRIPT = [
    {"start": 65.0, "end": 66.0, "speaker": "helper", "text": "Cliquez ici.", "words": []}
]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.KB_RECORDINGS_ROOT = tmp_path


@pytest.fixture
def owner():
    return get_user_model().objects.create_user("camille")


@pytest.fixture
def recording(owner):
    recording = Recording.objects.create(title="Déposer un CV", owner=owner)
    for stage in registry.ordered():
        if not stage.on_request:
            StageRun.objects.create(recording=recording, stage=stage.name)
    for role in ("helper", "learner"):
        Consent.objects.create(
            recording=recording,
            role=role,
            show=True,
            record=True,
            tutorial=True,
            text_version="2026-11",
        )
    return recording


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def visitor(owner):
    return signed_in(owner)


def put(recording, stage, **values):
    recording.stages.filter(stage=stage).update(**values)


def address(recording, end=""):
    return f"/enregistrements/{recording.pk}/{end}"


def shown(visitor, recording):
    return visitor.get(address(recording)).content.decode()


def test_an_empty_list_says_what_to_do(visitor):
    page = visitor.get("/enregistrements/").content.decode()
    assert "Aucun enregistrement" in page
    assert "/enregistrements/nouveau/" in page


def test_the_list_shows_ones_own(visitor, recording):
    Recording.objects.create(title="D’une autre personne")
    put(recording, "probe", state=StageState.DONE, output={"media": {"duration": 3900.0}})
    page = visitor.get("/enregistrements/").content.decode()
    assert "Déposer un CV" in page
    assert "1\u00a0h\u00a005" in page
    assert "D’une autre personne" not in page


def test_editors_see_every_recording(recording):
    chief = get_user_model().objects.create_superuser("chef")
    page = signed_in(chief).get("/enregistrements/").content.decode()
    assert "Déposer un CV" in page
    assert "camille" in page


def test_somebody_else_finds_no_page(recording):
    other = signed_in(get_user_model().objects.create_user("dominique"))
    for end in ("", "avancement", "supprimer/", "accords/learner/retirer/"):
        assert other.get(address(recording, end)).status_code == 404


def test_each_stage_has_its_name_and_state(visitor, recording):
    put(recording, "probe", state=StageState.DONE, output={"media": {"duration": 60.0}})
    page = shown(visitor, recording)
    assert page.count("stages__item--waiting") == recording.stages.count() - 1
    assert page.count("stages__item--done") == 1
    assert "Transcription" in page


def test_while_it_works_the_page_asks_again_even_without_javascript(visitor, recording):
    page = shown(visitor, recording)
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert f'data-progress="{address(recording, "avancement")}"' in page
    assert "data-progress-finished" not in page


def test_progress_is_told_as_json(visitor, recording):
    put(recording, "probe", state=StageState.DONE, output={"media": {"duration": 600.0}})
    put(
        recording,
        "join",
        state=StageState.RUNNING,
        progress=0.5,
        lease_until=recording.created_at,
        started_at=recording.created_at,
    )
    response = visitor.get(address(recording, "avancement"))
    told = response.json()
    stages = {stage["name"]: stage for stage in told["stages"]}
    assert (stages["join"]["state"], stages["join"]["share"]) == ("running", 0.5)
    assert (told["finished"], told["state"]) == (False, "running")
    assert 0 < told["share"] < 1
    assert told["seconds_left"] > 0
    assert "environ" in told["left"] or "minute" in told["left"]
    assert "stages__item" in told["html"]
    assert "no-store" in response["Cache-Control"]


def test_a_failure_says_why_and_offers_another_try(visitor, recording):
    put(recording, "probe", state=StageState.FAILED, error_code="not_media", error="KeyError()")
    page = shown(visitor, recording)
    assert "ni une vidéo ni un enregistrement sonore" in page
    assert "Réessayer" in page
    assert "KeyError" not in page
    assert visitor.get(address(recording, "avancement")).json()["finished"]


def test_another_try_makes_the_stage_ready(visitor, recording):
    put(recording, "probe", state=StageState.FAILED, error_code="disk_full")
    response = visitor.post(address(recording, "etapes/probe/reessayer/"))
    assert response["Location"] == address(recording)
    assert recording.stages.get(stage="probe").state == StageState.READY


def test_who_took_part_sees_but_does_not_manage(recording):
    learner = get_user_model().objects.create_user("awa")
    recording.consents.filter(role="learner").update(person=learner)
    put(recording, "probe", state=StageState.FAILED, error_code="disk_full")
    visitor = signed_in(learner)
    page = shown(visitor, recording)
    assert "Réessayer" not in page
    assert address(recording, "supprimer/") not in page
    assert visitor.post(address(recording, "etapes/probe/reessayer/")).status_code == 404
    assert visitor.post(address(recording, "supprimer/")).status_code == 404


def test_the_private_preview_plays_with_its_transcript(visitor, recording):
    put(recording, "transcribe", state=StageState.DONE, output={"transcript": TRANSCRIPT})
    put(recording, "illustrate", state=StageState.DONE, output={"preview": PREVIEW})
    page = shown(visitor, recording)
    assert address(recording, f"fichiers/{PREVIEW}") in page
    assert address(recording, "sous-titres.vtt") in page
    assert "Cliquez ici." in page
    assert 'data-player-seek="65.000"' in page
    assert "1:05" in page


def all_done(recording):
    recording.stages.update(state=StageState.DONE)
    Locale.objects.get_or_create(language_code="fr")
    page = Page.add_root(title="Brouillon", slug="brouillon", live=False)
    put(recording, "draft", output={"page": page.pk})
    return page


def test_editors_find_the_draft(recording):
    page = all_done(recording)
    chief = get_user_model().objects.create_superuser("chef")
    assert f"/admin/pages/{page.pk}/edit/" in shown(signed_in(chief), recording)


def test_a_draft_that_was_taken_away_is_not_offered(recording):
    all_done(recording).delete()
    chief = get_user_model().objects.create_superuser("chef")
    assert "/admin/pages/" not in shown(signed_in(chief), recording)


def test_others_are_told_that_it_will_be_read(visitor, recording):
    all_done(recording)
    page = shown(visitor, recording)
    assert "/admin/pages/" not in page
    assert "Le brouillon est prêt." in page
    assert "data-progress-finished" in page


def test_what_was_agreed_is_shown(visitor, recording):
    page = shown(visitor, recording)
    assert page.count("Retirer cet accord") == 2
    assert "Rien ne peut être publié" not in page


def test_without_agreement_it_says_that_nothing_is_published(visitor, recording):
    recording.consents.filter(role="learner").update(tutorial=False)
    assert "Rien ne peut être publié" in shown(visitor, recording)


def test_before_taking_back_it_says_what_goes(visitor, recording):
    page = visitor.get(address(recording, "accords/learner/retirer/")).content.decode()
    assert "Le tutoriel n’est plus publié" in page
    assert 'value="voice"' not in page
    assert " checked" not in page


def test_one_purpose_is_taken_back(visitor, recording):
    response = visitor.post(
        address(recording, "accords/learner/retirer/"), {"purposes": ["tutorial"]}
    )
    assert response["Location"] == address(recording)
    standing = recording.consents.get(role="learner", withdrawn_at=None)
    assert (standing.record, standing.tutorial) == (True, False)


def test_nothing_chosen_takes_nothing_back(visitor, recording):
    response = visitor.post(address(recording, "accords/learner/retirer/"))
    assert response.status_code == 422
    assert recording.consents.filter(withdrawn_at=None).count() == 2


def test_without_the_recording_nothing_stays(
    visitor, recording, django_capture_on_commit_callbacks
):
    recording.folder.mkdir()
    with django_capture_on_commit_callbacks(execute=True):
        response = visitor.post(
            address(recording, "accords/learner/retirer/"), {"purposes": ["record"]}
        )
    assert response["Location"] == "/enregistrements/"
    assert not Recording.objects.exists()
    assert not recording.folder.exists()


def test_the_person_takes_back_their_own_agreement_only(recording):
    learner = get_user_model().objects.create_user("awa")
    recording.consents.filter(role="learner").update(person=learner)
    visitor = signed_in(learner)
    assert visitor.get(address(recording, "accords/learner/retirer/")).status_code == 200
    assert visitor.get(address(recording, "accords/helper/retirer/")).status_code == 404


def test_a_recording_is_removed_after_a_page_that_says_so(visitor, recording):
    page = visitor.get(address(recording, "supprimer/")).content.decode()
    assert "pour toujours" in page
    assert Recording.objects.exists()
    response = visitor.post(address(recording, "supprimer/"))
    assert response["Location"] == "/enregistrements/"
    assert not Recording.objects.exists()


def test_the_page_speaks_english_too(visitor, recording):
    visitor.cookies["django_language"] = "en"
    page = shown(visitor, recording)
    assert "Take this agreement back" in page
    told = json.loads(visitor.get(address(recording, "avancement")).content)
    assert told["stages"][0]["label"]
