"""Steps that many tutorials have in common are kept once."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import PageViewRestriction

from kb.recordings.services import consent_withdraw, mask_add
from kb.search.selectors import findable_document
from kb.tutorials import exports, stages
from kb.tutorials.models import SharedSteps, TutorialPage
from kb.tutorials.publication import renew
from kb.tutorials.selectors import published_tutorial, tutorial_cards
from tests.kb.tutorials import world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def source(tutorial) -> TutorialPage:
    """The tutorial from which the steps come, published."""
    page = world.published(tutorial)
    stages.replay(world.context(page.recording, publication=str(page.publication.uuid)))
    return TutorialPage.objects.get(pk=page.pk)


@pytest.fixture
def shared(source) -> SharedSteps:
    return SharedSteps.objects.create(
        name="Se connecter", text="Connectez-vous.", tutorial=source, first=1, last=2
    )


@pytest.fixture
def user(shared, source) -> TutorialPage:
    """Another tutorial, which shows them between its own steps."""
    page = world.drafted(world.worked_recording())
    page.title = "Une autre démarche"
    own = list(page.steps.raw_data)
    block = {"type": "shared", "id": "partage", "value": {"steps": shared.pk}}
    page.steps = [own[0], block, own[1]]
    page.save_revision().publish()
    return TutorialPage.objects.get(pk=page.pk)


def titles(page: TutorialPage) -> list[str]:
    return [step.title for step in published_tutorial(page).steps]


OWN = ["Ouvrir le message", "Écrire le texte"]


def test_they_are_shown_in_their_place_with_their_public_pictures(user, source, client):
    tutorial = published_tutorial(user)
    assert [step.number for step in tutorial.steps] == [1, 2, 3, 4]
    assert titles(user) == [OWN[0], *OWN, OWN[1]]
    second = tutorial.steps[1]
    assert str(source.publication.uuid) in second.still_url
    assert client.get(second.still_url).status_code == 200
    assert second.shared_by.title == source.title
    assert second.replay_end == 0.0
    text = client.get(user.url).content.decode()
    assert f'href="{source.url}">{source.title}</a>' in text
    assert reverse("tutorials:report", args=[source.pk]) in text


def test_what_is_changed_there_is_changed_everywhere(user, source):
    steps = list(source.steps.raw_data)
    steps[0]["value"]["title"] = "Ouvrir le courriel"
    source.steps = steps
    source.save_revision().publish()
    assert titles(TutorialPage.objects.get(pk=user.pk))[1] == "Ouvrir le courriel"
    found = findable_document(user.pk)
    assert "Ouvrir le courriel" in [step.title for step in found.steps]


def test_the_steps_meant_stand_when_others_move(user, source):
    source.steps = list(reversed(source.steps.raw_data))
    source.save_revision().publish()
    assert sorted(titles(TutorialPage.objects.get(pk=user.pk))[1:3]) == sorted(OWN)


def test_where_the_pictures_may_be_shown_no_longer_the_words_are(user, source):
    consent_withdraw(recording=source.recording, role="learner", purposes=["tutorial"])
    page = TutorialPage.objects.get(pk=user.pk)
    assert titles(page) == [OWN[0], "Se connecter", OWN[1]]
    assert published_tutorial(page).steps[1].still_url is None


def test_all_that_is_made_of_a_tutorial_has_them(user, client):
    (card,) = tutorial_cards([user.pk])
    assert card.step_count == 4
    for name in ("fiche", "fichier", "texte", "moodle"):
        assert exports.export(user, name).content
    assert client.get(f"{user.url}s-entrainer/").status_code == 200


def test_steps_that_are_not_there_are_refused(source):
    with pytest.raises(ValidationError, match="n’a pas ces étapes"):
        SharedSteps(name="Se connecter", tutorial=source, first=9).full_clean()


def test_a_passage_never_shows_itself(source, shared):
    block = {"type": "shared", "id": "soi", "value": {"steps": shared.pk}}
    source.steps = [*source.steps.raw_data, block]
    source.save_revision().publish()
    page = TutorialPage.objects.get(pk=source.pk)
    assert len(published_tutorial(page).steps) == 5


def test_an_editor_chooses_them_in_the_admin(client, source, shared):
    client.force_login(world.reviewer())
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[source.pk]))
    assert json.dumps("Étapes partagées") in answer.content.decode().replace("&quot;", '"')


@pytest.fixture
def indexed(monkeypatch):
    """The tutorials that the index was told of."""
    told: list[int] = []
    monkeypatch.setattr("kb.search.signals._index_later", told.append)
    return told


def test_the_search_is_told_of_whoever_shows_them_when_their_words_change(user, source, indexed):
    mask_add(recording=source.recording, start=0.0, end=4.0, box=(0, 0, 9, 9))
    renew(source.recording)
    assert {source.pk, user.pk} <= set(indexed)


def test_the_search_is_told_when_their_tutorial_is_closed_or_they_go(user, source, shared, indexed):
    PageViewRestriction.objects.create(page=source, restriction_type="login")
    assert user.pk in indexed
    indexed.clear()
    shared.delete()
    assert user.pk in indexed
