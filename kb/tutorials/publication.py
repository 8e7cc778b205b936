"""Publishing: consent first, then masked public copies, then the video.

Nothing unmasked and nothing outside the steps ever gets a public address. The stills are written
with the page; the video follows by the stage `replay`.
"""

from __future__ import annotations

import logging
import uuid
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import ngettext
from wagtail.models import Revision

from kb.recordings import selectors as recordings
from kb.recordings import services as recording_services
from kb.recordings import store
from kb.recordings.models import Consent, Recording
from kb.tutorials import public_files
from kb.tutorials.models import Publication, TutorialPage
from kb.tutorials.models.pages import PublicationRefused
from kb.tutorials.plan import Plan, plan_of
from kb.tutorials.published import SMALL_WIDTH
from media.spans import PlacedSpan
from media.types import to_json

logger = logging.getLogger(__name__)


def refusals(page: TutorialPage) -> list[str]:
    """Why the page may not be published, as sentences; empty where it may."""
    if page.recording is None:
        return []
    return [*recordings.publication_refusals(page.recording), *_unseen(page.recording)]


def _unseen(recording: Recording) -> list[str]:
    left = len(recordings.proposals_left(recording))
    if not left:
        return []
    sentence = ngettext(
        "%(count)d mask proposed for personal data has not been looked at.",
        "%(count)d masks proposed for personal data have not been looked at.",
        left,
    )
    return [sentence % {"count": left}]


def check(page: TutorialPage, *, live: bool = False) -> None:
    """Raises PublicationRefused where consent is missing, or the review of personal data.

    What is `live` already stays so when the machine finds more to cover: that is covered at once,
    and looked at later. Inside a transaction what was agreed then stays until its end: a withdrawal
    waits, and finds what was published meanwhile.
    """
    if page.recording_id and transaction.get_connection().in_atomic_block:
        list(Consent.objects.select_for_update().filter(recording=page.recording_id))
    reasons = refusals(page)
    if live and page.recording:
        reasons = recordings.publication_refusals(page.recording)
    if reasons:
        raise PublicationRefused(reasons)


def leave_as_draft(revision: Revision, refusal: PublicationRefused) -> None:
    """Takes a refused revision out of the schedule: it stays a draft, and the log says why."""
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    logger.warning("scheduled publication refused: %s", refusal, extra={"page": revision.object_id})


def make(page: TutorialPage) -> Publication | None:
    """The publication of a live page: the one it has where nothing changed, else a new one.

    A new content gets a new uuid, so that no cache ever shows the old; the old files go once the
    transaction stands. None for a page without a recording.
    """
    if page.recording is None:
        return None
    plan = plan_of(page)
    with transaction.atomic():
        old = Publication.objects.select_for_update().filter(page_id=page.pk).first()
        if old is not None and old.digest == plan.digest:
            return old
        new = uuid.uuid4()
        try:
            return _replace(page, plan, old, new)
        except BaseException:
            public_files.remove(new)
            raise


def renew(recording: Recording) -> None:
    """Publishes anew what is live of a recording, with the masks and the voices of today."""
    for page in TutorialPage.objects.live().filter(recording=recording):
        make(page)


def unmake(page: TutorialPage) -> None:
    """Removes the public copies of a page that is no longer live."""
    for row in Publication.objects.filter(page_id=page.pk):
        row.delete()


def sweep_copies() -> int:
    """How many folders were removed that no publication names: traces of a crash."""
    return public_files.sweep({str(row.uuid) for row in Publication.objects.only("uuid")})


def _replace(
    page: TutorialPage, plan: Plan, old: Publication | None, new: uuid.UUID
) -> Publication:
    folder = public_files.aside(new)
    names, small = _stills(plan, folder)
    spans = plan.spans()
    kept = _same_video(plan, old, folder)
    row, _made = Publication.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "uuid": new,
            "state": Publication.State.PREPARING if plan.master else Publication.State.READY,
            "digest": plan.digest,
            "stills": names,
            "small_stills": small,
            "width": plan.media.get("width"),
            "height": plan.media.get("height"),
            "spans": spans,
            "transcript": to_json(plan.transcript),
            "video": "",
            "captions": "",
            "chapters": "",
            "duration": spans[-1]["replay_end"] if spans else 0.0,
            "video_digest": plan.video_digest,
            **kept,
        },
    )
    transaction.on_commit(partial(public_files.reveal, new))
    if old is not None:
        transaction.on_commit(partial(public_files.remove, old.uuid))
    if row.state == Publication.State.PREPARING:
        recording_services.stage_request(
            plan.recording, "replay", {"page": page.pk, "publication": str(new)}
        )
    return row


def _same_video(plan: Plan, old: Publication | None, folder: Path) -> dict[str, Any]:
    """The fields of a publication whose video is the old one's; empty where it must be made.

    A word corrected in a title, or in the captions, must not take the video away from readers while
    it is encoded.
    """
    from media import captions

    if old is None or not old.video or old.video_digest != plan.video_digest:
        return {}
    now = plan.spans()
    if len(now) != len(old.spans):
        return {}
    spans = [
        {**new, "replay_start": was["replay_start"], "replay_end": was["replay_end"]}
        for new, was in zip(now, old.spans, strict=True)
    ]
    try:
        public_files.share(old.folder / old.video, folder)
    except FileNotFoundError:
        return {}
    titles = plan.titles()
    placed = [
        PlacedSpan(
            span["start"],
            span["start"] + span["replay_end"] - span["replay_start"],
            titles[span["block"]],
            span["replay_start"],
        )
        for span in spans
    ]
    said = captions.write_vtt(captions.replay_captions(plan.transcript, placed))
    marks = captions.write_vtt(captions.chapters(placed))
    return {
        "state": Publication.State.READY,
        "spans": spans,
        "video": old.video,
        "captions": public_files.write(folder, said.encode(), ".vtt"),
        "chapters": public_files.write(folder, marks.encode(), ".vtt"),
        "duration": old.duration,
    }


def _stills(plan: Plan, folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The names of the masked still of each step, by block id, and of those for small screens."""
    from media.stills import smaller

    names: dict[str, str] = {}
    small: dict[str, str] = {}
    for step in plan.steps:
        picture = plan.still(step["value"])
        if picture is None:
            continue
        names[step["id"]] = public_files.write(folder, picture, store.picture_suffix(picture))
        reduced = smaller(picture, SMALL_WIDTH)
        if reduced is not None:
            small[step["id"]] = public_files.write(folder, reduced, ".webp")
    return names, small
