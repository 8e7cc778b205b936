"""What is kept beside a page: which draft a recording made, and the public copies of a tutorial."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.recordings.models import Recording


class RecordingDraft(models.Model):
    """The one draft that the machine made of a recording, and the revision that it wrote itself.

    While the page's latest revision is `machine_revision`, nobody has edited it.
    """

    recording = models.OneToOneField(Recording, on_delete=models.CASCADE, related_name="draft")
    page = models.OneToOneField(
        "tutorials.TutorialPage", null=True, on_delete=models.SET_NULL, related_name="draft"
    )
    machine_revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    grounds = models.JSONField(
        default=dict,
        help_text="What each step rests on, by block: its evidence, and its title before a model"
        " reworded it.",
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")

    def __str__(self) -> str:
        return f"{self.recording}"


class Publication(models.Model):
    """The public copies of a live tutorial: a folder named by `uuid`, new for each new content."""

    class State(models.TextChoices):
        PREPARING = "preparing", _("video being made")
        READY = "ready", _("complete")

    page = models.OneToOneField(
        "tutorials.TutorialPage", on_delete=models.CASCADE, related_name="publication"
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.PREPARING)
    digest = models.CharField(max_length=64, help_text="Of all that the public files show.")
    video_digest = models.CharField(
        max_length=64, blank=True, help_text="Of all that the video shows: a new title leaves it."
    )
    stills = models.JSONField(default=dict, help_text="Name of the file, by block id.")
    small_stills = models.JSONField(
        default=dict, help_text="The same for small screens, where the still is much wider."
    )
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    spans = models.JSONField(
        default=list,
        help_text="By step: block, start and end in the recording, replay_start, replay_end.",
    )
    transcript = models.JSONField(default=list, help_text="Masked utterances of the voices kept.")
    video = models.CharField(max_length=100, blank=True)
    captions = models.CharField(max_length=100, blank=True)
    chapters = models.CharField(max_length=100, blank=True)
    duration = models.FloatField(default=0.0)
    checked = models.JSONField(
        default=dict,
        help_text="What was found when the public files were last decoded and looked at again.",
    )
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("publication")

    def __str__(self) -> str:
        return f"{self.page}"

    @property
    def folder(self) -> Path:
        """Where the public files are; nothing else is ever served without an account."""
        return Path(settings.KB_PUBLIC_ROOT) / str(self.uuid)

    @property
    def files(self) -> set[str]:
        """The names that may be asked for."""
        named = {self.video, self.captions, self.chapters}
        pictures = [*self.stills.values(), *self.small_stills.values()]
        return {name for name in [*pictures, *named] if name}
