"""The app of search."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "kb.search"
    verbose_name = _("search")

    def ready(self) -> None:
        """Listens for tutorials that are published or withdrawn, and has the index looked after."""
        from kb.search import signals, upkeep

        signals.connect()
        upkeep.connect()
