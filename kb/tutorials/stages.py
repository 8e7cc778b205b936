"""Two more stages of a recording: the draft, and on publishing the replay."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kb.recordings.models import Recording
from kb.recordings.pipeline import registry
from kb.recordings.pipeline.registry import Stage, StageContext
from kb.recordings.pipeline.stages import spoken_language
from kb.tutorials import publication, replaying, services
from kb.tutorials.drafting import Canvas
from media.types import Step, Summary, from_json, to_json


def register() -> None:
    """Adds the stages to the table of kb.recordings."""
    registry.add(
        Stage(
            name="draft",
            label=_("writing the draft"),
            run=draft,
            needs=("join", "transcribe", "protect", "illustrate"),
            options=reword_options,
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
    steps, about = _reworded(found, spoken_language(context))
    made = services.draft_make(
        recording=recording,
        steps=steps,
        stills=context.inputs["illustrate"]["stills"],
        tutorial=about,
        canvas=Canvas(media.get("width"), media.get("height")),
        plain_titles=[step["title"] for step in found["steps"]],
    )
    # What the machine newly found to cover is covered at once where readers see it already.
    publication.renew(recording)
    context.progress(1.0)
    return made


def reword_options() -> dict[str, Any]:
    """The model that rewords titles, by the operator's choice; its key changes no words."""
    if not settings.KB_REWORD_URL:
        return {}
    return {"url": settings.KB_REWORD_URL, "model": settings.KB_REWORD_MODEL}


def _reworded(found: dict[str, Any], spoken: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The masked steps and summary, reworded by a model where the operator has set one and it is
    French that is spoken."""
    from media.language import language
    from media.reword import LANGUAGE, RewordOptions, reword

    model = reword_options()
    if not model or not found["steps"] or language(spoken).code != LANGUAGE:
        return found["steps"], found["tutorial"]
    options = RewordOptions(**model, key=settings.KB_REWORD_KEY, seconds=settings.KB_REWORD_SECONDS)
    steps = from_json(found["steps"], tuple[Step, ...])
    about, steps = reword(from_json(found["tutorial"], Summary), steps, options)
    return to_json(steps), to_json(about)


def replay(context: StageContext) -> dict[str, Any]:
    """The public video of a publication: `{"publication": uuid, "state": …}`."""
    return replaying.complete(context.request.get("publication"), context.progress)
