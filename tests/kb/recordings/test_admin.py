"""The recordings in the admin."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from kb.recordings.models import Consent, Recording, StageRun
from kb.recordings.states import StageState

pytestmark = pytest.mark.django_db

LIST = "/admin/enregistrements/"


def person(name, *permissions):
    user = get_user_model().objects.create_user(name)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor():
    return person("editrice", "access_admin", "review_recording")


@pytest.fixture
def recording():
    recording = Recording.objects.create(title="Déposer un CV")
    StageRun.objects.create(
        recording=recording,
        stage="probe",
        state=StageState.DONE,
        output={"media": {"duration": 158.2}},
    )
    StageRun.objects.create(
        recording=recording,
        stage="join",
        state=StageState.FAILED,
        error_code="disk_full",
        error="[Errno 28] No space left on device",
        attempt=2,
    )
    return recording


def test_editors_find_every_recording(editor, recording):
    page = editor.get(LIST).content.decode()
    assert "Déposer un CV" in page
    assert "2\u00a0min 38\u00a0s" in page
    assert LIST in editor.get("/admin/").content.decode()


def test_without_a_recording_the_list_says_so(editor):
    assert editor.get(LIST).status_code == 200


def test_who_does_not_review_sees_nothing(recording):
    other = person("autre", "access_admin")
    assert other.get(LIST).status_code == 302
    assert other.get(f"{LIST}{recording.pk}/").status_code == 302
    assert LIST not in other.get("/admin/").content.decode()


def test_the_table_of_stages_says_what_went_wrong(editor, recording):
    page = editor.get(f"{LIST}{recording.pk}/").content.decode()
    assert "No space left on device" in page
    assert "disk_full" in page


def test_the_journal_keeps_what_was_taken_back(editor, recording):
    Consent.objects.create(
        recording=recording,
        role="learner",
        name="Awa",
        record=True,
        text_version="2026-11",
        withdrawn_at=recording.created_at,
    )
    page = editor.get(f"{LIST}{recording.pk}/").content.decode()
    assert "Awa" in page
    assert "2026-11" in page


def test_a_failed_stage_is_tried_again(editor, recording):
    editor.post(f"{LIST}{recording.pk}/etapes/join/reessayer/")
    assert recording.stages.get(stage="join").state == StageState.READY


def test_a_stage_runs_again_from_here(editor, recording):
    response = editor.post(f"{LIST}{recording.pk}/etapes/probe/recommencer/")
    assert response["Location"] == f"{LIST}{recording.pk}/"
    states = dict(recording.stages.values_list("stage", "state"))
    assert states == {"probe": StageState.READY, "join": StageState.WAITING}


@pytest.mark.parametrize("deed", ["reessayer", "recommencer"])
def test_only_reviewers_run_stages(recording, deed):
    other = person("autre", "access_admin")
    other.post(f"{LIST}{recording.pk}/etapes/join/{deed}/")
    assert recording.stages.get(stage="join").state == StageState.FAILED


@pytest.mark.parametrize("deed", ["reessayer", "recommencer"])
def test_a_link_runs_nothing(editor, recording, deed):
    assert editor.get(f"{LIST}{recording.pk}/etapes/join/{deed}/").status_code == 405


def test_a_stage_that_is_not_there_is_not_found(editor, recording):
    assert editor.post(f"{LIST}{recording.pk}/etapes/magic/recommencer/").status_code == 404
