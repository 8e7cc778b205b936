"""The app of skill paths."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PathsConfig(AppConfig):
    name = "kb.paths"
    verbose_name = _("skill paths")

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from kb.paths.frames import skill_made
        from kb.tutorials.models import Skill

        post_save.connect(skill_made, sender=Skill, dispatch_uid="skill_in_frames")
