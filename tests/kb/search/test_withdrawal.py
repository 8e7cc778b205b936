"""After an agreement is taken back nothing of what was said is left: no row, no file, no entry."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

from kb import search
from kb.recordings.models import HeardWord
from kb.recordings.services import caption_edit, consent_withdraw
from kb.search.selectors import findable_document
from kb.search.suggesting import suggest
from kb.tutorials import exports, publication, stages
from kb.tutorials.models import Publication, SharedSteps, TutorialPage
from media.types import Summary, to_json
from tests.kb.tutorials import world

pytestmark = pytest.mark.django_db(transaction=True)

WORD = "zebulonade"


@pytest.fixture
def live(settings, tmp_path):
    """A published tutorial whose every text holds the word, found, practised and taken away."""
    settings.KB_RECORDINGS_ROOT = tmp_path / "recordings"
    settings.KB_PUBLIC_ROOT = tmp_path / "public"
    world.home()
    steps = tuple(
        replace(one, title=f"{one.title} {WORD}", text=f"On fait {WORD}.") for one in world.STEPS
    )
    said = tuple(replace(one, text=f"{one.text} {WORD}") for one in world.TRANSCRIPT)
    masks = {"spoken": [{"start": 2.0, "end": 2.4, "kind": "phone", "confidence": 0.9}]}
    recording = world.worked_recording(
        steps,
        protect={
            "masks": masks,
            "transcript": to_json(said),
            "steps": to_json(steps),
            "tutorial": to_json(Summary(f"Faire {WORD}", f"Avec {WORD}.", "CAF")),
        },
    )
    page = world.published(world.drafted(recording))
    asked = str(Publication.objects.get(page=page).uuid)
    stages.replay(world.context(recording, publication=asked))
    first = said[0]
    put_right = {"start": first.start, "end": first.end, "speaker": "helper"}
    caption_edit(recording=recording, text=first.text.replace("ouvre", f"{WORD}e"), **put_right)
    publication.renew(recording)
    return TutorialPage.objects.get(pk=page.pk)


@pytest.fixture
def other(live):
    """A tutorial of somebody else, which shows the steps of this one."""
    shared = SharedSteps.objects.create(name="Ouvrir", text="Ouvrez.", tutorial=live)
    page = world.drafted(world.worked_recording())
    block = {"type": "shared", "id": "partage", "value": {"steps": shared.pk}}
    page.title, page.steps = "Une autre démarche", [*page.steps.raw_data, block]
    page.save_revision().publish()
    return TutorialPage.objects.get(pk=page.pk)


def tables_with(word: str) -> list[str]:
    """The tables that hold `word` anywhere."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if word in str(cursor.fetchall()).lower():
                found.append(table)
    return found


def files_with(root: Path, word: str) -> list[str]:
    """The files whose bytes hold `word`, as text or as the index's stems do."""
    return [
        str(file.relative_to(root))
        for file in root.rglob("*")
        if file.is_file() and word.encode() in file.read_bytes().lower()
    ]


@pytest.mark.parametrize("purpose", ["tutorial", "record"])
def test_not_a_byte_is_left_of_what_was_withdrawn(live, other, client, tmp_path, purpose):
    address, recording = live.url, live.recording
    public = [f"/public/{live.publication.uuid}/{name}" for name in live.publication.files]
    assert search.search(WORD)
    assert WORD in str(findable_document(other.pk))
    assert HeardWord.objects.filter(right__contains=WORD).exists()
    assert WORD in client.get(other.url).content.decode()
    assert files_with(tmp_path, WORD)
    for name in ("", "s-entrainer/", "emporter/fiche/", "emporter/fichier-video/"):
        assert client.get(f"{address}{name}").status_code == 200
    assert exports.offered(live)
    purposes = {"tutorial"} if purpose == "tutorial" else {"record", "tutorial"}
    consent_withdraw(recording=recording, role="learner", purposes=purposes)
    private = {"recordings_stagerun", "recordings_captionedit"}
    kept = private if purpose == "tutorial" else set()
    # Where only publishing is taken back, the private recording stays theirs.
    assert set(tables_with(WORD)) <= kept
    assert files_with(tmp_path, WORD) == []
    left = {file.parent.name for file in (tmp_path / "public").rglob("*") if file.is_file()}
    assert left == {str(Publication.objects.get(page=other).uuid)}
    assert WORD not in client.get(other.url).content.decode()
    assert recording.folder.exists() == (purpose == "tutorial")
    assert search.search(WORD) == []
    assert suggest(WORD[:6]) == []
    for gone in [address, f"{address}s-entrainer/", f"{address}emporter/fiche/", *public]:
        assert client.get(gone).status_code == 404
