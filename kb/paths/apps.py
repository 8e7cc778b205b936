"""The app of skill paths."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PathsConfig(AppConfig):
    name = "kb.paths"
    verbose_name = _("skill paths")
