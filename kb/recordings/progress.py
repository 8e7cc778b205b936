"""How far a recording has come, and how long the rest may take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from kb.recordings.failures import sentence
from kb.recordings.models import Recording, StageRun
from kb.recordings.pipeline import registry
from kb.recordings.states import StageState


@dataclass(frozen=True, slots=True)
class StageProgress:
    """One stage as a person sees it. `error` is a sentence, `share` 0 to 1."""

    pk: int
    name: str
    label: str
    state: str
    state_label: str
    share: float
    attempt: int
    error: str
    on_request: bool


@dataclass(frozen=True, slots=True)
class RecordingProgress:
    """All stages in their order. `seconds_left` is None while nothing can be said."""

    stages: tuple[StageProgress, ...]
    share: float
    seconds_left: int | None

    @property
    def failed(self) -> bool:
        return any(stage.state == StageState.FAILED for stage in self.stages)

    @property
    def done(self) -> bool:
        return all(stage.state == StageState.DONE for stage in self.stages)

    @property
    def state(self) -> StageState:
        """One word for all: failed, done, running, or waiting for a worker."""
        if self.failed:
            return StageState.FAILED
        if self.done:
            return StageState.DONE
        begun = any(stage.state == StageState.RUNNING for stage in self.stages)
        return StageState.RUNNING if begun else StageState.READY


def recording_progress(recording: Recording) -> RecordingProgress:
    """How far the recording has come, from its rows."""
    runs = {run.stage: run for run in recording.stages.defer("output", "request")}
    rows = [(stage, runs[stage.name]) for stage in registry.ordered() if stage.name in runs]
    total = sum(stage.weight for stage, _run in rows) or 1.0
    done = sum(stage.weight * _share(run) for stage, run in rows)
    return RecordingProgress(
        stages=tuple(_seen(stage, run) for stage, run in rows),
        share=min(done / total, 1.0) if rows else 0.0,
        seconds_left=_seconds_left(rows, _duration(recording)),
    )


def _seen(stage: registry.Stage, run: StageRun) -> StageProgress:
    return StageProgress(
        pk=run.pk,
        name=stage.name,
        label=str(stage.label),
        state=run.state,
        state_label=str(run.get_state_display()),
        share=_share(run),
        attempt=run.attempt,
        error=sentence(run.error_code) if run.state == StageState.FAILED else "",
        on_request=stage.on_request,
    )


def _share(run: StageRun) -> float:
    if run.state == StageState.DONE:
        return 1.0
    return run.progress if run.state == StageState.RUNNING else 0.0


def _duration(recording: Recording) -> float | None:
    probed = recording.stages.filter(stage="probe").values_list("output", flat=True).first()
    media: dict[str, Any] = (probed or {}).get("media", {})
    return media.get("duration")


def _seconds_left(
    rows: Iterable[tuple[registry.Stage, StageRun]], duration: float | None
) -> int | None:
    """The usual time of what is left, times how much slower than usual this machine has been."""
    rows = list(rows)
    if duration is None or any(run.state == StageState.FAILED for _stage, run in rows):
        return None
    now = timezone.now()
    usual = sum(stage.weight * duration * _share(run) for stage, run in rows)
    taken = sum(_taken(run, now) for _stage, run in rows)
    # Half a minute of the usual as ballast: the first short stages say little of the long ones.
    pace = (taken + 30.0) / (usual + 30.0)
    left = sum(stage.weight * duration * (1.0 - _share(run)) for stage, run in rows)
    return round(left * pace)


def _taken(run: StageRun, now: datetime) -> float:
    if run.started_at is None or run.state not in (StageState.DONE, StageState.RUNNING):
        return 0.0
    return max(((run.finished_at or now) - run.started_at).total_seconds(), 0.0)
