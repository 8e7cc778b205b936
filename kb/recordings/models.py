"""What was captured, what was agreed about it, and how far it has been processed."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kb.recordings.caption_models import CaptionEdit as CaptionEdit
from kb.recordings.caption_models import HeardWord as HeardWord
from kb.recordings.pass_models import Pass as Pass
from kb.recordings.states import StageState
from kb.recordings.upload_models import Upload as Upload
from media.types import ScreenMask, Speaker, SpokenMask


class Recording(models.Model):
    """One recorded session, or one imported file. Its files are in its own private folder."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("brought by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="recordings",
    )
    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    keep_until = models.DateTimeField(
        _("kept until"),
        null=True,
        blank=True,
        help_text="Then the original goes; empty where it stays.",
    )
    reduced_at = models.DateTimeField(
        null=True, editable=False, help_text="When all but what is published was deleted."
    )

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        ordering = ["-created_at"]
        permissions = [("review_recording", "Can see and review every recording")]

    def __str__(self) -> str:
        return self.title

    @property
    def folder(self) -> Path:
        """The private folder of this recording: no two recordings share a byte."""
        return Path(settings.KB_RECORDINGS_ROOT) / str(self.id)


class Part(models.Model):
    """One file as it was brought: the picture and sound, one person's voice, or the timeline."""

    class Role(models.TextChoices):
        MAIN = "main", _("recording")
        HELPER = "helper", _("voice of the helper")
        LEARNER = "learner", _("voice of the learner")
        TIMELINE = "timeline", _("timeline")

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="parts")
    role = models.CharField(max_length=10, choices=Role)
    name = models.CharField(_("name of the file as it was sent"), max_length=255)
    file = models.CharField(_("name in the recording's folder"), max_length=100)
    size = models.PositiveBigIntegerField()
    upload = models.UUIDField(
        null=True,
        unique=True,
        editable=False,
        help_text="The upload that it came by: a form sent twice finds the recording it made.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recording", "role"], name="one_part_per_role")
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.name}"


class Consent(models.Model):
    """What one person agreed to, in which words, when, and when they took it back.

    Four purposes, none a condition of another. Rows are a journal: a change of mind is a
    withdrawal and a new row, never an edit.
    """

    class Role(models.TextChoices):
        HELPER = "helper", _("helper")
        LEARNER = "learner", _("learner")

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="consents")
    role = models.CharField(_("role"), max_length=10, choices=Role)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL
    )
    name = models.CharField(_("first name"), max_length=80, blank=True)
    show = models.BooleanField(_("show the screen"), default=False)
    record = models.BooleanField(_("record"), default=False)
    tutorial = models.BooleanField(_("use it to make a tutorial"), default=False)
    voice = models.BooleanField(_("keep the voice"), default=False)
    text_version = models.CharField(_("version of the text"), max_length=20)
    given_at = models.DateTimeField(_("given"), auto_now_add=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        ordering = ["given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["recording", "role"],
                condition=Q(withdrawn_at=None),
                name="one_standing_consent_per_role",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.recording}"


class Mask(models.Model):
    """What a person decided about a part of the picture, or of the sound, from `start` to `end`
    seconds: a box in canvas pixels, or no box.

    What the machine proposes is in the output of its stage. A row says where a person drew a mask
    of their own, kept a proposal, or refused one, so that it stays so when the stage runs again.
    """

    class Decision(models.TextChoices):
        DRAWN = "drawn", _("drawn")
        KEPT = "kept", _("kept")
        REFUSED = "refused", _("taken away")

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="masks")
    start = models.FloatField()
    end = models.FloatField()
    x = models.PositiveIntegerField(null=True)
    y = models.PositiveIntegerField(null=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    speaker = models.CharField(max_length=10, blank=True, help_text="Of a sound; empty: both.")
    kind = models.CharField(max_length=30, default="drawn")
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.DRAWN)
    reason = models.CharField(max_length=200, blank=True, help_text="Why it was refused.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    decided_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="mask_ends_after_start"),
            models.CheckConstraint(
                condition=Q(x=None, y=None, width=None, height=None)
                | Q(x__isnull=False, y__isnull=False, width__gt=0, height__gt=0),
                name="mask_has_a_box_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start:.1f}–{self.end:.1f} s"

    @property
    def as_mask(self) -> ScreenMask | SpokenMask:
        """The same as a value of the library."""
        if self.x is None or self.y is None or not self.width or not self.height:
            speaker: Speaker | None = self.speaker or None
            return SpokenMask(self.start, self.end, self.kind, 1.0, speaker)
        box = (self.x, self.y, self.width, self.height)
        return ScreenMask(self.start, self.end, self.kind, box)


class StageRun(models.Model):
    """The truth about one stage of one recording: the queue, the lock and the result in one row."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=30)
    state = models.CharField(max_length=10, choices=StageState, default=StageState.WAITING)
    attempt = models.PositiveIntegerField(
        default=0, help_text="Rises with every claim: the fence against a worker that comes back."
    )
    failures = models.PositiveIntegerField(
        default=0, help_text="Passing faults and lost leases since the last success or retry."
    )
    lease_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=100, blank=True, help_text="Who holds the lease.")
    not_before = models.DateTimeField(null=True, blank=True)
    progress = models.FloatField(default=0.0)
    request = models.JSONField(
        default=dict, help_text="What was asked of a stage that runs on request."
    )
    digest = models.CharField(
        max_length=64, blank=True, help_text="Of the inputs that made `output`."
    )
    output = models.JSONField(null=True, blank=True)
    error_code = models.CharField(max_length=40, blank=True)
    error = models.TextField(blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recording", "stage"], name="one_run_per_stage"),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(lease_until__isnull=False),
                name="running_has_a_lease",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} ({self.state})"


class Pulse(models.Model):
    """When something that should happen again and again last happened."""

    name = models.CharField(max_length=30, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.at:%F %T}"
