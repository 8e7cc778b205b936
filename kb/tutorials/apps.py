"""The app of tutorials."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TutorialsConfig(AppConfig):
    name = "kb.tutorials"
    verbose_name = _("tutorials")

    def ready(self) -> None:
        from kb.recordings.pipeline import sweep
        from kb.tutorials import publication, retention, signals, stages

        stages.register()
        signals.connect()
        # A process killed between a withdrawal and its clean-up leaves no copy for ever.
        sweep.on_sweep("public copies", publication.sweep_copies, every=3600)
        sweep.on_sweep("originals", retention.originals_remove, every=3600)
