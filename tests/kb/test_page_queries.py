"""How many questions a page asks the database: a few, however many tutorials there are."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb import search
from kb.tutorials.models import HomePage, Publication, TutorialPage
from tests.kb.tutorials import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(settings, tmp_path) -> HomePage:
    """The first page of a site whose index is empty."""
    settings.KB_VAR = tmp_path
    return world.home()


def publish(home: HomePage, count: int) -> None:
    """So many more live tutorials about the same thing, found by searching."""
    for number in range(TutorialPage.objects.count(), TutorialPage.objects.count() + count):
        value = {"title": "Ouvrez le site", "text": "Tapez l'adresse.", "start": 1, "end": 8}
        page = TutorialPage(
            title=f"Rendez-vous {number}", slug=f"rdv-{number}", service="CAF", steps=[]
        )
        page.steps.extend([("step", value), ("step", value)])
        home.add_child(instance=page)
        Publication.objects.create(page=page, stills={page.steps[0].id: "a.webp"})
    search.rebuild()


def queries(client, address: str) -> int:
    """What a second request asks: the first fills what is kept between requests."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("address", "most"),
    [
        pytest.param("/", 8, id="first page"),
        pytest.param("/rdv-0/", 13, id="tutorial"),
        pytest.param("/recherche/?q=adresse+du+site", 6, id="search"),
        pytest.param("/recherche/?q=xyzzy", 8, id="search without an answer"),
    ],
)
def test_more_tutorials_are_not_more_queries(client, home, address, most):
    publish(home, 6)
    before = queries(client, address)
    publish(home, 12)
    assert queries(client, address) <= before <= most
