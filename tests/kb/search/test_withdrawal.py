"""After an agreement is taken back nothing of what was said is left: no row, no file, no entry."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

from kb import search
from kb.recordings.services import consent_withdraw
from kb.search.suggesting import suggest
from kb.tutorials import exports, stages
from kb.tutorials.models import Publication, TutorialPage
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
def test_not_a_byte_is_left_of_what_was_withdrawn(live, client, tmp_path, purpose):
    address, recording = live.url, live.recording
    public = [f"/public/{live.publication.uuid}/{name}" for name in live.publication.files]
    assert search.search(WORD)
    assert files_with(tmp_path, WORD)
    for name in ("", "s-entrainer/", "emporter/fiche/", "emporter/fichier-video/"):
        assert client.get(f"{address}{name}").status_code == 200
    assert exports.offered(live)
    purposes = {"tutorial"} if purpose == "tutorial" else {"record", "tutorial"}
    consent_withdraw(recording=recording, role="learner", purposes=purposes)
    kept = {"recordings_stagerun"} if purpose == "tutorial" else set()
    # Where only publishing is taken back, the private recording stays theirs.
    assert set(tables_with(WORD)) <= kept
    assert files_with(tmp_path, WORD) == []
    assert not [file for file in (tmp_path / "public").rglob("*") if file.is_file()]
    assert recording.folder.exists() == (purpose == "tutorial")
    assert search.search(WORD) == []
    assert suggest(WORD[:6]) == []
    for gone in [address, f"{address}s-entrainer/", f"{address}emporter/fiche/", *public]:
        assert client.get(gone).status_code == 404
