"""Writing drafts and passing reviews."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry, WorkflowState

from kb.recordings.models import Recording
from kb.tutorials.drafting import Canvas, KnownBlock, device_shown, draft_steps, step_grounds
from kb.tutorials.models import HomePage, RecordingDraft, Skill, TutorialPage
from media.protect import mask_text
from media.types import Step, Summary, from_json
from media.wording import typeset

logger = logging.getLogger(__name__)

_PAGE_TITLE_MAX = 200


@transaction.atomic
def draft_make(
    *,
    recording: Recording,
    steps: list[dict[str, Any]],
    stills: list[str | None],
    tutorial: dict[str, Any],
    canvas: Canvas,
    plain_titles: list[str] | None = None,
) -> dict[str, Any]:
    """What became of the one draft of `recording`: `{"page": id, "state": …}`.

    state: made, refreshed, same, or kept: a person has it in hand, so the machine leaves it alone.
    `plain_titles` are the titles of the steps in the words of the recording, where `steps` has them
    reworded. Safe to repeat after any interruption: the row is the guard against a second draft.
    """
    # The row of the recording is the lock: two attempts of the same stage go one after the other.
    recording = Recording.objects.select_for_update().get(pk=recording.pk)
    row, _made = RecordingDraft.objects.select_for_update().get_or_create(recording=recording)
    page = row.page
    if page is not None and in_a_persons_hands(row):
        return {"page": page.pk, "state": "kept"}
    known = [
        KnownBlock(block.id, block.value["start"] or 0.0, block.value["end"] or 0.0)
        for block in (page.get_latest_revision_as_object().own_steps if page else ())
    ]
    typed = from_json(steps, tuple[Step, ...])
    content = draft_steps(typed, stills, canvas, namespace=recording.pk, known=known)
    row.grounds = step_grounds(typed, plain_titles or [step.title for step in typed], content)
    about = from_json(tutorial, Summary)
    fields = _fields(about, recording) | {"device": device_shown(canvas)}
    row.page, state = _written(page, fields, recording, content, about.skills)
    if state != "same":
        row.machine_revision = row.page.save_revision(log_action=True, clean=False)
    row.save()
    return {"page": row.page.pk, "state": state}


def _written(
    page: TutorialPage | None,
    fields: dict[str, str],
    recording: Recording,
    content: list[dict[str, Any]],
    skills: Sequence[str],
) -> tuple[TutorialPage, str]:
    """The page with what the machine found, and what became of it: made, refreshed, or same."""
    if page is None:
        return _page_made(recording, fields, content, skills), "made"
    if _same(page, fields, content, skills):
        return page, "same"
    _fill(page, fields, content)
    page.skills.set(skills)
    page.save()
    return page, "refreshed"


def in_a_persons_hands(row: RecordingDraft) -> bool:
    """Whether a person has edited, submitted, scheduled, locked or published the draft."""
    page = row.page
    return (
        row.machine_revision_id is None
        or page.latest_revision_id != row.machine_revision_id
        or page.live
        or page.locked
        or page.approved_schedule
        or page.workflow_states.exists()
    )


def draft_allowed(recording: Recording) -> bool:
    """Whether nobody took an agreement back without giving another."""
    withdrawn = set(
        recording.consents.filter(withdrawn_at__isnull=False).values_list("role", flat=True)
    )
    standing = set(
        recording.consents.filter(withdrawn_at=None, record=True, tutorial=True).values_list(
            "role", flat=True
        )
    )
    return withdrawn <= standing


@transaction.atomic
def tutorial_review_pass(*, page: TutorialPage, user: Any, comment: str = "") -> TutorialPage:
    """The page after the whole moderation was passed by `user`, hence published.

    Raises PublicationRefused where consent is missing, and then nothing has changed.
    """
    state = page.current_workflow_state or page.get_workflow().start(page, user)
    while state.status == WorkflowState.STATUS_IN_PROGRESS:
        state.current_task_state.approve(user=user, comment=comment)
        state.refresh_from_db()
    page.refresh_from_db()
    return page


@transaction.atomic
def tutorials_remove(*, recording: Recording) -> None:
    """Deletes all that was made of `recording`: pages, every revision, and their public copies."""
    for page in TutorialPage.objects.filter(recording=recording):
        pk = page.pk
        page.delete()
        # The journal of the admin keeps who did what and when, not what the page said.
        PageLogEntry.objects.filter(page_id=pk).update(label=_("removed"), data={})
        logger.info("tutorial removed with its revisions", extra={"recording": str(recording.pk)})
    RecordingDraft.objects.filter(recording=recording).update(grounds={})
    # Words that only this tutorial had are not proposed to others.
    Skill.objects.filter(tutorials=None).delete()


def _fields(summary: Summary, recording: Recording) -> dict[str, str]:
    # The title of a recording is what its helper typed, for themselves.
    named = mask_text(recording.title.strip())
    title = summary.title.strip() or named or _("Untitled tutorial")
    return {
        "title": typeset(title)[:_PAGE_TITLE_MAX],
        "summary": typeset(summary.summary),
        "service": (summary.service or "")[:120],
    }


def _page_made(
    recording: Recording,
    fields: dict[str, str],
    content: list[dict[str, Any]],
    skills: Sequence[str],
) -> TutorialPage:
    # Two drafts made at once must not get the same place in the tree.
    home = HomePage.objects.select_for_update().order_by("pk").first()
    if home is None:
        raise HomePage.DoesNotExist("the site has no home page: run the migrations")
    page = TutorialPage(live=False, has_unpublished_changes=True, recording=recording)
    _fill(page, fields, content)
    page.skills.add(*skills)
    return home.add_child(instance=page)


def _fill(page: TutorialPage, fields: dict[str, str], content: list[dict[str, Any]]) -> None:
    for name, value in fields.items():
        setattr(page, name, value)
    page.draft_title = page.title
    page.steps = content
    page.duration = page.length_of_steps()


def _same(
    page: TutorialPage,
    fields: dict[str, str],
    content: list[dict[str, Any]],
    skills: Sequence[str],
) -> bool:
    return (
        list(page.steps.raw_data) == content
        and set(page.skills.names()) == set(skills)
        and all(getattr(page, name) == value for name, value in fields.items())
    )
