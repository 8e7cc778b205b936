"""Rings for what is due, as the clock does."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from kb.recordings.pipeline.sweep import sweep


class Command(BaseCommand):
    help = "Takes back the stages of dead workers and rings for every stage that is due."

    def handle(self, *args: Any, **options: Any) -> None:
        rung = sweep()
        self.stdout.write(
            ngettext("%(count)d stage is due.", "%(count)d stages are due.", rung) % {"count": rung}
        )
