"""Skill paths: stages with one plain goal each, and the tutorials that lead there."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from kb.tutorials.models import Device, Level, Skill


class Frame(models.TextChoices):
    """Public frames in which mediators speak of skills."""

    ANCT = "anct", _("Themes of digital mediation (ANCT)")
    PIX = "pix", "Pix (CRCN)"
    DIGCOMP = "digcomp", "DigComp 2.2"
    CLEA = "clea", "CléA numérique"


class SkillInFrame(models.Model):
    """What a skill of ours is called in a public frame, as the frame writes it."""

    skill = models.ForeignKey(
        Skill, verbose_name=_("skill"), on_delete=models.CASCADE, related_name="frames"
    )
    frame = models.CharField(_("frame"), max_length=10, choices=Frame)
    label = models.CharField(
        _("its name there"),
        max_length=200,
        help_text=_("With its number where it has one, for instance 2.1 Interagir."),
    )

    class Meta:
        verbose_name = _("skill in a public frame")
        verbose_name_plural = _("skills in public frames")
        ordering = ("skill__name", "frame", "label")

    def __str__(self) -> str:
        return f"{self.skill}: {self.get_frame_display()}, {self.label}"


class StageBlock(blocks.StructBlock):
    """One stage: a goal in plain words, and the tutorials towards it, in order."""

    goal = blocks.CharBlock(
        label=_("Goal"), max_length=120, help_text=_("One, and plain: Read your e-mail.")
    )
    text = blocks.TextBlock(label=_("Text"), required=False, rows=2)
    tutorials = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="tutorials.TutorialPage", label=_("Tutorial")),
        label=_("Tutorials"),
    )
    practice = blocks.BooleanBlock(
        label=_("Propose to practise each of them"), required=False, default=True
    )

    class Meta:
        icon = "flag"
        label = _("Stage")
        label_format = "{goal}"


class PathPage(Page):
    """A path: its stages in order. Nobody is marked, and there is no deadline."""

    introduction = models.TextField(_("introduction"), blank=True)
    level = models.CharField(
        _("level"),
        max_length=10,
        choices=Level.choices,
        blank=True,
        help_text=_("For whom it is; the three questions propose it by this."),
    )
    device = models.CharField(
        _("device"), max_length=10, choices=Device.choices, blank=True, help_text=_("On what.")
    )
    stages = StreamField([("stage", StageBlock())], verbose_name=_("stages"), blank=True)

    parent_page_types: ClassVar = ["tutorials.HomePage"]
    subpage_types: ClassVar = []
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldRowPanel([FieldPanel("level"), FieldPanel("device")]),
        FieldPanel("stages"),
    ]

    class Meta:
        verbose_name = _("skill path")
        verbose_name_plural = _("skill paths")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's context, and `path` (Path)."""
        from kb.paths.selectors import path_of

        return super().get_context(request, *args, **kwargs) | {"path": path_of(self)}
