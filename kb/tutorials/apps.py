"""The app of tutorials."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TutorialsConfig(AppConfig):
    name = "kb.tutorials"
    verbose_name = _("tutorials")

    def ready(self) -> None:
        from kb.tutorials import signals, stages

        stages.register()
        signals.connect()
