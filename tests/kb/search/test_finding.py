"""Search on real tutorials: only what anybody may read, as it is now."""

import sqlite3

import pytest
from django.utils.html import strip_tags
from wagtail.models import PageViewRestriction

from kb.search import find, rebuild, search
from kb.search.engines import current_index
from kb.search.services import Repaired, index_repair
from kb.tutorials.models import TutorialPage

CAF = (
    "Prendre rendez-vous avec la CAF",
    ("Ouvrez le site", "Tapez l'adresse."),
    ("Choisissez l'heure", "Les heures libres sont en vert."),
)


def titles(text: str) -> list[str]:
    return list(dict.fromkeys(moment.tutorial for moment in search(text)))


def test_a_published_tutorial_is_found_with_its_step(publish):
    page = publish(*CAF, service="CAF")
    moment = search("heures libres")[0]
    assert (moment.tutorial_id, moment.number) == (page.pk, 2)
    assert moment.title == "Choisissez l'heure"
    assert moment.address == f"{page.url}#etape-2"
    assert moment.extract == "Les <mark>heures</mark> <mark>libres</mark> sont en vert."
    assert moment.service == "CAF"


def test_a_match_of_the_title_alone_opens_the_tutorial(publish):
    page = publish("Payer la cantine", ("Ouvrez le site", "Tapez l'adresse."))
    moment = search("cantine")[0]
    assert (moment.number, moment.address) == (0, page.url)


def test_misspelt_words_are_corrected_and_named(publish):
    publish(*CAF)
    found = find("randez vous caff")
    assert found.corrected == "rendez vous caf"
    assert found.moments


def test_an_unpublished_tutorial_is_found_no_more(publish, django_capture_on_commit_callbacks):
    page = publish(*CAF)
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert titles("caf") == []
    assert current_index().stamps() == {}


def test_an_unpublished_tutorial_is_not_shown_even_before_the_index_knows(publish):
    page = publish(*CAF)
    TutorialPage.objects.filter(pk=page.pk).update(live=False)
    assert current_index().stamps()
    assert titles("caf") == []


def test_a_deleted_tutorial_is_found_no_more(publish, django_capture_on_commit_callbacks):
    page = publish(*CAF)
    with django_capture_on_commit_callbacks(execute=True):
        page.delete()
    assert current_index().stamps() == {}


def test_a_draft_is_never_indexed(publish, home):
    publish(*CAF)
    home.add_child(instance=TutorialPage(title="Brouillon secret", live=False))
    rebuild()
    assert titles("brouillon secret") == []


def test_changes_of_a_draft_are_not_found(publish):
    page = publish(*CAF)
    page.title = "Un titre pas encore relu"
    page.save_revision()
    rebuild()
    assert titles("relu") == []


def test_a_page_behind_a_password_is_found_no_more(publish, django_capture_on_commit_callbacks):
    page = publish(*CAF)
    with django_capture_on_commit_callbacks(execute=True):
        PageViewRestriction.objects.create(
            page=page, restriction_type=PageViewRestriction.PASSWORD, password="x"
        )
    assert titles("caf") == []
    assert current_index().stamps() == {}


def test_a_new_version_replaces_the_old(publish, django_capture_on_commit_callbacks):
    page = publish(*CAF)
    page.title = "Payer la cantine"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert titles("cantine") == ["Payer la cantine"]


def test_a_change_that_is_rolled_back_changes_nothing(publish):
    page = publish(*CAF)
    page.unpublish()  # its callbacks wait for a commit that does not come
    assert set(current_index().stamps()) == {str(page.pk)}


def test_the_address_is_that_of_now(publish):
    page = publish(*CAF)
    TutorialPage.objects.filter(pk=page.pk).update(url_path=page.url_path.replace("rdv", "x"))
    page.refresh_from_db()
    assert search("caf")[0].address.startswith(page.url)


def test_a_lost_file_is_built_again_by_the_next_search(publish, tmp_path):
    publish(*CAF)
    (tmp_path / "search.sqlite3").write_bytes(b"spoilt" * 1000)
    assert titles("caf") == [CAF[0]]


def test_the_sweep_repairs_what_was_missed(publish):
    kept, gone = publish(*CAF), publish("Payer la cantine")
    current_index().remove(str(kept.pk))
    TutorialPage.objects.filter(pk=gone.pk).update(live=False)
    assert index_repair() == Repaired(put=1, removed=1)
    assert set(current_index().stamps()) == {str(kept.pk)}
    assert index_repair() == Repaired()


def test_the_sweep_builds_a_lost_index(publish, tmp_path):
    publish(*CAF)
    (tmp_path / "search.sqlite3").unlink()
    assert index_repair() == Repaired(rebuilt=True)
    assert current_index().health().documents == 1


@pytest.mark.django_db(transaction=True)
def test_publishing_goes_on_where_the_index_cannot_be_written(publish, monkeypatch):
    def full(*_args, **_kwargs):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("kb.search.embedded.EmbeddedIndex.put", full)
    rebuild()
    assert publish(*CAF).live


def test_a_fault_of_the_index_is_no_fault_of_the_page(publish, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr("kb.search.embedded.EmbeddedIndex.search", broken)
    found = find("caf")
    assert (found.moments, found.available) == ((), False)


def test_no_html_of_a_tutorial_comes_through(publish):
    publish("Payer", ("Ouvrez", "<script>alert('cantine')</script> & <b>"))
    extract = search("cantine")[0].extract
    assert "<script" not in extract
    assert strip_tags(extract) != ""


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_no_more_moments_than_asked(publish, limit):
    publish(*CAF)
    publish("La CAF encore", ("Rendez-vous", "Heures."))
    assert len(search("rendez-vous caf heures", limit=limit)) == limit
