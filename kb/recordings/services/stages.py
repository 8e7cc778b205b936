"""What people ask of the pipeline: try again, run again from here, do this now."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from kb.recordings.models import Recording, StageRun
from kb.recordings.pipeline import registry
from kb.recordings.pipeline.runner import promote
from kb.recordings.states import TRANSITIONS, StageState, move

_CLEAN: dict[str, Any] = {
    "failures": 0,
    "error": "",
    "error_code": "",
    "lease_until": None,
    "not_before": None,
    "finished_at": None,
    "progress": 0.0,
    "worker": "",
}


@transaction.atomic
def stage_retry(run: StageRun) -> bool:
    """Whether the stage had failed; it is ready again, with all its attempts before it. Never where
    the original is kept no longer."""
    if run.recording.reduced_at:
        return False
    runs = StageRun.objects.filter(pk=run.pk)
    again = move(runs, StageState.FAILED, StageState.WAITING, **_CLEAN)
    promote(run.recording_id)
    return bool(again)


class OriginalGone(Exception):
    """The original was deleted when its time was over: there is nothing to work on."""


@transaction.atomic
def stage_rerun(recording: Recording, stage: str) -> None:
    """Runs `stage` once more, whatever its digest, and after it the stages that need it, as far as
    their inputs changed. Whoever works on one of them now loses it.

    Raises OriginalGone where the original is kept no longer.
    """
    _lock(recording)
    if recording.reduced_at:
        raise OriginalGone
    runs = recording.stages.filter(stage=stage)
    _wait_again(runs, digest="")
    _wait_again(recording.stages.filter(stage__in=registry.dependants(stage)))
    promote(recording.pk)


@transaction.atomic
def stage_request(
    recording: Recording, stage: str, request: dict[str, Any] | None = None
) -> StageRun:
    """The row of a stage that runs on request, asked to do `request` as soon as it can."""
    _lock(recording)
    run, _created = StageRun.objects.get_or_create(recording=recording, stage=stage)
    _wait_again(recording.stages.filter(pk=run.pk), request=request or {})
    promote(recording.pk)
    run.refresh_from_db()
    return run


def _lock(recording: Recording) -> None:
    Recording.objects.select_for_update().filter(pk=recording.pk).first()


def _wait_again(runs: Any, **values: Any) -> None:
    """Sends the rows back to waiting, from wherever they are; those that wait take `values` too."""
    runs.filter(state=StageState.WAITING).update(**_CLEAN, **values)
    for source, target in TRANSITIONS:
        if target is StageState.WAITING:
            move(runs, source, target, **_CLEAN, **values)
