"""What readers say of a step that is no longer right, and when a person last looked at it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """What may be wrong with a step. No words of a reader: they could hold personal data."""

    SCREEN = "screen", _("The screen does not look like this any more")
    MISSING = "missing", _("I cannot find the button or the link")
    OTHER = "other", _("Something else")


class StepReport(models.Model):
    """How often readers said the same of a step: counted, never who. `block`: the step's block."""

    page = models.ForeignKey(
        "tutorials.TutorialPage", on_delete=models.CASCADE, related_name="reports"
    )
    block = models.CharField(max_length=40)
    reason = models.CharField(max_length=10, choices=Reason)
    times = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("report of a reader")
        verbose_name_plural = _("reports of readers")
        constraints = (
            models.UniqueConstraint(fields=["page", "block", "reason"], name="one_report_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.page}: {self.get_reason_display()}"


class StepVerified(models.Model):
    """That a person looked at a step on the real site, and when."""

    page = models.ForeignKey(
        "tutorials.TutorialPage", on_delete=models.CASCADE, related_name="verified_steps"
    )
    block = models.CharField(max_length=40)
    day = models.DateField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("verified step")
        verbose_name_plural = _("verified steps")
        constraints = (models.UniqueConstraint(fields=["page", "block"], name="one_day_a_step"),)

    def __str__(self) -> str:
        return f"{self.page}: {self.day}"
