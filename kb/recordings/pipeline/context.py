"""What a stage works with, and what its output follows from, as one number."""

from __future__ import annotations

import hashlib
import json

from kb.recordings.models import StageRun
from kb.recordings.pipeline import registry
from kb.recordings.pipeline.registry import Stage, StageContext
from kb.recordings.states import StageState
from media.types import Progress


def context_of(run: StageRun, progress: Progress) -> StageContext:
    """What the stage of `run` may use: the files brought, and the outputs of what it needs."""
    needs = registry.get(run.stage).needs
    done = run.recording.stages.filter(stage__in=needs, state=StageState.DONE)
    folder = run.recording.folder
    return StageContext(
        recording_id=str(run.recording_id),
        folder=folder,
        parts={part.role: folder / part.file for part in run.recording.parts.all()},
        inputs=dict(done.values_list("stage", "output")),
        request=run.request,
        progress=progress,
        stage=run.stage,
    )


def digest(stage: Stage, context: StageContext) -> str:
    """The same number, the same output: the SHA-256 of its version, options, inputs,
    request and the files brought.

    Files are named by their content, so their names stand for it.
    """
    source = {
        "stage": stage.name,
        "version": stage.version,
        "options": stage.options(),
        "inputs": context.inputs,
        "request": context.request,
        "parts": {role: file.name for role, file in context.parts.items()},
    }
    text = json.dumps(source, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
