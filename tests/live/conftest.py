"""Folders of one's own for what rooms and recordings keep."""

import json

import pytest


@pytest.fixture
def folders(settings, tmp_path):
    """The test has its own private folders."""
    settings.KB_VAR = tmp_path
    settings.KB_LIVE_ROOT = tmp_path / "live"
    settings.KB_RECORDINGS_ROOT = tmp_path / "recordings"
    settings.KB_PUBLIC_ROOT = tmp_path / "public"
    return tmp_path


@pytest.fixture
def rung(monkeypatch):
    """The rooms for which the bell rang."""
    from live import bell

    heard = []
    monkeypatch.setattr(bell, "ring", lambda pk: heard.append(str(pk)))
    return heard


@pytest.fixture
def tutorial(db, folders, django_capture_on_commit_callbacks):
    """A published tutorial of two steps, which the search finds."""
    from kb.tutorials.models import TutorialPage
    from tests.kb.tutorials import world

    steps = [
        {"type": "step", "value": {"title": title, "text": text, "start": start, "end": start + 5}}
        for title, text, start in (
            ("Ouvrez le site", "Tapez l’adresse.", 0.0),
            ("Choisissez l’heure", "Les heures libres sont en vert.", 10.0),
        )
    ]
    page = TutorialPage(
        title="Prendre rendez-vous avec la CAF", service="CAF", steps=json.dumps(steps), live=False
    )
    world.home().add_child(instance=page)
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    return TutorialPage.objects.get(pk=page.pk)
