"""Steps that many tutorials have in common, kept once."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class SharedSteps(models.Model):
    """A passage of a published tutorial that others show as their own: « Se connecter avec
    FranceConnect ». What is changed there is changed everywhere.

    Its pictures are the public copies of that tutorial, with its consents and masks; where that is
    published no longer, the words alone are shown.
    """

    name = models.CharField(
        _("what one does"), max_length=200, help_text=_("For instance: Sign in with FranceConnect.")
    )
    text = models.TextField(
        _("in words"), blank=True, help_text=_("Shown where the pictures are not to be had.")
    )
    tutorial = models.ForeignKey(
        "tutorials.TutorialPage",
        verbose_name=_("tutorial"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Where these steps come from."),
    )
    first = models.PositiveSmallIntegerField(_("from step"), null=True, blank=True)
    last = models.PositiveSmallIntegerField(_("to step"), null=True, blank=True)
    blocks = models.JSONField(
        default=list, editable=False, help_text="The ids of the steps: they stand when others move."
    )

    class Meta:
        verbose_name = _("shared steps")
        verbose_name_plural = _("shared steps")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps which steps are meant, when somebody says it anew."""
        before = type(self).objects.filter(pk=self.pk).values("tutorial", "first", "last").first()
        now = {"tutorial": self.tutorial_id, "first": self.first, "last": self.last}
        if before != now:
            self.blocks = self._chosen()
        super().save(*args, **kwargs)

    @property
    def count(self) -> int:
        """How many steps are shared."""
        return len(self.blocks)

    def clean(self) -> None:
        """Refuses steps that the tutorial does not have."""
        super().clean()
        if self.tutorial is not None and not self._chosen():
            raise ValidationError({"first": _("The tutorial has no such steps.")})

    def _chosen(self) -> list[str]:
        if self.tutorial is None:
            return []
        ids = [step.id for step in self.tutorial.own_steps]
        return ids[max(0, (self.first or 1) - 1) : self.last or len(ids)]
