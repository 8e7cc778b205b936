"""Compares the search index with the published tutorials."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kb.search.engines import current_index
from kb.search.index import IndexLost
from kb.search.services import index_compare


class Command(BaseCommand):
    help = (
        "Says where the search index is not what the published tutorials are; exit status 1 then. "
        "The sweep repairs it within a minute; at once: search_rebuild."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            found = index_compare()
        except IndexLost as lost:
            raise CommandError(f"There is no index that can be used: {lost}.") from lost
        for page_id in found.stale:
            self.stdout.write(f"tutorial {page_id}: missing, or not as it is now")
        for page_id in found.gone:
            self.stdout.write(f"tutorial {page_id}: nobody may find it any more")
        if found:
            raise CommandError(f"{len(found.stale) + len(found.gone)} differences.")
        health = current_index().health()
        self.stdout.write(f"{health.documents} tutorials, {health.steps} steps: as published.")
