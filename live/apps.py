"""The app of live assistance."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LiveConfig(AppConfig):
    name = "live"
    verbose_name = _("live assistance")

    def ready(self) -> None:
        from kb.recordings.personal import on_export
        from kb.recordings.withdrawal import on_withdrawal
        from live import upkeep
        from live.selectors import kept_of
        from live.services.consents import recording_followed

        upkeep.connect()
        on_withdrawal(recording_followed)
        on_export(kept_of)
