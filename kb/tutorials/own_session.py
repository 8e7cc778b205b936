"""What somebody who holds a pass sees of their own session: its draft, every picture masked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from django.urls import reverse

from kb.recordings.models import Recording
from kb.recordings.selectors import RecordingProgress, StageProgress, recording_progress
from kb.recordings.states import StageState
from kb.tutorials.models import RecordingDraft, TutorialPage
from kb.tutorials.plan import plan_of
from kb.tutorials.published import PublishedTutorial
from kb.tutorials.selectors import draft_tutorial


@dataclass(frozen=True, slots=True)
class OwnSession:
    """How far one's own session is, and its steps once they are there.

    state: `ready`; `coming`; `failed`: a person must look; `none`: nothing is made of it any more,
    as somebody took back the agreement to a tutorial. `public_url` is set while it is published.
    """

    state: Literal["ready", "coming", "failed", "none"]
    progress: RecordingProgress
    tutorial: PublishedTutorial | None = None
    public_url: str | None = None

    @property
    def now(self) -> StageProgress | None:
        """The stage that is being worked on; None while the session waits for its turn."""
        stages = self.progress.stages
        return next((stage for stage in stages if stage.state == StageState.RUNNING), None)


def own_session(recording: Recording, secret: str) -> OwnSession:
    """The session of `recording`, with addresses that `secret` opens.

    The steps are those of the latest revision, as an editor's preview has them; while the
    recording is worked on once more, they stay.
    """
    progress = recording_progress(recording)
    page = _page(recording)
    if page is None:
        return OwnSession(_state_without_page(progress), progress)
    return OwnSession(
        "ready",
        progress,
        tutorial=_tutorial(page.get_latest_revision_as_object(), secret),
        public_url=page.url if page.live else None,
    )


def own_still(recording: Recording, step_id: str) -> bytes | None:
    """The picture of one step, made anew with the masks of today; None where it has none.

    It is asked for by step, never by file or time: nothing else of the recording can be had.
    """
    page = _page(recording)
    if page is None:
        return None
    plan = plan_of(page.get_latest_revision_as_object())
    value = next((step["value"] for step in plan.steps if step["id"] == step_id), None)
    return plan.still(value) if value else None


def _page(recording: Recording) -> TutorialPage | None:
    row = RecordingDraft.objects.select_related("page").filter(recording=recording).first()
    return row.page if row else None


def _state_without_page(progress: RecordingProgress) -> Literal["coming", "failed", "none"]:
    if progress.failed:
        return "failed"
    drafted = any(s.name == "draft" and s.state == StageState.DONE for s in progress.stages)
    return "none" if drafted else "coming"


def _tutorial(page: TutorialPage, secret: str) -> PublishedTutorial:
    """The draft without its preview video, which nothing masks."""
    draft = draft_tutorial(page)
    steps = [
        # What is shared is public already.
        step
        if step.shared_by
        else replace(step, still_url=step.still_url and _address(secret, step.id))
        for step in draft.steps
    ]
    return replace(draft, steps=tuple(steps), video_url=None)


def _address(secret: str, step_id: str) -> str:
    return reverse("tutorials:own_still", args=[secret, step_id])
