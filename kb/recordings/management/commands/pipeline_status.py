"""Says how far every recording is."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kb.recordings.models import StageRun
from kb.recordings.pipeline import registry

COLUMNS = (
    "recording",
    "title",
    "stage",
    "state",
    "attempt",
    "failures",
    "progress",
    "lease_until",
    "worker",
    "not_before",
    "error_code",
    "error",
)
SHOWN = ("recording", "stage", "state", "attempt", "progress", "lease_until", "error")


class Command(BaseCommand):
    help = "Prints the stages of the latest recordings, as a table or as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON list, for machines")
        parser.add_argument("--all", action="store_true", help="also those that are done")
        parser.add_argument("--recording", help="only this one, by its id or the start of it")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = stage_rows(options["recording"] or "", everything=options["all"])
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, default=str, indent=1))
        elif rows:
            self.stdout.write(table(rows))
        else:
            self.stdout.write("Nothing waits, nothing failed. --all shows what is done.")


def stage_rows(recording: str, *, everything: bool) -> list[dict[str, Any]]:
    """One row a stage, newest recording first, stages in their order."""
    runs = StageRun.objects.select_related("recording").defer("output", "request")
    if not everything:
        runs = runs.exclude(state="done")
    order = {name: number for number, name in enumerate(s.name for s in registry.ordered())}
    found = [run for run in runs if str(run.recording_id).startswith(recording)]
    found.sort(key=lambda run: order.get(run.stage, len(order)))
    found.sort(key=lambda run: (run.recording.created_at, run.recording_id), reverse=True)
    return [_row(run) for run in found]


def _row(run: StageRun) -> dict[str, Any]:
    values = {name: getattr(run, name, None) for name in COLUMNS}
    return {**values, "recording": str(run.recording_id), "title": run.recording.title}


def table(rows: list[dict[str, Any]]) -> str:
    """The rows in columns."""
    lines = [list(SHOWN)] + [[_cell(name, row[name]) for name in SHOWN] for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(SHOWN))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == "recording":
        return value[:8]
    if name == "progress":
        return f"{value:.0%}"
    if name == "lease_until":
        return f"{value:%H:%M:%S}"
    return str(value).split("\n", 1)[0][:100]
