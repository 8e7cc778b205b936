"""The editor's page and what its tools call."""

import json

import pytest
from django.urls import reverse

from kb.recordings.selectors import all_masks
from kb.tutorials.desk import desk_data
from media.types import Masks, ScreenMask, SpokenMask, Utterance, Word, to_json
from tests import factories
from tests.kb.tutorials import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client, home):
    """A person who reviews, signed in."""
    person = world.reviewer()
    client.force_login(person)
    return person


def post(client, url, **body):
    return client.post(url, json.dumps(body), content_type="application/json")


def test_the_draft_opens_with_the_recording_beside_the_steps(client, tutorial, reviewer):
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[tutorial.pk]))
    content = answer.content.decode()
    assert answer.status_code == 200
    assert "data-recording-desk" in content
    assert "recording-desk-data" in content
    assert "kb.tutorials.StepBlock" in content


@pytest.mark.parametrize("view", ["edit", "view_draft", "preview_on_edit", "history"])
def test_who_may_not_see_the_recording_gets_nothing_of_its_draft(client, tutorial, reviewer, view):
    reviewer.groups.get().permissions.filter(codename="review_recording").delete()
    answer = client.get(reverse(f"wagtailadmin_pages:{view}", args=[tutorial.pk]))
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert "On ouvre le message." not in answer.content.decode()


def test_the_desk_holds_masked_words_and_where_it_bleeps(recording):
    data = desk_data(recording)
    assert data["transcript"][0]["text"] == "On ouvre le message."
    (bleep,) = data["masks"]
    assert (bleep["medium"], bleep["start"], bleep["end"]) == ("sound", 2.0, 2.4)
    assert "{name}" in data["files"]
    assert data["refusals"] == []


def test_words_that_were_hardly_understood_are_told_by_their_place():
    heard = [("J'ai", 0.3), ("un", 0.9), ("vieux", 0.9), ("l'avlage.", 0.3), ("12345", 0.2)]
    words = tuple(Word(0.2 * n, 0.2 * n + 0.2, *one) for n, one in enumerate(heard))
    said = Utterance(0.0, 1.0, "helper", " ".join(text for text, _ in heard), words)
    recording = world.worked_recording(protect={"transcript": to_json((said,)), "masks": {}})
    (line,) = desk_data(recording)["transcript"]
    assert [line["text"][start:end] for start, end in line["unsure"]] == ["l'avlage."]


def test_speakers_are_named_as_they_gave_their_names(recording):
    recording.consents.filter(role="helper").update(name="Marie")
    assert desk_data(recording)["speakers"]["helper"] == "Marie"


def test_a_still_is_picked_from_the_picture(client, recording, reviewer):
    answer = post(client, reverse("tutorials:still_pick", args=[recording.pk]), t=1.2)
    body = answer.json()
    assert (recording.folder / body["still"]).is_file()
    assert body["t"] == 1.2


@pytest.mark.parametrize("body", [{}, {"t": "x"}, {"t": None}, {"t": True}, [1]])
def test_a_bad_request_for_a_still_gets_a_sentence(client, recording, reviewer, body):
    url = reverse("tutorials:still_pick", args=[recording.pk])
    answer = client.post(url, json.dumps(body), content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_mask_is_drawn_and_removed(client, recording, reviewer):
    url = reverse("tutorials:mask_add", args=[recording.pk])
    masks = post(client, url, start=1, end=2, x=10, y=10, width=50, height=20).json()["masks"]
    (mask,) = [one for one in masks if one["origin"] == "drawn"]
    assert mask["boxes"] == [{"start": 1.0, "end": 2.0, "box": [10, 10, 50, 20]}]
    assert recording.masks.get(decision="drawn").created_by == reviewer
    left = client.delete(mask["url"]).json()["masks"]
    assert [one["origin"] for one in left] == ["kept"]


@pytest.fixture
def proposed(recording):
    """The recording after the machine found a telephone number in its picture."""
    mask = ScreenMask(0.0, 2.0, "phone", (0, 0, 100, 100), 0.9)
    factories.stage_done(recording, "protect", {"masks": to_json(Masks(screen=(mask,)))})
    return recording


def test_a_proposed_mask_is_listed_in_plain_words(proposed):
    (mask,) = desk_data(proposed)["masks"]
    assert (mask["origin"], mask["kind"], mask["sure"]) == ("proposed", "numéro de téléphone", True)
    assert mask["boxes"] == [{"start": 0.0, "end": 2.0, "box": [0, 0, 100, 100]}]


def test_a_proposed_mask_is_taken_away_with_a_reason_and_put_back(client, proposed, reviewer):
    url = desk_data(proposed)["masks"][0]["url"]
    (away,) = post(client, url, verdict="refused", reason="Inventé").json()["masks"]
    assert (away["origin"], away["reason"]) == ("refused", "Inventé")
    assert all_masks(proposed).screen == ()
    (back,) = post(client, url, verdict="kept").json()["masks"]
    assert back["origin"] == "kept"
    assert len(all_masks(proposed).screen) == 1


@pytest.mark.parametrize("body", [{"verdict": "refused"}, {"verdict": "x"}, {"reason": 3}])
def test_a_decision_without_a_reason_or_unknown_is_refused(client, proposed, reviewer, body):
    answer = post(client, desk_data(proposed)["masks"][0]["url"], **body)
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert desk_data(proposed)["masks"][0]["origin"] == "proposed"


def test_a_proposed_mask_is_moved_made_larger_and_longer(client, proposed, reviewer):
    mask = desk_data(proposed)["masks"][0]
    body = {"start": 0.0, "end": 3.5, "x": 10, "y": 0, "width": 20, "height": -5}
    answer = client.patch(mask["url"], json.dumps(body), content_type="application/json")
    origins = {one["origin"]: one for one in answer.json()["masks"]}
    assert origins.keys() == {"refused", "drawn"}
    (covered,) = all_masks(proposed).screen
    assert (covered.start, covered.end, covered.box) == (0.0, 3.5, (10, 0, 120, 95))
    again = {**body, "end": 3.8, "x": 0, "width": 0, "height": 0}
    client.patch(origins["drawn"]["url"], json.dumps(again), content_type="application/json")
    (covered,) = all_masks(proposed).screen
    assert (covered.end, covered.box) == (3.8, (10, 0, 120, 95))


def test_what_leaves_nothing_covered_is_refused(client, proposed, reviewer):
    url = desk_data(proposed)["masks"][0]["url"]
    body = json.dumps({"start": 1, "end": 2, "width": -500})
    assert client.patch(url, body, content_type="application/json").status_code == 400
    assert desk_data(proposed)["masks"][0]["origin"] == "proposed"


def test_what_the_machine_proposes_no_longer_changes_nothing(client, proposed, reviewer):
    url = reverse("tutorials:mask_proposed", args=[proposed.pk, "0" * 16])
    answer = post(client, url, verdict="kept")
    assert answer.status_code == 409
    assert answer.json()["error"]


def test_the_sure_ones_are_kept_at_once_and_the_others_wait(client, proposed, reviewer):
    masks = Masks(
        (SpokenMask(1.0, 1.4, "phone", 0.9),),
        (
            ScreenMask(0.0, 2.0, "phone", (0, 0, 100, 100), 0.9),
            ScreenMask(0.0, 2.0, "name", (0, 100, 50, 20), 0.5),
        ),
    )
    factories.stage_done(proposed, "protect", {"masks": to_json(masks)})
    answer = post(client, reverse("tutorials:masks_keep", args=[proposed.pk])).json()["masks"]
    assert sorted(mask["origin"] for mask in answer) == ["kept", "kept", "proposed"]


def test_proposed_masks_are_for_those_who_may_edit_the_recording(client, proposed):
    client.force_login(factories.user())
    assert post(client, desk_data(proposed)["masks"][0]["url"]).status_code == 404


def test_a_passage_is_bleeped_and_its_words_are_hidden(client, recording, reviewer):
    url = reverse("tutorials:mask_add", args=[recording.pk])
    assert post(client, url, start=0.4, end=1.5).status_code == 200
    assert [(one.start, one.end) for one in all_masks(recording).spoken][-1] == (0.4, 1.5)
    said = [one["text"] for one in desk_data(recording)["transcript"]]
    assert said[0] == "[donnée personnelle]"


@pytest.mark.parametrize(
    "wrong", [{"end": 0.5}, {"width": 0}, {"x": -3}, {"start": None}, {"height": "a"}]
)
def test_a_mask_that_covers_nothing_is_refused(client, recording, reviewer, wrong):
    body = {"start": 1, "end": 2, "x": 10, "y": 10, "width": 50, "height": 20, **wrong}
    answer = post(client, reverse("tutorials:mask_add", args=[recording.pk]), **body)
    assert answer.status_code == 400
    assert not recording.masks.filter(decision="drawn").exists()


@pytest.mark.parametrize("name", ["still_pick", "mask_add"])
def test_the_tools_are_for_those_who_may_edit_the_recording(client, recording, name):
    client.force_login(factories.user())
    assert post(client, reverse(f"tutorials:{name}", args=[recording.pk]), t=1).status_code == 404


def test_a_drafts_still_is_private(client, tutorial):
    name = tutorial.steps[0].value["still"]
    url = reverse("tutorials:draft_still", args=[tutorial.pk, name])
    assert client.get(url).status_code == 302
    client.force_login(factories.user())
    assert client.get(url).status_code == 404


def test_a_drafts_still_is_shown_with_its_masks(client, tutorial, recording, reviewer):
    name = tutorial.steps[0].value["still"]
    url = reverse("tutorials:draft_still", args=[tutorial.pk, name]) + "?t=0.8"
    plain = client.get(url).content
    recording.masks.create(start=0.0, end=2.0, x=0, y=0, width=100, height=100)
    assert plain == (recording.folder / name).read_bytes()
    assert client.get(url).content != plain


@pytest.mark.parametrize("name", ["..", "x.webp", "0" * 40 + ".webp"])
def test_an_unknown_still_answers_404(client, tutorial, reviewer, name):
    url = f"/brouillons/{tutorial.pk}/images/{name}"
    (tutorial.recording.folder / ("0" * 40 + ".webp")).unlink()
    assert client.get(url).status_code == 404


def test_the_preview_shows_the_draft_with_private_pictures(client, tutorial, reviewer):
    answer = client.get(reverse("wagtailadmin_pages:view_draft", args=[tutorial.pk]))
    content = answer.content.decode()
    assert answer.status_code == 200
    assert f"/brouillons/{tutorial.pk}/images/" in content
    assert "/public/" not in content


def test_a_sentence_is_put_right(client, recording, reviewer):
    url = reverse("tutorials:caption_edit", args=[recording.pk])
    answer = post(client, url, start=0.5, end=1.4, speaker="helper", text="On ouvre le courriel.")
    assert answer.json()["transcript"][0]["text"] == "On ouvre le courriel."
    assert answer.json()["personal"] is False
    told = post(client, url, start=0.5, end=1.4, speaker="helper", text="Au 06 12 34 56 78.")
    assert told.json()["personal"] is True


@pytest.mark.parametrize("wrong", [{"start": 9.0}, {"text": None}, {"speaker": 3}, {"end": "x"}])
def test_a_sentence_that_is_not_there_is_refused(client, recording, reviewer, wrong):
    body = {"start": 0.5, "end": 1.4, "speaker": "helper", "text": "Oui.", **wrong}
    answer = post(client, reverse("tutorials:caption_edit", args=[recording.pk]), **body)
    assert answer.status_code == 400
    assert not recording.caption_edits.exists()
