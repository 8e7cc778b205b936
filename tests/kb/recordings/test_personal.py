"""A person takes away what is kept of them, and nothing of anybody else."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.urls import reverse

from kb.recordings import services
from kb.recordings.agreements import ConsentGiven
from kb.recordings.models import Part
from media.types import Utterance, to_json
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def recording(settings, tmp_path):
    settings.KB_RECORDINGS_ROOT = tmp_path
    recording = factories.bare_recording(title="Une séance", owner=factories.user("camille"))
    for given in factories.consents():
        services.consent_give(recording=recording, given=given)
    said = (
        Utterance(0.0, 1.0, "helper", "Dites-moi votre numéro."),
        Utterance(1.0, 3.0, "learner", "C'est le 06 12 34 56 78."),
    )
    factories.stage_done(recording, "transcribe", {"transcript": to_json(said)})
    recording.folder.mkdir()
    for role in ("helper", "learner"):
        name = f"{role[0].encode().hex() * 20}.opus"
        (recording.folder / name).write_bytes(role.encode())
        Part.objects.create(recording=recording, role=role, name="voix.opus", file=name, size=9)
    return recording


def taken(answer) -> dict[str, str]:
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def test_each_gets_their_own_words_voice_and_agreements(client, recording):
    client.force_login(recording.owner)
    url = reverse("recordings:personal_data", args=[recording.pk, "learner"])
    files = taken(client.get(url))
    assert files["paroles.txt"] == "0:01 C'est le 06 12 34 56 78.\n"
    assert files["voix.opus"] == "learner"
    (agreement,) = json.loads(files["accords.json"])
    assert agreement["agreed"]["record"] is True
    assert "votre numéro" not in str(files)


def test_an_agreement_taken_back_is_told_of_too(client, recording):
    services.consent_withdraw(recording=recording, role="learner", purposes=["voice"])
    client.force_login(recording.owner)
    url = reverse("recordings:personal_data", args=[recording.pk, "learner"])
    agreements = json.loads(taken(client.get(url))["accords.json"])
    assert [bool(one["withdrawn_at"]) for one in agreements] == [True, False]


def test_an_account_takes_all_its_recordings(client, recording):
    person = factories.user("awa", email="awa@exemple.fr")
    services.consent_give(
        recording=recording, given=ConsentGiven.to("learner", ["record"], person=person)
    )
    client.force_login(person)
    files = taken(client.get(reverse("my_data")))
    assert json.loads(files["compte.json"])["email"] == "awa@exemple.fr"
    assert "06 12" in files[f"{recording.pk}/paroles.txt"]
    own = client.get(reverse("recordings:personal_data", args=[recording.pk, "learner"]))
    assert taken(own)["voix.opus"] == "learner"
    other = reverse("recordings:personal_data", args=[recording.pk, "helper"])
    assert client.get(other).status_code == 404
    assert "votre numéro" not in str(files)


def test_an_unknown_role_is_nobody(client, recording):
    client.force_login(recording.owner)
    url = reverse("recordings:personal_data", args=[recording.pk, "timeline"])
    assert client.get(url).status_code == 404
