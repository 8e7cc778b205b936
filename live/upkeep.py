"""What the sweep does for live assistance: rooms whose process died, faults, old requests."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from kb.recordings import store
from kb.recordings.pipeline.sweep import on_sweep
from live import bell
from live.models import Room, WrongCode
from live.services.finishing import ATTEMPTS_MAX
from live.services.requests import requests_close_old, requests_forget_old
from live.services.rooms import room_ended

logger = logging.getLogger(__name__)

NEVER_ENTERED = timedelta(minutes=30)
"""How long a room may stand open before anybody comes in."""
CLAIM = timedelta(minutes=10)
"""After so long a worker that finishes a room is thought dead."""
PAUSE = timedelta(minutes=1)
"""Between two attempts to finish a room."""
FOLDER_KEPT = 24 * 3600.0
"""Seconds for which a folder of no room that needs it may be in the making."""

State = Room.State


def connect() -> None:
    """Has the sweep do it all."""
    on_sweep("live rooms", rooms_look_after, every=15)
    on_sweep("live requests", requests_close_old, every=600)
    on_sweep("old live requests", requests_forget_old, every=3600)
    on_sweep("live leftovers", leftovers_clear, every=3600)


def rooms_look_after() -> None:
    """Ends the rooms that nobody says are alive, and rings for those that are to be finished."""
    now = timezone.now()
    silent = now - timedelta(seconds=settings.KB_LIVE_GRACE_SECONDS)
    dead = Q(seen_at__lt=silent) | Q(seen_at=None, opened_at__lt=now - NEVER_ENTERED)
    for room in Room.objects.filter(dead, state=State.OPEN):
        logger.warning("a room fell silent and is ended", extra={"room": str(room.pk)})
        room_ended(room.pk, at=room.seen_at)
    _take_back()
    due = Q(claimed_at=None) | Q(claimed_at__lt=now - PAUSE)
    for pk in Room.objects.filter(due, state=State.ENDED).values_list("pk", flat=True):
        bell.ring(pk)


def leftovers_clear() -> None:
    """Removes folders that no room needs any more, and old counts of wrong codes."""
    needed = Room.objects.exclude(state=State.FINISHED).values_list("pk", flat=True)
    root = Path(settings.KB_LIVE_ROOT)
    store.clear_stale(root, {str(pk) for pk in needed}, older_than=FOLDER_KEPT)
    WrongCode.objects.filter(at__lt=timezone.now() - timedelta(days=1)).delete()


def _take_back() -> None:
    """Frees the rooms whose worker died; after the last attempt they have failed."""
    expired = Room.objects.filter(state=State.FINISHING, claimed_at__lt=timezone.now() - CLAIM)
    expired.filter(failures__gte=ATTEMPTS_MAX - 1).update(
        state=State.FAILED, failures=F("failures") + 1, error="the worker died, again and again"
    )
    expired.update(state=State.ENDED, failures=F("failures") + 1)
