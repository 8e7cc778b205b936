"""Stages that do nothing but say so, each as long as the test wants: for killing workers in them.

An app, so that real workers can have it. A stage writes a line into `<KB_VAR>/journal`, then waits
until `<KB_VAR>/open/<stage>` is there.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from django.apps import AppConfig

NAMES = ("probe", "join", "transcribe", "watch", "segment", "protect", "illustrate")


class SmallStages(AppConfig):
    name = "tests.services"
    label = "small_stages"

    def ready(self) -> None:
        from kb.recordings.pipeline import registry

        for name in registry.names():
            stage = registry.get(name)
            if name not in NAMES:
                registry.remove(name)
            else:
                registry.add(registry.Stage(name, name, work, stage.needs))


def work(context: Any) -> dict[str, Any]:
    """Writes a line, waits for the gate, keeps a file."""
    from django.conf import settings

    root = Path(settings.KB_VAR)
    with (root / "journal").open("a") as journal:
        journal.write(f"{context.stage} {os.getpid()}\n")
    with context.temporary(".txt") as aside:
        aside.write_text(context.stage)
        if "kill" in os.environ.get("KB_TEST_FAULT", "") and context.stage == "join":
            os.kill(os.getpid(), 9)
        while not (root / "open" / context.stage).exists():
            context.progress(0.5)
            time.sleep(0.02)
        return {"file": context.keep(aside)}
