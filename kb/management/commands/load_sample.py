"""Loads the shipped sample session, once, by the same services as any other recording."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from kb.management.commands.prepare import EDITOR
from kb.recordings import selectors, services
from kb.recordings.agreements import ConsentGiven
from kb.recordings.models import Recording, StageRun
from kb.tutorials.models import TutorialPage
from kb.tutorials.services import tutorial_review_pass
from media.wording import typeset

SAMPLE = Path(settings.BASE_DIR) / "kb" / "sample"


class Command(BaseCommand):
    help = "Loads the shipped sample session through the real pipeline, reviews and publishes it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--minutes", type=float, default=20.0, help="how long to wait at most")

    def handle(self, *args: Any, **options: Any) -> None:
        marker = settings.KB_VAR / "sample.json"
        if not marker.exists():
            review = json.loads((SAMPLE / "review.json").read_text())
            user = get_user_model().objects.get_by_natural_key(EDITOR)
            recording = sample_recording(review, user)
            self.stdout.write(_("The sample session is being worked on: a minute or two."))
            deadline = time.monotonic() + options["minutes"] * 60
            wait_for(recording, "draft", deadline)
            page = sample_published(recording, review, user)
            wait_for(recording, "replay", deadline)
            marker.write_text(json.dumps({"recording": str(recording.pk), "page": page.pk}))
        published = json.loads(marker.read_text())["page"]
        tell_where(self, TutorialPage.objects.live().filter(pk=published).first())


def sample_recording(review: dict[str, Any], user: AbstractBaseUser) -> Recording:
    """The sample as a recording: the one that an interrupted start left, or a new one."""
    left = Recording.objects.filter(owner=user, title=review["title"]).first()
    if left:
        return left
    parts = {"main": SAMPLE / "session.mkv", "timeline": SAMPLE / "timeline.jsonl"}
    return services.recording_create(
        owner=user,
        title=review["title"],
        parts=parts,
        consents=[ConsentGiven(**consent) for consent in review["consents"]],
    )


def sample_published(
    recording: Recording, review: dict[str, Any], user: AbstractBaseUser
) -> TutorialPage:
    """The drafted page after the shipped review: its masks drawn and kept, moderation passed."""
    page = TutorialPage.objects.get(recording=recording)
    if page.live:
        return page
    if not recording.masks.exists():
        for mask in review["masks"]:
            services.mask_add(
                recording=recording,
                start=mask["start"],
                end=mask["end"],
                box=tuple(mask["box"]),
                by=user,
            )
    left = selectors.proposals_left(recording)
    services.proposals_keep(recording=recording, proposals=left, by=user)
    page = page.get_latest_revision_as_object()
    if corrected(page, review["corrections"]):
        page.save_revision(user=user, log_action=True)
    tutorial_review_pass(page=page, user=user, comment=review["comment"])
    page.refresh_from_db()
    return page


def corrected(page: TutorialPage, corrections: list[tuple[str, str]]) -> bool:
    """Whether a word that was misheard, as the review noted, was put right in a step of `page`."""
    changed = False
    for block in page.own_steps:
        text = block.value["text"]
        for heard, said in corrections:
            text = text.replace(heard, typeset(said))
        changed = changed or text != block.value["text"]
        block.value["text"] = text
    return changed


def wait_for(recording: Recording, stage: str, deadline: float) -> None:
    """Returns when the stage is done; raises CommandError when one failed or time is over."""
    while selectors.stage_output(recording, stage) is None:
        failed = StageRun.objects.filter(recording=recording, state="failed").first()
        if failed:
            raise CommandError(f"{failed.stage}: {failed.error}")
        if time.monotonic() > deadline:
            raise CommandError(_("The sample is not ready yet: is the worker running?"))
        time.sleep(0.5)


def tell_where(command: BaseCommand, page: TutorialPage | None) -> None:
    """Says what to open in the browser."""
    url = settings.KB_PUBLIC_URL
    lines = [_("The site:") + f" {url}/"]
    if page:
        lines.append(_("A first tutorial:") + f" {url}{page.relative_url(page.get_site())}")
    lines.append(_("To review and publish:") + f" {url}/admin/")
    lines.append(_("To bring a recording:") + f" {url}/enregistrements/nouveau/")
    command.stdout.write("\n" + "\n".join(lines) + "\n")
