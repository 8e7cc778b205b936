"""What people put right in what was written down, and the words that are learnt from it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CaptionEdit(models.Model):
    """What somebody truly says from `start` to `end` seconds. It holds when the machine listens
    again, however it then cuts the sentences."""

    recording = models.ForeignKey(
        "recordings.Recording", on_delete=models.CASCADE, related_name="caption_edits"
    )
    start = models.FloatField()
    end = models.FloatField()
    speaker = models.CharField(max_length=10, blank=True)
    text = models.TextField(max_length=2000, blank=True)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    edited_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["start", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recording", "start", "end", "speaker"], name="one_edit_per_sentence"
            )
        ]

    def __str__(self) -> str:
        return f"{self.start:.1f}–{self.end:.1f} s"


class HeardWord(models.Model):
    """A name or a word that was misheard, and how people wrote it instead. What an editor confirms
    is put right in every recording to come."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        CONFIRMED = "confirmed", _("confirmed")
        IGNORED = "ignored", _("ignored")

    recording = models.ForeignKey(
        "recordings.Recording",
        null=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="heard_words",
        help_text="Where it was heard first; it goes with it, as long as nobody confirmed it.",
    )
    heard = models.CharField(_("as it was heard"), max_length=80)
    right = models.CharField(_("as it is written"), max_length=80)
    times = models.PositiveIntegerField(_("how often"), default=1)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    last_at = models.DateTimeField(_("last time"), auto_now=True)

    class Meta:
        verbose_name = _("misheard word")
        verbose_name_plural = _("misheard words")
        ordering = ["-times", "-last_at"]
        constraints = [
            models.UniqueConstraint(fields=["heard", "right"], name="one_row_per_misheard_word")
        ]

    def __str__(self) -> str:
        return f"{self.heard} → {self.right}"
