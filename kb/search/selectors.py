"""What search reads of tutorials. Who may find what is decided here, and nowhere else."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from wagtail.models import Page

from kb.search.documents import StepDocument, TutorialDocument
from kb.tutorials.models import HomePage, TutorialPage
from kb.tutorials.published import PublishedTutorial, TutorialCard
from kb.tutorials.selectors import (
    listed_tutorials,
    published_tutorial,
    published_tutorials,
    tutorial_cards,
)


def findable_documents() -> Iterator[TutorialDocument]:
    """Every tutorial that anybody may find, as the index wants it."""
    # Read before the tutorials: what changes in between looks old, and the sweep indexes it again.
    stamps = findable_stamps()
    for tutorial in published_tutorials():
        yield _document(tutorial, stamps.get(str(tutorial.page_id), ""))


def findable_tutorial(page_id: int) -> PublishedTutorial | None:
    """One tutorial as readers get it, or None where not everybody may find it (any more)."""
    page = TutorialPage.objects.live().public().filter(pk=page_id).first()
    return published_tutorial(page) if page else None


def findable_document(page_id: int) -> TutorialDocument | None:
    """One tutorial as the index wants it, or None where not everybody may find it (any more)."""
    stamp = findable_stamps(page_id).get(str(page_id))
    tutorial = findable_tutorial(page_id)
    return _document(tutorial, stamp) if tutorial and stamp is not None else None


def findable_stamps(page_id: int | None = None) -> dict[str, str]:
    """For each tutorial that anybody may find, by id: a text that differs when it may differ."""
    pages = TutorialPage.objects.live().public()
    if page_id is not None:
        pages = pages.filter(pk=page_id)
    rows = pages.values_list(
        "pk", "live_revision_id", "last_published_at", "publication__uuid", "publication__made_at"
    )
    return {str(row[0]): " ".join(str(value) for value in row[1:]) for row in rows}


def findable_addresses(page_ids: Collection[int]) -> dict[int, str]:
    """The address of each of these tutorials that anybody may find at this moment."""
    pages = Page.objects.live().public().filter(pk__in=page_ids).only("url_path")
    return {page.pk: page.url for page in pages if page.url}


def latest_tutorials(count: int = 6) -> list[TutorialCard]:
    """The newest tutorials, for whoever has not found anything yet."""
    home = HomePage.objects.live().first()
    return tutorial_cards(listed_tutorials(home)[:count]) if home else []


def _document(tutorial: PublishedTutorial, stamp: str) -> TutorialDocument:
    return TutorialDocument(
        id=str(tutorial.page_id),
        title=tutorial.title,
        summary=tutorial.summary,
        service=tutorial.service,
        skills=tutorial.skills,
        level=tutorial.level,
        device=tutorial.device,
        published=tutorial.updated_at.date().isoformat() if tutorial.updated_at else "",
        duration=tutorial.duration,
        stamp=stamp,
        steps=tuple(
            StepDocument(
                number=step.number,
                title=step.title,
                text=step.text,
                transcript=step.transcript,
                start=step.replay_start,
                still=step.still_url,
            )
            for step in tutorial.steps
        ),
    )
