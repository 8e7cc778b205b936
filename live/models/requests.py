"""A request for help, and the answers that a person gives before anything is shared."""

from __future__ import annotations

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.recordings.agreements import PURPOSES, Purpose
from live.keys import learner_key

WORDS_MAX = 500
NAME_MAX = 80
CONTACT_MAX = 200
AUTONOMY = [MinValueValidator(1), MaxValueValidator(5)]


class Answered(models.Model):
    """What one person agrees to, in which words and since when. `answered_at` is None before."""

    show = models.BooleanField(_("show the screen"), default=False)
    record = models.BooleanField(_("record"), default=False)
    tutorial = models.BooleanField(_("use it to make a tutorial"), default=False)
    voice = models.BooleanField(_("keep the voice"), default=False)
    text_version = models.CharField(_("version of the text"), max_length=20, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def chosen(self) -> set[Purpose]:
        """What they agree to now."""
        return {purpose for purpose in PURPOSES if getattr(self, purpose)}


class HelpRequest(Answered):
    """Somebody asks for help. The tutorial and its step are plain values: it may go meanwhile."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        LEFT = "left", _("closed after a long wait")
        CANCELLED = "cancelled", _("cancelled")
        DONE = "done", _("done")
        LEFT_MESSAGE = "left_message", _("to be called back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("first name"), max_length=NAME_MAX)
    words = models.CharField(_("what for"), max_length=WORDS_MAX, blank=True)
    tutorial_id = models.PositiveIntegerField(null=True, blank=True)
    tutorial_step = models.PositiveIntegerField(null=True, blank=True)
    tutorial_title = models.CharField(max_length=255, blank=True)
    skills = models.CharField(
        max_length=200, blank=True, help_text="What it seems to be about: names of services."
    )
    language = models.CharField(_("language"), max_length=10, default="fr")
    contact = models.CharField(_("way to be called back"), max_length=CONTACT_MAX, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    autonomy_before = models.PositiveSmallIntegerField(null=True, blank=True, validators=AUTONOMY)
    address_hash = models.CharField(
        max_length=64, help_text="Of the sender's address: counts requests, tells no address."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(
        auto_now_add=True, help_text="When the waiting page was last asked for."
    )

    class Meta:
        verbose_name = _("request for help")
        verbose_name_plural = _("requests for help")
        ordering = ["created_at"]
        permissions = [("help", "Can help people live")]
        indexes = [
            models.Index(fields=["state", "created_at"], name="live_queue"),
            models.Index(fields=["address_hash", "created_at"], name="live_by_address"),
        ]

    def __str__(self) -> str:
        return self.subject or self.name

    @property
    def key(self) -> str:
        """What opens this learner's pages. Only they have it; it is computed, never stored."""
        return learner_key(self.id)

    @property
    def subject(self) -> str:
        """What it is about, in a line: the words, or else the tutorial's title."""
        return " ".join(self.words.split()) or self.tutorial_title


class WrongCode(models.Model):
    """A code that was none: codes cannot be guessed by trying."""

    address_hash = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["address_hash", "at"], name="live_wrong_codes")]

    def __str__(self) -> str:
        return f"{self.at:%F %T}"
