"""What one learns to do by following a tutorial, as tags."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase


class Skill(TagBase):
    """Something that one can do, for instance “sending and reading e-mail”."""

    free_tagging = True

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")


class SkillOfTutorial(ItemBase):
    """That a tutorial exercises a skill."""

    tag = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="tutorials")
    content_object = ParentalKey(
        "tutorials.TutorialPage", on_delete=models.CASCADE, related_name="skills_of_tutorial"
    )
