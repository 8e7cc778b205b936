"""What a stage's output follows from, as one number: the same number, the same output."""

from __future__ import annotations

import hashlib
import json

from kb.recordings.pipeline.registry import Stage, StageContext


def digest(stage: Stage, context: StageContext) -> str:
    """The SHA-256 of the stage's version, options, inputs, request and the files brought.

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
