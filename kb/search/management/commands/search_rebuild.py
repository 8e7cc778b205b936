"""Builds the search index again."""

from typing import Any

from django.core.management.base import BaseCommand

from kb.search.engines import current_index
from kb.search.services import index_rebuild


class Command(BaseCommand):
    help = "Builds the search index again from the published tutorials; searches go on meanwhile."

    def handle(self, *_args: Any, **_options: Any) -> None:
        index_rebuild()
        health = current_index().health()
        self.stdout.write(f"{health.documents} tutorials, {health.steps} steps")
