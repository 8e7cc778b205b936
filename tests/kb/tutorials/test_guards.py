"""What no way of publishing gets round: agreements, masks, the bounds of the steps."""

from __future__ import annotations

import json
import os
import uuid

import pytest
from django.db import connection
from django.urls import reverse

from kb.recordings.pipeline import sweep
from kb.recordings.services import consent_withdraw
from kb.tutorials import public_files
from kb.tutorials.models import Publication, TutorialPage
from kb.tutorials.models.pages import PublicationRefused
from kb.tutorials.selectors import published_tutorial
from media.types import Utterance, Word, to_json
from tests import factories
from tests.kb.tutorials import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(tutorial, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return world.published(tutorial)


def without_consent(tutorial):
    tutorial.recording.consents.filter(role="learner").update(tutorial=False)


def saved_live(page):
    page.live = True
    page.save()


DOORS = {
    "revision": lambda page: page.get_latest_revision().publish(),
    "save": saved_live,
    "save of one field": lambda page: (
        setattr(page, "live", True),
        page.save(update_fields=["live"]),
    ),
    "copy": lambda page: (setattr(page, "live", True), page.copy(update_attrs={"slug": "copie"})),
    "alias": lambda page: (
        setattr(page, "live", True),
        page.create_alias(update_slug="double", parent=page.get_parent()),
    ),
}


@pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
def test_no_door_publishes_without_consent(tutorial, door, client):
    without_consent(tutorial)
    with pytest.raises(PublicationRefused):
        door(tutorial)
    assert not TutorialPage.objects.live().exists()
    assert not Publication.objects.exists()


def test_a_withdrawal_takes_copies_of_the_page_along(live):
    live.copy(update_attrs={"slug": "copie"})
    live.create_alias(update_slug="double")
    consent_withdraw(recording=live.recording, role="learner", purposes=["tutorial"])
    assert not TutorialPage.objects.exists()
    assert not Publication.objects.exists()


def test_what_is_said_outside_the_steps_is_not_shown(recording, django_capture_on_commit_callbacks):
    words = (
        Word(0.2, 0.4, "Secret"),
        Word(0.6, 0.9, "ouvrez"),
        Word(1.0, 1.3, "le"),
        Word(1.55, 1.75, "jamais"),
    )
    said = Utterance(0.2, 1.75, "helper", "Secret ouvrez le jamais", words)
    run = recording.stages.get(stage="protect")
    run.output = {**run.output, "transcript": to_json((said,))}
    run.save()
    with django_capture_on_commit_callbacks(execute=True):
        page = world.published(world.drafted(recording))
    assert published_tutorial(page).steps[0].transcript == "ouvrez le"


def test_a_still_is_taken_within_its_step(tutorial, monkeypatch):
    from media import stills

    taken = []
    real = stills.still
    monkeypatch.setattr(
        stills, "still", lambda path, t, **more: taken.append(t) or real(path, t, **more)
    )
    tutorial.steps[0].value["still_time"] = 2.9
    tutorial.save_revision()
    world.published(tutorial)
    assert taken[0] == 1.5


def test_a_mask_drawn_over_what_is_public_covers_it_at_once(
    live, client, django_capture_on_commit_callbacks
):
    client.force_login(live.recording.owner)
    before = live.publication.uuid
    box = {"start": 0, "end": 4, "x": 0, "y": 0, "width": 100, "height": 100}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            reverse("tutorials:mask_add", args=[live.recording.pk]),
            json.dumps(box),
            content_type="application/json",
        )
    assert answer.status_code == 200
    row = Publication.objects.get(page=live)
    assert (row.uuid != before, row.video) == (True, "")


def test_the_title_that_a_helper_typed_is_masked_in_the_draft(recording):
    recording.title = "Appel de Mme Durand au 06 12 34 56 78"
    recording.save()
    run = recording.stages.get(stage="protect")
    run.output = {**run.output, "tutorial": {**run.output["tutorial"], "title": ""}}
    run.save()
    page = world.drafted(recording)
    assert "06 12" not in page.title
    assert "06-12" not in page.slug


def test_without_the_voice_no_word_of_it_stays_public(live, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        consent_withdraw(recording=live.recording, role="learner", purposes=["voice"])
    row = Publication.objects.get(page=live)
    assert "Comme ça" not in json.dumps(row.transcript, ensure_ascii=False)
    assert "Comme ça" not in " ".join(s.transcript for s in published_tutorial(live).steps)


@pytest.mark.parametrize(
    "body",
    [
        "[" * 100_000,
        "[]",
        "null",
        '{"t": NaN}',
        '{"t": Infinity}',
        '{"t": "1"}',
        '{"t": true}',
        '{"t": 1e400}',
        '{"t": ' + "9" * 5000 + "}",
        "{",
        b"\xff",
    ],
)
def test_no_body_brings_the_editors_tools_down(tutorial, client, body):
    client.force_login(tutorial.recording.owner)
    for name in ("still_pick", "mask_add"):
        address = reverse(f"tutorials:{name}", args=[tutorial.recording.pk])
        answer = client.post(address, body, content_type="application/json")
        assert answer.status_code == 400
        assert answer.json()["error"]


def test_copies_that_a_killed_process_left_behind_are_swept(live):
    left = public_files.root() / str(uuid.uuid4())
    left.mkdir()
    os.utime(left, (0, 0))
    os.utime(live.publication.folder, (0, 0))
    chore, _every = sweep._chores["public copies"]
    chore()
    assert not left.exists()
    assert live.publication.folder.is_dir()


def test_after_a_withdrawal_no_table_says_what_the_tutorial_said(
    client, live, django_capture_on_commit_callbacks
):
    client.force_login(world.reviewer())
    live.title, live.summary, live.slug = "Zebulon", "zebulon", "zebulon"
    live.steps[0].value["text"] = "zebulon"
    live.save_revision(log_action=True)
    world.moderation().start(live, factories.user())
    with django_capture_on_commit_callbacks(execute=True):
        world.published(live)
        live.slug = "zebulon-bis"
        live.save_revision().publish()
        live.unpublish(log_action=True)
        client.get(reverse("wagtailadmin_pages:edit", args=[live.pk]))
    assert tables_with("zebulon")
    with django_capture_on_commit_callbacks(execute=True):
        consent_withdraw(recording=live.recording, role="learner", purposes=["tutorial"])
    assert tables_with("zebulon") == []


def tables_with(word: str) -> list[str]:
    """The tables that hold `word` anywhere."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if word in str(cursor.fetchall()).lower():
                found.append(table)
        return found
