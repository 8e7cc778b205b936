"""A site with tutorials, and an index of its own for each test."""

import json
from collections.abc import Callable

import pytest
from wagtail.models import Locale, Page, Site

from kb.tutorials.models import HomePage, TutorialPage

Publish = Callable[..., TutorialPage]


@pytest.fixture(autouse=True)
def _index_of_its_own(settings, tmp_path):
    settings.KB_VAR = tmp_path


@pytest.fixture
def home(db) -> HomePage:
    """The first page of the site."""
    Locale.objects.get_or_create(language_code="fr")
    Site.objects.all().delete()
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    page = root.add_child(instance=HomePage(title="Accueil", slug="accueil-essai"))
    Site.objects.create(hostname="localhost", root_page=page, is_default_site=True)
    return page


@pytest.fixture
def publish(home, django_capture_on_commit_callbacks) -> Publish:
    """Publishes a tutorial: its title, then its steps as (title, text); commits at once."""

    def publish(title: str, *steps: tuple[str, str], **fields: object) -> TutorialPage:
        blocks = [
            {
                "type": "step",
                "id": f"00000000-0000-4000-8000-{number:012d}",
                "value": {
                    "title": name,
                    "text": text,
                    "start": 10.0 * number,
                    "end": 10.0 * number + 8,
                },
            }
            for number, (name, text) in enumerate(steps, start=1)
        ]
        page = TutorialPage(title=title, steps=json.dumps(blocks), live=False, **fields)
        home.add_child(instance=page)
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        return TutorialPage.objects.get(pk=page.pk)

    return publish
