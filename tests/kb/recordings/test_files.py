"""The private files of a recording: for those who took part, and editors."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from kb.recordings.models import Consent, Recording, StageRun

pytestmark = pytest.mark.django_db

NAME = "a" * 40 + ".mp4"
TRANSCRIPT = [{"start": 1.0, "end": 2.0, "speaker": None, "text": "Bonjour Awa", "words": []}]


@pytest.fixture
def owner():
    return get_user_model().objects.create_user("camille")


@pytest.fixture
def recording(owner, settings, tmp_path):
    settings.KB_RECORDINGS_ROOT = tmp_path
    recording = Recording.objects.create(title="Un CV", owner=owner)
    recording.folder.mkdir()
    (recording.folder / NAME).write_bytes(b"0123456789")
    return recording


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def address(recording, name=NAME):
    return f"/enregistrements/{recording.pk}/fichiers/{name}"


def test_its_owner_plays_it_in_parts(recording, owner):
    response = signed_in(owner).get(address(recording), headers={"Range": "bytes=2-4"})
    assert (response.status_code, response.getvalue()) == (206, b"234")
    assert response["Content-Type"] == "video/mp4"
    assert response["Cache-Control"] == "private, no-store"


def test_who_took_part_sees_it_until_the_agreement_is_taken_back(recording):
    learner = get_user_model().objects.create_user("awa")
    consent = Consent.objects.create(recording=recording, role="learner", person=learner)
    assert signed_in(learner).head(address(recording)).status_code == 200
    consent.withdrawn_at = recording.created_at
    consent.save()
    assert signed_in(learner).head(address(recording)).status_code == 404


def test_anybody_else_finds_nothing(recording):
    other = get_user_model().objects.create_user("dominique")
    assert signed_in(other).get(address(recording)).status_code == 404


def test_a_stranger_is_asked_to_sign_in(recording, client):
    response = client.get(address(recording))
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/compte/connexion/")


@pytest.mark.parametrize(
    "name", ["b" * 40 + ".mp4", "..%2Fkb.sqlite3", "kb.sqlite3", "part-join-x.mkv", NAME + "x" * 9]
)
def test_no_other_file_can_be_named(recording, owner, name):
    assert signed_in(owner).get(address(recording, name)).status_code == 404


def test_a_brought_file_is_never_a_page_of_the_site(recording, owner):
    name = "c" * 40 + ".html"
    (recording.folder / name).write_text("<script>alert(1)</script>")
    response = signed_in(owner).get(address(recording, name))
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    response.close()


def test_a_file_of_another_recording_is_not_there(recording, owner):
    other = Recording.objects.create(title="Autre", owner=owner)
    assert signed_in(owner).get(address(other)).status_code == 404


def test_nothing_is_written_through_the_address(recording, owner):
    assert signed_in(owner).post(address(recording)).status_code == 405


def test_the_transcript_is_captions(recording, owner):
    StageRun.objects.create(
        recording=recording, stage="transcribe", output={"transcript": TRANSCRIPT}
    )
    response = signed_in(owner).get(f"/enregistrements/{recording.pk}/sous-titres.vtt")
    assert response["Content-Type"].startswith("text/vtt")
    assert "Bonjour Awa" in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"


def test_before_the_transcript_there_are_no_captions(recording, owner):
    response = signed_in(owner).get(f"/enregistrements/{recording.pk}/sous-titres.vtt")
    assert response.status_code == 404


def test_captions_are_private(recording):
    other = get_user_model().objects.create_user("dominique")
    response = signed_in(other).get(f"/enregistrements/{recording.pk}/sous-titres.vtt")
    assert response.status_code == 404
