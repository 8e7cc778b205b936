"""Where Wagtail and the recordings tell of something: each answer is one call."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, pre_delete
from wagtail.signals import page_published, page_unpublished

from kb.recordings.models import Recording
from kb.recordings.personal import on_account_export
from kb.recordings.selectors import publication_refusals
from kb.recordings.withdrawal import on_withdrawal

logger = logging.getLogger(__name__)


def connect() -> None:
    """Listens, once."""
    from kb.tutorials.models import Publication, TutorialPage

    page_published.connect(published, sender=TutorialPage, dispatch_uid="tutorial_published")
    page_unpublished.connect(unpublished, sender=TutorialPage, dispatch_uid="tutorial_unpublished")
    post_delete.connect(copies_remove, sender=Publication, dispatch_uid="publication_deleted")
    pre_delete.connect(recording_removed, sender=Recording, dispatch_uid="recording_tutorials")
    on_withdrawal(withdrawn)
    on_account_export(progress_kept)


def progress_kept(user: Any) -> dict[str, Any]:
    """What an account remembers of its person's progress, for them to take away."""
    from kb.tutorials.models import KeptProgress

    row = KeptProgress.objects.filter(user=user).first()
    return {"progress": row.progress} if row else {}


def published(instance: Any, **_kwargs: Any) -> None:
    """Makes the public copies. A page that cannot have them does not stay live.

    Wagtail's edit view publishes without TutorialPage.publish and outside any transaction, so the
    check and the way back are here as well.
    """
    from kb.tutorials import publication

    if not instance.live:
        return
    try:
        with transaction.atomic():
            # Whatever published it has asked whether the masks were looked at: what is found in
            # this very moment takes no page away from its readers.
            publication.check(instance, live=True)
            publication.make(instance)
    except Exception:
        if not transaction.get_connection().in_atomic_block:
            type(instance).objects.get(pk=instance.pk).unpublish(log_action=False)
        raise


def unpublished(instance: Any, **_kwargs: Any) -> None:
    """Removes the public copies."""
    from kb.tutorials import publication

    publication.unmake(instance)


def copies_remove(instance: Any, **_kwargs: Any) -> None:
    """Removes the files of a publication whose row is gone, once that stands.

    Every way goes through here: unpublishing, deleting the page or a page above it, withdrawal.
    """
    from kb.tutorials import public_files

    transaction.on_commit(partial(public_files.remove, instance.uuid))


def recording_removed(instance: Recording, **_kwargs: Any) -> None:
    """Removes what was made of a recording before it goes."""
    from kb.tutorials import services

    services.tutorials_remove(recording=instance)


def withdrawn(recording: Recording) -> None:
    """Removes everything where publishing is no longer agreed to; else publishes with what is."""
    from kb.tutorials import publication, services

    if publication_refusals(recording):
        services.tutorials_remove(recording=recording)
        # Nor is anything learnt from what was said there.
        recording.heard_words.all().delete()
        return
    publication.renew(recording)
