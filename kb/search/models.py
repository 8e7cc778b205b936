"""What people asked for, without who; and what editors answer to it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.search.analysis import words

KEY_MAX = 200
GROUP_MAX = 500


def search_key(text: str) -> str:
    """The folded words of a question: what makes two of them the same."""
    return " ".join(words(text))[:KEY_MAX].rstrip()


class AskedSearch(models.Model):
    """A question and how often it was asked: never by whom, from where, or together with what."""

    key = models.CharField(max_length=KEY_MAX, unique=True)
    shown = models.CharField(_("words"), max_length=KEY_MAX)
    times = models.PositiveIntegerField(_("searched"), default=0)
    unanswered = models.PositiveIntegerField(_("without a result"), default=0)
    clicked = models.PositiveIntegerField(_("opened a result"), default=0)
    helped = models.PositiveIntegerField(_("asked a person"), default=0)
    wished = models.BooleanField(_("a tutorial to write"), default=False)
    first_at = models.DateTimeField(auto_now_add=True)
    last_at = models.DateTimeField(_("last time"))

    class Meta:
        verbose_name = _("search")
        verbose_name_plural = _("searches")
        indexes = [models.Index(fields=["-times"], name="search_by_times")]

    def __str__(self) -> str:
        return self.shown


class SynonymGroup(models.Model):
    """Words that people use for the same thing, added to those that come with the search."""

    forms = models.CharField(
        _("words for the same thing"),
        max_length=GROUP_MAX,
        help_text=_("With commas between them: “bank card, credit card, CB”."),
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("words for the same thing")
        verbose_name_plural = _("words for the same thing")
        ordering = ["forms"]

    def __str__(self) -> str:
        return self.forms

    def clean(self) -> None:
        if len([form for form in self.forms.split(",") if words(form)]) < 2:
            raise ValidationError({"forms": _("Two words at least, with a comma between them.")})


class IndexChange(models.Model):
    """A tutorial of which the index has yet to be told (`kb.search.changes`); gone once it was."""

    # No key to the page: it may be gone, and the index must be told of that too.
    page_id = models.PositiveBigIntegerField(unique=True)
    token = models.UUIDField(help_text="Another one for each change.")
    due_at = models.DateTimeField(db_index=True)
    claimed_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("change of the index")
        verbose_name_plural = _("changes of the index")

    def __str__(self) -> str:
        return f"{self.page_id}"


class PinnedResult(models.Model):
    """A tutorial that comes first for a question."""

    question = models.CharField(_("question"), max_length=KEY_MAX)
    key = models.CharField(max_length=KEY_MAX, editable=False, db_index=True)
    tutorial = models.ForeignKey(
        "tutorials.TutorialPage",
        verbose_name=_("tutorial"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    class Meta:
        verbose_name = _("pinned result")
        verbose_name_plural = _("pinned results")
        ordering = ["question"]

    def __str__(self) -> str:
        return self.question

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = search_key(self.question)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        if not search_key(self.question):
            raise ValidationError({"question": _("Write the words that people search for.")})
