"""What was searched for is counted without who, and answered by editors."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kb.search import find, help_asked
from kb.search.journal import searches_forget
from kb.search.models import AskedSearch, PinnedResult, SynonymGroup
from tests import factories

pytestmark = pytest.mark.django_db

CAF = ("Prendre rendez-vous avec la CAF", ("Choisissez l'heure", "Les heures libres."))


def searched(client, words, **more):
    return client.get("/recherche/", {"q": words, **more}).content.decode()


def counts(words="caf"):
    row = AskedSearch.objects.get(key=words)
    return row.times, row.unanswered, row.clicked, row.helped


def test_a_search_is_counted_however_it_is_written(client, publish):
    publish(*CAF)
    for words in ("CAF", "caf", " la  Caf"):
        searched(client, words)
    assert counts() == (2, 0, 0, 0)
    assert AskedSearch.objects.get(key="caf").shown == "CAF"
    assert AskedSearch.objects.filter(key="la caf").exists()


def test_a_search_without_a_result_is_told_apart(client, publish):
    publish(*CAF)
    searched(client, "xyzzy")
    assert counts("xyzzy") == (1, 1, 0, 0)


def test_a_result_that_is_opened_is_counted(client, publish):
    publish(*CAF)
    assert 'data-words="CAF"' in searched(client, "CAF")
    assert client.post("/recherche/clic/", {"q": "CAF"}).status_code == 204
    assert counts() == (1, 0, 1, 0)


def test_what_nobody_searched_for_cannot_be_clicked(client, home):
    client.post("/recherche/clic/", {"q": "caf"})
    assert not AskedSearch.objects.exists()


def test_who_asks_a_person_after_a_search_is_counted(
    client, publish, django_capture_on_commit_callbacks
):
    publish(*CAF)
    searched(client, "CAF")
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/aide/", {"words": "caf", "name": "Marie"})
    assert counts() == (1, 0, 0, 1)
    help_asked("jamais cherché")
    assert AskedSearch.objects.count() == 1


@pytest.mark.parametrize(
    "words", ["marie@example.fr", "06 12 34 56 78", "1 85 05 78 006 084 36", "x", "", "…"]
)
def test_what_may_be_personal_is_not_kept(client, home, words):
    searched(client, words)
    assert not AskedSearch.objects.exists()


def test_nothing_says_who_searched():
    names = {field.name for field in AskedSearch._meta.get_fields()}
    assert names == {
        "id", "key", "shown", "times", "unanswered", "clicked", "helped", "wished", "first_at",
        "last_at",
    }  # fmt: skip


def test_a_choice_of_service_is_no_further_search(client, publish):
    publish(*CAF, service="CAF")
    publish("Rendez-vous à la mairie", service="Mairie")
    text = searched(client, "rendez-vous")
    assert "CAF (1)" in text
    assert "Mairie (1)" in text
    only = searched(client, "rendez-vous", service="Mairie")
    assert "Rendez-vous à la mairie" in only
    assert CAF[0] not in only
    assert counts("rendez vous") == (1, 0, 0, 0)


def test_what_nobody_asks_any_more_is_forgotten(home):
    for key, times, days, wished in (
        ("seldom", 1, 91, False), ("often", 9, 91, False), ("long ago", 9, 366, False),
        ("wished", 1, 400, True), ("new", 1, 1, False),
    ):  # fmt: skip
        at = timezone.now() - timedelta(days=days)
        AskedSearch.objects.create(key=key, shown=key, times=times, last_at=at, wished=wished)
    assert searches_forget() == 2
    assert {row.key for row in AskedSearch.objects.all()} == {"often", "wished", "new"}


def test_a_database_that_refuses_does_not_stop_the_search(client, publish, monkeypatch):
    publish(*CAF)

    def refuse(*_args, **_kwargs):
        from django.db import OperationalError

        raise OperationalError("database is locked")

    monkeypatch.setattr(AskedSearch.objects.__class__, "bulk_create", refuse)
    assert CAF[0] in searched(client, "caf")


# --- what editors answer -------------------------------------------------------------------------


@pytest.fixture
def editor(client):
    client.force_login(factories.moderator())
    return client


def listed(client, kind):
    return client.get(reverse(f"search_{kind}")).content.decode()


def test_editors_see_what_found_nothing_and_what_nobody_opened(editor, publish):
    publish(*CAF)
    searched(editor, "xyzzy")
    searched(editor, "CAF")
    searched(editor, "rendez-vous")
    editor.post("/recherche/clic/", {"q": "rendez-vous"})
    assert "xyzzy" in listed(editor, "unanswered")
    assert ">CAF<" not in listed(editor, "unanswered").replace("\n", "").replace(" ", "")
    unclicked = listed(editor, "unclicked").replace("\n", "").replace(" ", "")
    assert ">CAF<" in unclicked
    assert "rendez-vous" not in unclicked


def test_a_search_becomes_a_tutorial_to_write(editor, publish):
    publish(*CAF)
    searched(editor, "xyzzy")
    pk = AskedSearch.objects.get().pk
    editor.post(reverse("search_wish", args=[pk]))
    assert "xyzzy" in listed(editor, "wished")
    editor.post(reverse("search_wish", args=[pk]))
    assert not AskedSearch.objects.get().wished


def test_words_for_the_same_thing_are_found_at_once(editor, publish):
    tutorial = publish(*CAF)
    assert not find("xyzzy").moments
    add = reverse("wagtailsnippets_search_synonymgroup:add")
    assert "xyzzy, " in editor.get(add, {"forms": "xyzzy, "}).content.decode()
    assert editor.post(add, {"forms": "xyzzy"}).status_code == 200
    assert editor.post(add, {"forms": "xyzzy, CAF"}).status_code == 302
    assert find("xyzzy").moments[0].tutorial_id == tutorial.pk
    SynonymGroup.objects.all().delete()
    assert not find("xyzzy").moments


def test_a_pinned_tutorial_comes_first(editor, publish):
    tutorial, other = publish(*CAF), publish("Payer la cantine")
    form = {"question": "Rendez-vous  CAF", "tutorial": other.pk}
    assert editor.post(reverse("wagtailsnippets_search_pinnedresult:add"), form).status_code == 302
    assert [moment.tutorial_id for moment in find("rendez vous caf").moments][:2] == [
        other.pk,
        tutorial.pk,
    ]
    assert find("xyzzy").moments == ()
    other.unpublish()
    assert find("rendez vous caf").moments[0].tutorial_id == tutorial.pk


def test_a_pin_without_words_is_refused(editor, publish):
    form = {"question": "…", "tutorial": publish(*CAF).pk}
    assert editor.post(reverse("wagtailsnippets_search_pinnedresult:add"), form).status_code == 200
    assert not PinnedResult.objects.exists()


@pytest.mark.parametrize("model", ["synonymgroup", "pinnedresult"])
def test_nobody_else_answers(client, home, model):
    client.force_login(factories.user())
    answer = client.get(reverse(f"wagtailsnippets_search_{model}:add"))
    assert answer.status_code in (302, 403)
