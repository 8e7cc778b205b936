"""The room of a session, who takes part, and the report on it."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kb.recordings.models import Recording
from live import themes
from live.codes import LENGTH
from live.models.requests import AUTONOMY, NAME_MAX, Answered, HelpRequest


class Room(models.Model):
    """One session. `seen_at`: when the live process last said that it is alive; None before.

    Its row is also the lock of what comes after: `attempt` rises with every claim to finish it.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ENDED = "ended", _("ended")
        FINISHING = "finishing", _("being put together")
        FINISHED = "finished", _("finished")
        FAILED = "failed", _("failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.OneToOneField(
        HelpRequest, null=True, blank=True, on_delete=models.SET_NULL, related_name="room"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="rooms"
    )
    code = models.CharField(max_length=LENGTH)
    inviting = models.BooleanField(default=False, help_text="Any helper may join.")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    recording = models.ForeignKey(
        Recording, null=True, blank=True, on_delete=models.SET_NULL, related_name="rooms"
    )
    attempt = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(state="open"), name="one_open_room_per_code"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.state})"

    @property
    def is_open(self) -> bool:
        """Whether one can still enter."""
        return self.state == self.State.OPEN

    @property
    def folder(self) -> Path:
        """The private folder that the live process writes."""
        return Path(settings.KB_LIVE_ROOT) / str(self.id)


class Participant(Answered):
    """Somebody who takes part in a room. A learner has no account."""

    class Role(models.TextChoices):
        LEARNER = "learner", _("learner")
        HELPER = "helper", _("helper")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="participants")
    role = models.CharField(max_length=10, choices=Role)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL
    )
    name = models.CharField(_("first name"), max_length=NAME_MAX)
    joined_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["room"], condition=Q(role="learner"), name="one_learner_per_room"
            ),
            models.UniqueConstraint(
                fields=["room", "user"],
                condition=Q(user__isnull=False),
                name="one_seat_per_helper",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.role})"


class SessionReport(models.Model):
    """What the helper and the learner say of a session afterwards."""

    class Success(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("In part")
        NO = "no", _("No")

    NOTES_MAX = 4000

    room = models.OneToOneField(Room, on_delete=models.CASCADE, related_name="report")
    minutes = models.PositiveSmallIntegerField(_("duration in minutes"), null=True, blank=True)
    theme = models.CharField(_("theme"), max_length=40, blank=True, choices=themes.choices)
    autonomy_before = models.PositiveSmallIntegerField(null=True, blank=True, validators=AUTONOMY)
    autonomy_after = models.PositiveSmallIntegerField(null=True, blank=True, validators=AUTONOMY)
    success = models.CharField(max_length=6, blank=True, choices=Success)
    orientation = models.CharField(_("orientation"), max_length=300, blank=True)
    notes = models.TextField(_("notes"), max_length=NOTES_MAX, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("session report")
        verbose_name_plural = _("session reports")

    def __str__(self) -> str:
        return f"{self.room}"
