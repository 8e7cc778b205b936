"""How long an original is kept: a while, so that a tutorial can be made of it, and no longer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from kb.recordings.models import Recording

WARNING = timedelta(days=7)
"""So long before an original goes, whoever is concerned is warned."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """Until when the original is kept, None for ever; `soon`: it is time to say so. `gone`: since
    when there is only what is published."""

    until: datetime | None
    soon: bool
    gone: datetime | None


def first_date() -> datetime | None:
    """Until when what is brought in now is kept; None where the operator sets no limit."""
    days = settings.KB_RETENTION_DAYS
    return timezone.now() + timedelta(days=days) if days > 0 else None


def keeping(recording: Recording) -> Keeping:
    """How long the original of the recording is still there."""
    until = None if recording.reduced_at else recording.keep_until
    soon = until is not None and until - timezone.now() <= WARNING
    return Keeping(until, soon, recording.reduced_at)


def due() -> QuerySet[Recording]:
    """The recordings whose time is over, oldest first."""
    return Recording.objects.filter(keep_until__lt=timezone.now(), reduced_at=None).order_by(
        "keep_until"
    )


def keep_longer(recording: Recording) -> datetime | None:
    """Until when it is kept, after somebody asked for another while from today on."""
    recording.keep_until = first_date()
    recording.save(update_fields=["keep_until"])
    return recording.keep_until
