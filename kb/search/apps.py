"""The app of search."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "kb.search"
    verbose_name = _("search")

    def ready(self) -> None:
        """Listens for tutorials that are published or withdrawn."""
        from kb.search import signals

        signals.connect()
