"""The app of recordings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordingsConfig(AppConfig):
    name = "kb.recordings"
    verbose_name = _("recordings")

    def ready(self) -> None:
        from kb.recordings.pipeline import stages, sweep
        from kb.recordings.uploads import sweep_uploads

        stages.register()
        sweep.on_sweep("half-written files", sweep.clear_stale_files, every=3600)
        sweep.on_sweep("uploads", sweep_uploads, every=3600)
