"""One's own session, opened by a secret: what is seen there, and what never is."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import cv2
import numpy as np
import pytest
from django.test import Client
from django.urls import reverse

from kb.recordings.models import Recording, StageRun
from kb.recordings.services import mask_add, pass_create
from kb.recordings.states import StageState
from kb.tutorials.models import TutorialPage
from kb.tutorials.own_session import own_session
from media.covers import GREY
from media.protect import mask_steps, mask_transcript
from media.types import Utterance, to_json
from tests import factories
from tests.kb.tutorials import world

pytestmark = pytest.mark.django_db

SECRET = "un-secret-que-personne-ne-devine"
PHONE = "06 12 34 56 78"


def address(page="own_session", secret=SECRET, /, **more):
    return reverse(f"tutorials:{page}", kwargs={"secret": secret, **more})


@pytest.fixture
def given(recording):
    """The recording, with the learner's pass."""
    pass_create(recording=recording, role="learner", secret=SECRET)
    return recording


@pytest.fixture
def session(given):
    """The recording with its draft, and the learner's pass."""
    world.drafted(given)
    return given


def shown(client, *where):
    answer = client.get(address(*where))
    return answer.content.decode().replace("\u00a0", " ")


def picture(client, step, secret=SECRET):
    answer = client.get(address("own_still", secret, name=step.id))
    assert answer.status_code == 200
    return cv2.imdecode(np.frombuffer(answer.content, np.uint8), cv2.IMREAD_COLOR)


def draft(recording):
    return TutorialPage.objects.get(recording=recording).get_latest_revision_as_object()


def test_the_steps_are_there_with_pictures_and_the_place_to_click(client, session):
    text = shown(client)
    first = draft(session).steps[0]
    assert "Ouvrir le message" in text
    assert "On écrit ici." in text
    assert f'src="{address("own_still", name=first.id)}"' in text
    assert 'class="mark__place" x="50.00%" y="25.00%"' in text


def test_the_sheet_is_the_same_page_with_room_for_notes(client, session):
    text = shown(client)
    assert "sheet.css" in text
    assert text.count("Mes notes") == 3
    assert "data-print" in text
    assert "Fiche personnelle" in text


def test_nothing_that_is_not_masked_has_an_address_here(client, session):
    illustrated = session.stages.get(stage="illustrate")
    illustrated.output |= {"preview": f"{'b' * 40}.mp4"}
    illustrated.save()
    text = shown(client)
    assert "<video" not in text
    assert "/enregistrements/" not in text
    assert "/brouillons/" not in text
    assert session.title not in text


@pytest.mark.parametrize("path", ["own_session", "own_agreement", "own_still"])
def test_nothing_of_it_is_kept_listed_or_told_to_others(client, session, path):
    more = {"name": draft(session).steps[0].id} if path == "own_still" else {}
    answer = client.get(address(path, **more))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "strict-origin"


@pytest.mark.parametrize("path", ["own_session", "own_agreement", "own_still"])
@pytest.mark.parametrize("secret", ["x", "x" * 43, SECRET.upper()])
def test_another_secret_opens_nothing(client, session, path, secret):
    more = {"name": draft(session).steps[0].id} if path == "own_still" else {}
    answer = client.get(address(path, secret, **more))
    assert answer.status_code == 404
    assert answer["Cache-Control"] == "private, no-store"
    assert "Ce lien n’ouvre aucun accompagnement" in answer.content.decode()


def test_the_secret_of_another_recording_does_not_open_this_one(client, session):
    other = world.worked_recording()
    pass_create(recording=other, role="learner", secret="un-tout-autre-secret-encore")
    answer = client.get(
        address("own_still", "un-tout-autre-secret-encore", name=draft(session).steps[0].id)
    )
    assert answer.status_code == 404
    assert "Ouvrir le message" not in shown(client, "own_session", "un-tout-autre-secret-encore")


def test_a_still_is_made_with_the_masks_of_today(client, session):
    step = draft(session).steps[0]
    plain = picture(client, step)
    mask_add(recording=session, start=0.0, end=2.0, box=(40, 60, 120, 80))
    masked = picture(client, step)
    inside = (slice(64, 136), slice(44, 156))
    assert np.abs(masked[inside].astype(int) - GREY).max() <= 6
    assert np.abs(plain[inside].astype(int) - GREY).max() > 20
    assert np.abs(masked[160:].astype(int) - plain[160:]).mean() < 3


def test_what_the_machine_proposes_is_covered_before_anybody_looked(client, session):
    run = session.stages.get(stage="protect")
    found = {"start": 0.0, "end": 4.0, "kind": "nir", "box": [0, 0, 320, 240], "confidence": 0.5}
    run.output["masks"]["screen"] = [found]
    run.save()
    for step in draft(session).steps:
        assert np.abs(picture(client, step).astype(int) - GREY).max() <= 6


@pytest.mark.parametrize("what", ["still", "master", "nothing", "traversal"])
def test_no_file_of_the_recording_is_had_by_its_name(client, session, what):
    names = {
        "still": draft(session).steps[0].value["still"],
        "master": f"{'a' * 40}.mkv",
        "nothing": "x",
        "traversal": "..",
    }
    place = f"/mon-accompagnement/{SECRET}/images/{names[what]}"
    assert client.get(place, {"t": "1"}).status_code == 404


def test_what_was_said_is_masked(client, home):
    said = (Utterance(0.5, 1.4, "helper", f"Appelez Mme Ganivet au {PHONE}."),)
    plain = tuple(replace(step, text=f"Appelez au {PHONE}.") for step in world.STEPS)
    protect = {
        "masks": {"spoken": [], "screen": []},
        "transcript": to_json(mask_transcript(said)),
        "steps": to_json(mask_steps(plain, said)),
        "tutorial": {"title": "Appeler", "summary": "", "service": None},
    }
    recording = world.worked_recording(
        plain, transcribe={"transcript": to_json(said)}, protect=protect
    )
    pass_create(recording=recording, role="learner", secret=SECRET)
    world.drafted(recording)
    text = shown(client)
    assert "Appelez au" in text
    assert PHONE not in text


def test_what_an_editor_changed_is_what_is_seen(client, session):
    page = draft(session)
    page.steps[0].value["title"] = "Ouvrir le courrier de la mairie"
    world.edited(page)
    text = shown(client)
    assert "Ouvrir le courrier de la mairie" in text
    assert "Relu par une personne" in text


def test_a_new_run_shows_what_is_current_meanwhile_and_after(client, session):
    begun(session, "protect")
    assert "Ouvrir le message" in shown(client)
    run = session.stages.get(stage="protect")
    run.output["steps"][0]["title"] = "Ouvrir le nouveau message"
    run.save()
    world.drafted(session)
    assert "Ouvrir le nouveau message" in shown(client)


def stage(recording, name, state):
    StageRun.objects.update_or_create(recording=recording, stage=name, defaults={"state": state})


def begun(recording, name):
    run = recording.stages.filter(stage=name)
    run.update(state=StageState.RUNNING, lease_until=recording.created_at)


def test_before_the_draft_the_page_says_how_far_it_is_and_looks_again(client, given):
    stage(given, "draft", StageState.WAITING)
    assert "attend son tour" in shown(client)
    begun(given, "protect")
    text = shown(client)
    assert '<meta http-equiv="refresh" content="15">' in text
    assert "En ce moment : " in text
    assert "données personnelles" in text
    assert "Retirer mon accord" in text


def test_where_the_work_stopped_the_page_is_kind_and_looks_no_more(client, given):
    stage(given, "draft", StageState.WAITING)
    given.stages.filter(stage="protect").update(state=StageState.FAILED, error="Traceback")
    text = shown(client)
    assert "Ce n’est pas votre faute" in text
    assert "Traceback" not in text
    assert "refresh" not in text


def test_a_published_session_leads_to_the_public_page(client, session):
    assert own_session(session, SECRET).public_url is None
    page = world.published(TutorialPage.objects.get(recording=session))
    text = shown(client)
    assert f'<a href="{page.url}">' in text
    assert "/public/" not in text


def withdraw(client, *purposes):
    return client.post(address("own_agreement"), {"purposes": purposes})


def test_taking_back_the_recording_removes_everything(
    client, session, django_capture_on_commit_callbacks
):
    folder, step = session.folder, draft(session).steps[0].id
    world.published(TutorialPage.objects.get(recording=session))
    with django_capture_on_commit_callbacks(execute=True):
        answer = withdraw(client, "record")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert "supprimé pour de bon" in answer.content.decode()
    assert not Recording.objects.exists()
    assert not TutorialPage.objects.exists()
    assert not folder.exists()
    for path in (address(), address("own_agreement"), address("own_still", name=step)):
        assert client.get(path).status_code == 404


def test_taking_back_the_tutorial_removes_the_steps_and_leaves_the_recording(client, session):
    stage(session, "draft", StageState.DONE)
    assert withdraw(client, "tutorial").url == address()
    text = shown(client)
    assert "Votre accord est retiré." in text
    assert "Il n’y a plus d’étapes" in text
    assert Recording.objects.exists()
    assert not session.consents.get(role="learner", withdrawn_at=None).tutorial
    assert session.consents.get(role="helper", withdrawn_at=None).tutorial


def test_only_what_stands_of_ones_own_agreement_is_taken_back(client, session):
    session.consents.filter(role="learner").update(voice=False)
    text = shown(client, "own_agreement")
    assert 'value="record"' in text
    assert 'value="voice"' not in text
    assert "Dites ce que vous retirez" in withdraw(client).content.decode()
    withdraw(client, "voice")
    assert session.consents.filter(withdrawn_at=None, voice=True).count() == 1


def test_the_withdrawal_asks_for_the_forms_token(session):
    assert withdraw(Client(enforce_csrf_checks=True), "record").status_code == 403
    assert Recording.objects.exists()


def test_whoever_has_the_link_takes_away_what_is_masked_and_nobody_elses_words(client, session):
    said = [
        Utterance(0.0, 1.0, "helper", "Dites-moi tout."),
        Utterance(1.0, 2.0, "learner", f"Mon numéro est le {PHONE}."),
        Utterance(2.0, 3.0, None, "Qui parle ?"),
    ]
    factories.stage_done(session, "transcribe", {"transcript": to_json(said)})
    protect = {"transcript": to_json(mask_transcript(said)), "masks": {}}
    factories.stage_done(session, "protect", protect)
    answer = client.get(address("own_data"))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        words = packed.read("paroles.txt").decode()
        assert words == "0:01 Mon numéro est le [numéro de téléphone].\n"
        assert packed.namelist() == ["accords.json", "seance.json", "paroles.txt", "lisez-moi.txt"]
    assert client.get(address("own_data", "un-autre-secret-bien-long")).status_code == 404
