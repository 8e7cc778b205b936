"""What is public is looked at again by machine, and what must not be is found."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.http import FileResponse
from django.urls import reverse

from kb.recordings.services import mask_add
from kb.tutorials import checking, stages
from kb.tutorials.models import Publication
from kb.tutorials.urls import urlpatterns as tutorial_urls
from media import replay
from media.audio import RATE
from media.errors import MediaError
from media.ocr import Written
from media.stills import still
from media.types import Masks, Utterance, to_json
from tests import factories
from tests.kb.tutorials import world

MASTER = f"{'a' * 40}.mkv"

pytestmark = pytest.mark.django_db(transaction=True)


def row_of(page) -> Publication:
    return Publication.objects.select_related("page__recording").get(page=page)


def made(page):
    """The public video of the page, as the stage makes it."""
    asked = str(row_of(page).uuid)
    return stages.replay(world.context(page.recording, publication=asked))


@pytest.fixture
def live(tutorial, recording):
    mask_add(recording=recording, start=0.0, end=4.0, box=(40, 20, 120, 60))
    page = world.published(tutorial)
    assert made(page)["state"] == "made"
    return page


def findings(page) -> list[str]:
    return checking.check_publication(row_of(page)).findings


def test_a_tutorial_as_it_must_be_has_no_finding_and_says_what_was_decoded(live):
    checked = checking.check_publication(row_of(live))
    assert checked.findings == []
    assert checked.counted["pictures"] == 56
    assert checked.counted["covers"] >= 56
    assert checked.counted["tones"] >= 3
    assert checked.counted["stills"] == 3
    assert checked.counted["private addresses"] > 10


def test_the_stage_keeps_what_it_found(live):
    kept = row_of(live).checked
    assert kept["findings"] == []
    assert kept["counted"]["pictures"] == 56


def test_a_video_that_hides_too_little_is_never_shown(tutorial, recording, monkeypatch):
    mask_add(recording=recording, start=0.0, end=4.0, box=(40, 20, 120, 60))
    page = world.published(tutorial)
    publish = replay.publish
    monkeypatch.setattr(
        replay, "publish", lambda *given, **options: publish(*given, **options | {"masks": Masks()})
    )
    with pytest.raises(MediaError) as error:
        made(page)
    assert error.value.code == "withheld"
    assert row_of(page).video == ""
    assert not list(row_of(page).folder.glob("*.mp4"))


def test_a_still_without_its_mask_is_found(live):
    row = row_of(live)
    first = row.stills[live.steps[0].id]
    (row.folder / first).write_bytes(still(live.recording.folder / MASTER, 0.8))
    found = findings(live)
    assert len(found) == 1
    assert "1" in found[0]


def test_a_file_too_many_and_a_file_that_is_missing_are_found(live):
    row = row_of(live)
    (row.folder / "copie.mkv").write_bytes(b"x")
    (row.folder / row.captions).unlink()
    assert len(findings(live)) == 2


def test_a_mask_drawn_since_is_found(live, recording):
    mask_add(recording=recording, start=0.0, end=4.0, box=(200, 20, 60, 60))
    # The row, the video, and each of three stills.
    assert len(findings(live)) >= 5


def test_a_consent_that_is_missing_is_found(live, recording):
    recording.consents.filter(role="learner").update(tutorial=False)
    assert findings(live)


def test_a_masked_value_that_can_be_read_elsewhere_is_found(live, recording):
    said = (Utterance(2.0, 2.4, "helper", "Mon téléphone est le 06 12 34 56 78."),)
    factories.stage_done(recording, "transcribe", {"transcript": to_json(said)})
    assert findings(live) == []
    draft = live.get_latest_revision_as_object()
    draft.steps[0].value["text"] = "Appelez le 06.12.34.56.78"
    draft.save_revision().publish()
    assert len(findings(live)) == 1


class Reader:
    """Reads the same line in every picture."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read(self, image, *, scale: float = 0.5):
        return (Written(self.text, (0, 0, 10, 10)),)


@pytest.mark.parametrize(("text", "count"), [("N° 1 85 05 78", 3), ("Votre numéro", 0)])
def test_what_is_written_under_a_mask_must_not_be_in_another_picture(live, text, count):
    found = checking.check_publication(row_of(live), reader=Reader(text)).findings
    assert len(found) == count


def test_an_address_that_serves_a_private_file_is_found(live, monkeypatch):
    pattern = next(one for one in tutorial_urls if one.name == "public_file")
    private = live.recording.folder / MASTER
    monkeypatch.setattr(pattern, "callback", lambda *_a, **_k: FileResponse(private.open("rb")))
    assert any(MASTER in one for one in findings(live))


def test_the_command_says_what_it_decoded_and_fails_on_a_finding(live):
    told = StringIO()
    call_command("published_check", "--without-reading", "--without-listening", stdout=told)
    assert "56 pictures" in told.getvalue()
    assert "No finding." in told.getvalue()
    row = row_of(live)
    assert row.checked["counted"]["private addresses"]
    (row.folder / "copie.mkv").write_bytes(b"x")
    (row.folder.parent / "0-stray").mkdir()
    told = StringIO()
    with pytest.raises(CommandError, match="2 findings"):
        call_command("published_check", "--without-reading", "--without-listening", stdout=told)
    assert "copie.mkv" in told.getvalue()
    assert "0-stray" in told.getvalue()


def test_the_editor_sees_what_was_found(live, client):
    client.force_login(world.reviewer())
    editor = reverse("wagtailadmin_pages:edit", args=[live.pk])
    assert "Ce qui doit être caché l’est." in client.get(editor).content.decode()
    kept = {"at": "2026-11-27T10:00:00+00:00", "counted": {}, "findings": ["Un masque manque."]}
    Publication.objects.filter(page=live).update(checked=kept)
    assert "Un masque manque." in client.get(editor).content.decode()


@pytest.mark.parametrize(
    ("understood", "count"),
    [("le 06 12 34 56 78 voilà", 1), ("Bip.", 0), ("", 0)],
)
def test_what_is_bleeped_must_not_be_understood(live, recording, understood, count):
    said = (Utterance(2.0, 2.4, "helper", "Mon téléphone est le 06 12 34 56 78."),)
    factories.stage_done(recording, "transcribe", {"transcript": to_json(said)})
    lengths = []

    def listen(sounds):
        lengths.extend(len(sound) / RATE for sound in sounds)
        return [understood for _sound in sounds]

    checked = checking.check_publication(row_of(live), listen=listen)
    assert len(checked.findings) == count
    assert checked.counted["masked words listened to"] == len(lengths) == 1
    assert 0.4 < lengths[0] < 4.5
