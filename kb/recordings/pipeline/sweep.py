"""The sweep: rings for whatever is due, so that nothing depends on a bell having been heard."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from kb.recordings import store
from kb.recordings.models import Pulse, Recording, StageRun
from kb.recordings.pipeline import registry
from kb.recordings.pipeline.bell import ring
from kb.recordings.pipeline.runner import promote
from kb.recordings.states import StageState, move

logger = logging.getLogger(__name__)
_chores: dict[str, tuple[Callable[[], object], float]] = {}


def on_sweep(name: str, chore: Callable[[], object], *, every: float) -> None:
    """Has `chore` done about every so many seconds, by whichever worker sweeps then."""
    _chores[name] = (chore, every)


def sweep() -> int:
    """How many rows it rang for: those ready and due, after taking back expired leases."""
    Pulse.objects.update_or_create(name="sweep", defaults={"at": timezone.now()})
    take_back_expired()
    complete_stages()
    due = StageRun.objects.filter(Q(not_before=None) | Q(not_before__lte=timezone.now()))
    ready = due.filter(state=StageState.READY, stage__in=registry.names()).order_by("pk")
    rows = list(ready.values_list("pk", flat=True))
    for pk in rows:
        ring(pk)
    for name in _chores:
        _do(name)
    return len(rows)


def clear_stale_files() -> None:
    """Removes what was left half-written, and the folders that lost their recording."""
    standing = {str(pk) for pk in Recording.objects.values_list("pk", flat=True)}
    store.clear_stale(Path(settings.KB_RECORDINGS_ROOT), standing)


def _do(name: str) -> None:
    """Does the chore if it is due and no other worker has just taken it; its fault stops nobody."""
    chore, every = _chores[name]
    now = timezone.now()
    last, created = Pulse.objects.get_or_create(name=name, defaults={"at": now})
    due = Pulse.objects.filter(name=last.name, at__lte=now - timedelta(seconds=every))
    if created or due.update(at=now):
        try:
            chore()
        except Exception:
            logger.exception("a chore of the sweep failed", extra={"chore": name})


def take_back_expired() -> None:
    """Frees the stages whose worker died. A stage that kills its worker again and again (no memory
    left, a crash in a codec) counts as a fault each time, and fails in the end."""
    expired = StageRun.objects.filter(lease_until__lt=timezone.now())
    last = settings.KB_STAGE_MAX_ATTEMPTS - 1
    free = {"lease_until": None, "worker": "", "failures": F("failures") + 1}
    move(
        expired.filter(failures__gte=last),
        StageState.RUNNING,
        StageState.FAILED,
        error_code="crashed",
        error="the worker died in this stage, again and again",
        finished_at=timezone.now(),
        **free,
    )
    move(expired, StageState.RUNNING, StageState.READY, not_before=None, **free)


def complete_stages() -> None:
    """Gives older recordings the rows of stages that a newer release added."""
    for stage in registry.ordered():
        if not stage.on_request:
            lacking = Recording.objects.filter(reduced_at=None).exclude(stages__stage=stage.name)
            for recording in lacking:
                StageRun.objects.get_or_create(recording=recording, stage=stage.name)
                promote(recording.pk)
