"""Draws the states of a stage and the order of the stages, from the tables that the code uses."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from kb.recordings import states
from kb.recordings.pipeline import registry

PAGE = Path(settings.BASE_DIR) / "docs" / "pipeline.md"
TEXT = """# The pipeline

Drawn by `manage.py pipeline_diagram --write` from `kb/recordings/states.py` and the registered
stages; do not edit. How it works is in `kb/recordings/pipeline/runner.py`.

## The states of a stage

```mermaid
{states}
```

## What needs what

A dashed stage runs when somebody asks for it.

```mermaid
{stages}
```
"""


class Command(BaseCommand):
    help = "Prints docs/pipeline.md; --write writes it, --check fails where it differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true")
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        text = page()
        if options["write"]:
            PAGE.write_text(text)
        elif not options["check"]:
            self.stdout.write(text, ending="")
        elif not PAGE.exists() or PAGE.read_text() != text:
            raise CommandError(
                "docs/pipeline.md is out of date: run manage.py pipeline_diagram --write"
            )


def page() -> str:
    """The whole page."""
    with translation.override("en"):
        return TEXT.format(states=states.diagram(), stages=stages_diagram())


def stages_diagram() -> str:
    """What needs what, as a Mermaid flow chart."""
    lines = ["flowchart LR"]
    for stage in registry.ordered():
        lines.append(f'    {stage.name}["{stage.name}: {stage.label}"]')
    for stage in registry.ordered():
        arrow = "-.->" if stage.on_request else "-->"
        lines += [f"    {need} {arrow} {stage.name}" for need in stage.needs]
    return "\n".join(lines)
