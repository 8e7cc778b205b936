"""What one learns to do by following a tutorial, as tags."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase


def skills_from_string(text: str) -> list[str]:
    """What a person typed, between commas, each once: a skill has several words."""
    names = (" ".join(part.split()) for part in text.split(","))
    return sorted({name for name in names if name})


def string_from_skills(skills: Iterable[TagBase]) -> str:
    """The skills with commas between, as they are typed."""
    return ", ".join(sorted(skill.name for skill in skills))


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
