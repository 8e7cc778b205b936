"""Where Wagtail and the tutorials tell of a change: each answer is one call, after the commit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from kb.search.changes import change_note, changes_make
from kb.tutorials.models import Publication, SharedSteps, TutorialPage
from kb.tutorials.sharing import users_of


def connect() -> None:
    """Listens, once."""
    for signal in (page_published, page_unpublished, post_delete):
        signal.connect(page_changed, sender=TutorialPage, dispatch_uid="search")
    for signal in (post_save, post_delete):
        signal.connect(copies_changed, sender=Publication, dispatch_uid="search")
        signal.connect(restriction_changed, sender=PageViewRestriction, dispatch_uid="search")
    # Once the page is gone its shared steps no longer say where they came from.
    pre_delete.connect(page_going, sender=TutorialPage, dispatch_uid="search")
    for signal in (post_save, pre_delete):
        signal.connect(shared_changed, sender=SharedSteps, dispatch_uid="search")
    post_page_move.connect(page_moved, dispatch_uid="search_moved")


def page_changed(instance: TutorialPage, **_kwargs: Any) -> None:
    """A tutorial was published, unpublished or deleted."""
    _index_later(instance.pk)
    _index_users([instance.pk])


def page_going(instance: TutorialPage, **_kwargs: Any) -> None:
    """The tutorials that show steps of this one are changed with it."""
    _index_users([instance.pk])


def shared_changed(instance: SharedSteps, **_kwargs: Any) -> None:
    """Steps that tutorials share are others: each of these tutorials is."""
    for pk in users_of(instance):
        _index_later(pk)


def copies_changed(instance: Publication, **_kwargs: Any) -> None:
    """The public copies were made or removed: stills and transcript are others."""
    _index_later(instance.page_id)
    _index_users([instance.page_id])


def page_moved(instance: Page, **_kwargs: Any) -> None:
    """A page moved, perhaps under one that is not for everybody."""
    _index_below(instance)


def restriction_changed(instance: PageViewRestriction, **_kwargs: Any) -> None:
    """A page was closed to the public, or opened."""
    _index_below(instance.page)


def _index_below(page: Page) -> None:
    below = TutorialPage.objects.descendant_of(page, inclusive=True).values_list("pk", flat=True)
    for pk in below:
        _index_later(pk)
    _index_users(below)


def _index_users(page_ids: Iterable[int]) -> None:
    """The tutorials that show steps of these."""
    for shared in SharedSteps.objects.filter(tutorial_id__in=list(page_ids)):
        shared_changed(shared)


def _index_later(page_id: int) -> None:
    def make() -> None:
        changes_make(page_id)

    change_note(page_id)
    # At once, so that it is found at once; whatever stands in the way, the row stays for the sweep.
    # (A named function: Django's log of a fault asks for its name.)
    transaction.on_commit(make, robust=True)
