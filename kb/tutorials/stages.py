"""Two more stages of a recording: the draft, and on publishing the replay."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kb.recordings.models import Recording
from kb.recordings.pipeline import registry
from kb.recordings.pipeline.registry import Stage, StageContext
from kb.tutorials import replaying, services
from kb.tutorials.drafting import Canvas


def register() -> None:
    """Adds the stages to the table of kb.recordings."""
    registry.add(
        Stage(
            name="draft",
            label=_("writing the draft"),
            run=draft,
            needs=("join", "protect", "illustrate"),
            weight=0.001,
        )
    )
    registry.add(
        Stage(
            name="replay",
            label=_("making the public video"),
            run=replay,
            needs=("join", "protect"),
            on_request=True,
        )
    )


def draft(context: StageContext) -> dict[str, Any]:
    """The draft page: `{"page": id or None, "state": …}`."""
    recording = Recording.objects.get(pk=context.recording_id)
    if not services.draft_allowed(recording):
        return {"page": None, "state": "withdrawn"}
    media = context.inputs["join"]["media"]
    found = context.inputs["protect"]
    made = services.draft_make(
        recording=recording,
        steps=found["steps"],
        stills=context.inputs["illustrate"]["stills"],
        tutorial=found["tutorial"],
        canvas=Canvas(media.get("width"), media.get("height")),
    )
    context.progress(1.0)
    return made


def replay(context: StageContext) -> dict[str, Any]:
    """The public video of a publication: `{"publication": uuid, "state": …}`."""
    return replaying.complete(context.request.get("publication"), context.progress)
