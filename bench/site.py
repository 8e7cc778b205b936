"""A site full of published tutorials, for measuring its pages. Import it after `django.setup()`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kb import search
from kb.management.commands.prepare import collect_static
from kb.tutorials.models import HomePage, Publication, TutorialPage

STEP_SECONDS, SAID_IN_A_STEP = 12.0, 3

_client = Client(SERVER_NAME="localhost")


def prepare() -> None:
    """Makes the database and the static files, as `manage.py prepare` does."""
    call_command("migrate", verbosity=0, interactive=False)
    collect_static()


@transaction.atomic
def fill(tutorials: Iterable[tuple[str, str, str, list[tuple[str, str]]]]) -> list[str]:
    """The addresses of the tutorials (title, summary, service, steps), now published."""
    home = HomePage.objects.get()
    addresses = []
    for number, (title, summary, service, steps) in enumerate(tutorials):
        page = TutorialPage(
            title=title,
            slug=f"tutoriel-{number}",
            summary=summary,
            service=service,
            steps=[("step", _step(*step, at)) for at, step in enumerate(steps)],
            live=True,
            first_published_at=timezone.now(),
        )
        page.duration = page.length_of_steps()
        home.add_child(instance=page)
        page.refresh_from_db()
        _publication(page).save()
        addresses.append(page.url)
    return addresses


def index() -> None:
    """Builds the search index."""
    search.rebuild()


def get(address: str, **query: str) -> Callable[[], HttpResponseBase]:
    """A call that asks for the page; it raises where the answer is not a page."""

    def request() -> HttpResponseBase:
        response = _client.get(address, query)
        if response.status_code != 200:
            raise RuntimeError(f"{address}: {response.status_code}")
        return response

    return request


def ask(text: str) -> Callable[[], object]:
    """A call that asks the index, and makes no page of the answer."""
    return partial(search.search, text)


def query_count(request: Callable[[], object]) -> int:
    """How many SQL queries the call makes."""
    with CaptureQueriesContext(connection) as captured:
        request()
    return len(captured)


def _step(title: str, text: str, at: int) -> dict[str, Any]:
    return {
        "title": title[:200],
        "text": text,
        "start": at * STEP_SECONDS,
        "end": (at + 1) * STEP_SECONDS,
        "action": "click",
        "click_x": 0.4,
        "click_y": 0.3,
        "target": title[:40],
    }


def _publication(page: TutorialPage) -> Publication:
    blocks = list(page.steps)
    return Publication(
        page=page,
        state=Publication.State.READY,
        stills={block.id: f"{at:040x}.webp" for at, block in enumerate(blocks)},
        width=1280,
        height=720,
        spans=[
            {
                "block": block.id,
                "replay_start": block.value["start"],
                "replay_end": block.value["end"],
            }
            for block in blocks
        ],
        transcript=[
            {
                "start": block.value["start"] + part,
                "end": block.value["start"] + part + 0.9,
                "speaker": "helper",
                "text": block.value["text"],
                "words": [],
            }
            for block in blocks
            for part in range(SAID_IN_A_STEP)
        ],
        video=f"{'a' * 40}.mp4",
        captions=f"{'b' * 40}.vtt",
        chapters=f"{'c' * 40}.vtt",
        duration=page.duration,
    )
