"""The page on which a recording is brought."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile

from kb.recordings import forms, services, uploads
from kb.recordings.models import Recording
from kb.recordings.upload_models import Upload

pytestmark = pytest.mark.django_db

ADDRESS = "/enregistrements/nouveau/"
VIDEO = b"\x1a\x45\xdf\xa3" + b"video" * 100
AGREED = {
    f"{role}_{purpose}": "yes"
    for role in ("helper", "learner")
    for purpose in ("show", "record", "tutorial", "voice")
}
FILLED = {"title": "Déposer un CV", "learner_name": "Awa"} | AGREED


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.KB_UPLOADS_ROOT = tmp_path / "uploads"
    settings.KB_RECORDINGS_ROOT = tmp_path / "recordings"


@pytest.fixture
def helper():
    return get_user_model().objects.create_user("camille")


@pytest.fixture
def visitor(client, helper):
    client.force_login(helper)
    return client


class Body:
    def __init__(self, content):
        self.content = content

    def read(self, size):
        piece, self.content = self.content[:size], self.content[size:]
        return piece


def sent(owner, *, role="main", name="seance.webm", content=VIDEO, upto=None):
    upload = uploads.upload_create(owner=owner, role=role, name=name, size=len(content))
    uploads.upload_append(upload, 0, Body(content[:upto]))
    return upload


def file(name="seance.webm", content=VIDEO):
    return SimpleUploadedFile(name, content)


def test_it_needs_a_sign_in(client):
    assert client.get(ADDRESS)["Location"].startswith("/compte/connexion/")


def test_nothing_is_answered_in_advance(visitor):
    page = visitor.get(ADDRESS).content.decode()
    assert len(re.findall(r'type="radio" name="[^"]*" value="[^"]*" required', page)) == 16
    assert " checked" not in page


def test_it_says_what_is_kept_and_published_without_agreement(visitor):
    page = visitor.get(ADDRESS).content.decode()
    assert "Sans l’accord des deux pour enregistrer, rien n’est gardé." in page
    assert "Sans l’accord des deux pour le tutoriel, rien n’est publié." in page


def test_finished_uploads_become_a_recording(visitor, helper):
    upload = sent(helper)
    voice = sent(helper, role="helper", name="helper.opus", content=b"OggS" + b"." * 50)
    response = visitor.post(ADDRESS, FILLED | {"upload_main": upload.pk, "upload_helper": voice.pk})
    recording = Recording.objects.get()
    assert response["Location"] == f"/enregistrements/{recording.pk}/"
    assert dict(recording.parts.values_list("role", "name")) == {
        "main": "seance.webm",
        "helper": "helper.opus",
    }
    assert not Upload.objects.exists()
    assert not upload.path.exists()


def test_what_was_agreed_is_written_down(visitor, helper):
    answers = FILLED | {"upload_main": sent(helper).pk, "learner_voice": "no"}
    visitor.post(ADDRESS, answers)
    learner = Recording.objects.get().consents.get(role="learner")
    assert (learner.name, learner.record, learner.tutorial, learner.voice) == (
        "Awa",
        True,
        True,
        False,
    )
    assert learner.given_by == helper
    assert learner.text_version


def test_an_ordinary_form_works_too(visitor):
    visitor.post(ADDRESS, FILLED | {"main": file()})
    part = Recording.objects.get().parts.get()
    assert (part.name, part.size) == ("seance.webm", len(VIDEO))
    assert (part.recording.folder / part.file).read_bytes() == VIDEO


def test_a_voice_alone_is_a_recording(visitor):
    voice = file("voix.opus", b"OggS" + b"." * 50)
    visitor.post(ADDRESS, FILLED | {"helper": voice})
    assert Recording.objects.get().parts.get().role == "helper"


@pytest.mark.parametrize("role", ["helper", "learner"])
def test_without_an_agreement_to_record_nothing_is_kept(visitor, role):
    response = visitor.post(ADDRESS, FILLED | {"main": file(), f"{role}_record": "no"})
    assert response.status_code == 422
    assert "Sans cet accord" in response.content.decode()
    assert not Recording.objects.exists()


def test_an_answer_left_out_is_asked_for_and_the_file_need_not_be_sent_again(visitor):
    answers = FILLED | {"main": file()}
    del answers["helper_voice"]
    page = visitor.post(ADDRESS, answers).content.decode()
    upload = Upload.objects.get()
    assert "Aidant(e) – garder la voix\u00a0: Répondez par oui ou par non." in page
    assert f'value="{upload.pk}"' in page
    visitor.post(ADDRESS, FILLED | {"upload_main": upload.pk})
    assert Recording.objects.exists()


@pytest.mark.parametrize(
    ("extra", "sentence"),
    [
        pytest.param({}, "Choisissez d’abord un enregistrement.", id="nothing"),
        pytest.param(
            {"timeline": file("timeline.jsonl", b"{}")},
            "Choisissez d’abord un enregistrement.",
            id="timeline-alone",
        ),
        pytest.param({"main": file("a.pdf")}, "pas un enregistrement", id="document"),
        pytest.param(
            {"main": file("a.webm", b"%PDF-1.7")}, "pas un enregistrement", id="disguised"
        ),
        pytest.param({"main": file("a.webm", b"")}, "est vide", id="empty"),
        pytest.param(
            {"main": file(), "timeline": file("t.jsonl", b"no json")}, "pas un fil", id="timeline"
        ),
    ],
)
def test_what_is_no_recording_is_said_plainly(visitor, extra, sentence):
    response = visitor.post(ADDRESS, FILLED | extra)
    assert response.status_code == 422
    assert sentence in response.content.decode().replace("&#x27;", "’")
    assert not Recording.objects.exists()


def test_a_large_file_needs_the_other_way(visitor, monkeypatch):
    monkeypatch.setattr(forms, "FORM_MAX_BYTES", 100)
    page = visitor.post(ADDRESS, FILLED | {"main": file()}).content.decode()
    assert "JavaScript" in page
    assert not Upload.objects.exists()


def test_an_upload_that_is_not_whole_is_not_taken(visitor, helper):
    upload = sent(helper, upto=20)
    response = visitor.post(ADDRESS, FILLED | {"upload_main": upload.pk})
    assert (response.status_code, Recording.objects.count()) == (422, 0)
    assert upload.path.exists()


def test_the_upload_of_somebody_else_is_not_taken(visitor):
    other = sent(get_user_model().objects.create_user("dominique"))
    visitor.post(ADDRESS, FILLED | {"upload_main": other.pk})
    assert not Recording.objects.exists()


def test_a_full_disk_keeps_what_was_sent(visitor, helper, monkeypatch):
    def full(**_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kb.recordings.services.recording_create", full)
    upload = sent(helper)
    response = visitor.post(ADDRESS, FILLED | {"upload_main": upload.pk})
    assert response.status_code == 422
    assert "plus de place" in response.content.decode()
    assert upload.path.exists()


def test_what_was_begun_is_offered_again(visitor, helper):
    sent(helper, upto=100)
    sent(get_user_model().objects.create_user("dominique"), name="autre.webm")
    page = visitor.get(ADDRESS).content.decode()
    assert "Envois à terminer" in page
    assert "seance.webm" in page
    assert "autre.webm" not in page


def test_what_was_begun_can_be_given_up(visitor, helper):
    upload = sent(helper, upto=100)
    visitor.post(f"/enregistrements/envois/{upload.pk}/abandonner/")
    assert not Upload.objects.exists()
    assert not upload.path.exists()


def test_only_its_sender_gives_an_upload_up(visitor):
    upload = sent(get_user_model().objects.create_user("dominique"))
    assert visitor.post(f"/enregistrements/envois/{upload.pk}/abandonner/").status_code == 404
    assert upload.path.exists()


def test_a_form_whose_answer_was_lost_leads_to_the_recording(visitor, helper):
    fields = FILLED | {"upload_main": str(sent(helper).pk)}
    first, second = (visitor.post(ADDRESS, fields) for _time in range(2))
    assert second.status_code == 302
    assert second["Location"] == first["Location"]
    assert Recording.objects.count() == 1


def test_two_forms_at_once_make_one_recording(visitor, helper, monkeypatch):
    upload = sent(helper)
    fields = FILLED | {"upload_main": str(upload.pk)}
    create = services.recording_create

    def overtaken(**values):
        create(**values | {"move": False})
        return create(**values)

    monkeypatch.setattr(services, "recording_create", overtaken)
    answer = visitor.post(ADDRESS, fields)
    recording = Recording.objects.get()
    assert answer["Location"] == f"/enregistrements/{recording.pk}/"
    assert [folder.name for folder in recording.folder.parent.iterdir()] == [str(recording.pk)]


def test_the_recording_of_another_persons_upload_is_not_told(visitor, helper, client):
    fields = FILLED | {"upload_main": str(sent(helper).pk)}
    visitor.post(ADDRESS, fields)
    client.force_login(get_user_model().objects.create_user("dominique"))
    assert client.post(ADDRESS, fields).status_code == 422
