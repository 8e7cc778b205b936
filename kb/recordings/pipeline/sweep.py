"""The sweep: rings for whatever is due, so that nothing depends on a bell having been heard."""

from __future__ import annotations

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


def sweep() -> int:
    """How many rows it rang for: those ready and due, after taking back expired leases."""
    now = timezone.now()
    take_back_expired()
    complete_stages()
    due = StageRun.objects.filter(Q(not_before=None) | Q(not_before__lte=now))
    rung = due.filter(state=StageState.READY, stage__in=registry.names()).values_list(
        "pk", flat=True
    )
    for pk in rung:
        ring(pk)
    store.clear_stale(Path(settings.KB_RECORDINGS_ROOT))
    Pulse.objects.update_or_create(name="sweep", defaults={"at": now})
    return len(rung)


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
            lacking = Recording.objects.exclude(stages__stage=stage.name)
            for recording in lacking:
                StageRun.objects.get_or_create(recording=recording, stage=stage.name)
                promote(recording.pk)
