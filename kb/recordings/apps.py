"""The app of recordings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordingsConfig(AppConfig):
    name = "kb.recordings"
    verbose_name = _("recordings")

    def ready(self) -> None:
        from kb.recordings.pipeline import stages

        stages.register()
