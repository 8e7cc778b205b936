"""What the admin shows and refuses beyond Wagtail's own."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from kb.recordings.services import consent_withdraw
from kb.tutorials.hints import plain_hints
from kb.tutorials.models import Publication, TutorialPage
from tests import factories
from tests.kb.tutorials import world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reviewer(client, home):
    """A person who reviews and publishes, signed in."""
    person = world.reviewer()
    client.force_login(person)
    return person


def form(page, **fields):
    """What the editor's form sends for the page as it is."""
    blocks = [
        ("step", {name: "" if value is None else value for name, value in block.value.items()})
        for block in page.steps
    ]
    for _kind, value in blocks:
        if not value["mistake"]:
            del value["mistake"]
    data = {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "service": page.service,
        "steps": streamfield(blocks),
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
    }
    return nested_form_data({**data, **fields})


def send(client, page, **fields):
    """The answer to the editor's form."""
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), form(page, **fields), follow=False
    )


def said(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def without_consent(recording):
    recording.consents.filter(role="learner").update(tutorial=False)


def test_saving_a_draft_keeps_what_the_tools_wrote(client, tutorial, reviewer):
    send(client, tutorial, title="Mieux dit")
    saved = TutorialPage.objects.get(pk=tutorial.pk).get_latest_revision_as_object()
    assert saved.title == "Mieux dit"
    before = [dict(block.value) for block in tutorial.steps]
    assert [dict(block.value) for block in saved.steps] == before


def test_publish_publishes(client, tutorial, reviewer):
    send(client, tutorial, **{"action-publish": "x"})
    assert TutorialPage.objects.get(pk=tutorial.pk).live
    assert Publication.objects.get(page=tutorial).stills


def test_publish_without_consent_says_why_and_keeps_the_edits(
    client, tutorial, recording, reviewer
):
    without_consent(recording)
    answer = send(client, tutorial, title="Mieux dit", **{"action-publish": "x"})
    assert answer.status_code == 302
    page = TutorialPage.objects.get(pk=tutorial.pk)
    assert not page.live
    assert page.get_latest_revision_as_object().title == "Mieux dit"
    assert "accompagnée" in said(answer)


def test_a_consent_lost_in_the_last_moment_leaves_no_live_page(
    client, tutorial, recording, reviewer, monkeypatch
):
    from kb.tutorials import publication

    monkeypatch.setattr(publication, "refusals", lambda _page: [])
    monkeypatch.setattr(
        publication, "make", lambda _page: (_ for _ in ()).throw(OSError("disk full"))
    )
    with pytest.raises(OSError, match="disk full"):
        send(client, tutorial, **{"action-publish": "x"})
    assert not TutorialPage.objects.get(pk=tutorial.pk).live


def test_approving_publishes(client, tutorial, reviewer):
    world.moderation().start(tutorial, reviewer)
    page = TutorialPage.objects.get(pk=tutorial.pk)
    action = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    send(client, page, **action)
    assert TutorialPage.objects.get(pk=tutorial.pk).live


def test_approving_without_consent_says_why_and_leaves_the_moderation_open(
    client, tutorial, recording, reviewer
):
    world.moderation().start(tutorial, reviewer)
    without_consent(recording)
    page = TutorialPage.objects.get(pk=tutorial.pk)
    action = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    answer = send(client, page, **action)
    page.refresh_from_db()
    assert not page.live
    assert page.workflow_in_progress
    assert "accompagnée" in said(answer)


def test_approving_from_the_list_of_tasks_is_refused_without_an_error_page(
    client, tutorial, recording, reviewer
):
    state = world.moderation().start(tutorial, reviewer)
    without_consent(recording)
    url = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[tutorial.pk, "approve", state.current_task_state.pk],
    )
    assert client.post(url, {"comment": ""}).status_code == 302
    page = TutorialPage.objects.get(pk=tutorial.pk)
    assert not page.live
    assert page.workflow_in_progress


def test_publishing_in_bulk_without_consent_says_why(client, tutorial, recording, reviewer):
    without_consent(recording)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = client.post(f"{url}?id={tutorial.pk}")
    assert answer.status_code == 302
    assert not TutorialPage.objects.get(pk=tutorial.pk).live


def test_a_tutorial_is_not_copied(client, tutorial, reviewer):
    answer = client.get(reverse("wagtailadmin_pages:copy", args=[tutorial.pk]))
    assert answer.status_code == 302
    assert "copie" in said(answer)


def test_the_drafts_wait_in_a_list(client, tutorial, reviewer):
    content = client.get(reverse("tutorial_drafts")).content.decode()
    assert tutorial.title in content
    assert "à relire" in content
    assert "0:04" in content
    assert reverse("recordings:detail", args=[tutorial.recording_id]) in content


@pytest.mark.parametrize(
    ("change", "state"),
    [
        pytest.param(world.edited, "modifié", id="edited"),
        pytest.param(world.published, "publié", id="published"),
        pytest.param(
            lambda page: world.moderation().start(page, factories.user()),
            "en relecture",
            id="in review",
        ),
    ],
)
def test_the_list_says_where_a_draft_stands(client, tutorial, reviewer, change, state):
    change(tutorial)
    assert state in client.get(reverse("tutorial_drafts")).content.decode()


def test_the_list_says_where_consent_is_missing(client, tutorial, recording, reviewer):
    without_consent(recording)
    assert "accord manquant" in client.get(reverse("tutorial_drafts")).content.decode()


def test_a_withdrawn_draft_leaves_the_list(client, tutorial, recording, reviewer):
    consent_withdraw(recording=recording, role="helper", purposes=["tutorial"])
    content = client.get(reverse("tutorial_drafts")).content.decode()
    assert "Aucun brouillon" in content


def test_the_list_is_for_those_who_review(client, home):
    client.force_login(factories.user())
    assert client.get(reverse("tutorial_drafts")).status_code == 302


def test_the_first_page_of_the_admin_shows_the_drafts_that_wait(client, tutorial, reviewer):
    content = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Brouillons à relire" in content
    assert reverse("wagtailadmin_pages:edit", args=[tutorial.pk]) in content


def test_the_first_page_without_a_draft_leads_on(client, reviewer):
    content = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Aucun brouillon ne vous attend." in content
    assert reverse("recordings:new") in content


def editing(client, tutorial):
    url = reverse("wagtailadmin_pages:edit", args=[tutorial.pk])
    return client.get(url).content.decode()


def test_what_looks_personal_is_pointed_out_and_kept_as_typed(client, tutorial, reviewer):
    tutorial.steps[1].value["text"] = "Appelez Mme Durand au 06 12 34 56 78."
    send(client, tutorial)
    assert "données personnelles\xa0: étape 2." in editing(client, tutorial)
    tutorial.refresh_from_db()
    latest = tutorial.get_latest_revision_as_object()
    assert latest.steps[1].value["text"] == "Appelez Mme Durand au 06 12 34 56 78."


def test_ordinary_words_bring_no_warning(client, tutorial, reviewer):
    send(client, tutorial)
    assert "Relisez encore une fois" not in editing(client, tutorial)
    assert "plus simple" not in editing(client, tutorial)


def test_hard_words_and_long_sentences_are_told_with_plainer_ones(tutorial):
    long = "Dans cette page " + "très " * 20 + "longue."
    tutorial.steps[0].value["title"] = "Saisissez votre nom dans « Sélectionnez »"
    tutorial.steps[1].value["text"] = long
    hard, sentence = plain_hints(tutorial)
    assert "saisissez" in hard
    assert "écrire" in hard
    assert "étape 2" in sentence
    assert "24 mots" in sentence
