"""The first page, and the way from one tutorial to the next."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from wagtail.models import Locale, Page

from kb.tutorials.models import HomePage, TutorialPage
from kb.tutorials.published import TutorialCard
from kb.tutorials.templatetags import tutorial_tags
from tests import factories
from tests.kb.tutorials import world

pytestmark = pytest.mark.django_db


def home(tutorials: list[TutorialCard], user: object = None) -> str:
    request = RequestFactory().get("/")
    request.user = user or AnonymousUser()
    text = render_to_string(
        "tutorials/home_page.html", {"tutorials": tutorials, "page": None}, request=request
    )
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


CARD = TutorialCard(
    page_id=7,
    title="Ouvrir son espace",
    summary="Entrer dans son espace personnel.",
    service="CAF",
    url="/ouvrir-son-espace/",
    duration=130.0,
    step_count=2,
    still_url="/public/x/a.webp",
    published_at=None,
)


def test_the_first_page_says_what_it_is_and_asks_what_one_wants():
    text = home([CARD])
    assert "Apprendre à le faire soi‑même" in text
    assert 'id="recherche-accueil"' in text
    assert text.count('role="search"') == 1


def test_a_card_names_the_tutorial_its_service_and_its_length():
    text = home([CARD])
    assert '<a href="/ouvrir-son-espace/">Ouvrir son espace</a>' in text
    for words in ("CAF", "2 étapes", "environ 2 minutes"):
        assert words in text


def test_a_fresh_site_is_no_dead_end():
    visitor = home([])
    assert "Il n’y a pas encore de tutoriel." in visitor
    assert reverse("sign_in") in visitor
    assert reverse("recordings:new") in home([], factories.user())


def test_other_tutorials_are_offered_those_of_the_same_service_first():
    Locale.objects.get_or_create(language_code="fr")
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    parent = root.add_child(instance=HomePage(title="Accueil", slug="accueil-essai"))
    first, *_others = [
        parent.add_child(instance=TutorialPage(title=title, slug=slug, service=service, live=live))
        for title, slug, service, live in (
            ("Celui-ci", "celui-ci", "CAF", True),
            ("Ailleurs", "ailleurs", "Ameli", True),
            ("Pareil", "pareil", "CAF", True),
            ("Brouillon", "brouillon", "CAF", False),
        )
    ]
    titles = [page.title for page in tutorial_tags.other_tutorials(first)]
    assert titles == ["Pareil", "Ailleurs"]


def test_many_tutorials_are_cut_into_pages(client, monkeypatch):
    monkeypatch.setattr(HomePage, "TUTORIALS_PER_PAGE", 2)
    site = world.home()
    for number in range(3):
        site.add_child(instance=TutorialPage(title=f"Le {number}", slug=f"le-{number}"))
    first, second = (client.get("/", {"page": page}).content.decode() for page in (1, 2))
    assert [first.count('class="card"'), second.count('class="card"')] == [2, 1]
    assert 'rel="next" href="?page=2"' in first
    assert 'rel="prev" href="?page=1"' in second
