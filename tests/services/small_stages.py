"""Stages that do nothing but say so, each as long as the test wants: for killing workers in them.

An app, so that real workers can have it. A stage writes a line into `<KB_VAR>/journal`, then waits
until `<KB_VAR>/open/<stage>` is there. The draft is the real one, which then waits like the others:
killed there, its page is made and its row knows nothing of it.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings

STEP = {"start": 0.0, "end": 2.0, "title": "Cliquez ici", "text": "Cliquez ici."}
MEDIA = {"duration": 2.0, "width": None, "height": None, "tracks": []}
OUTPUTS: dict[str, dict[str, Any]] = {
    "probe": {"media": MEDIA},
    "join": {"media": MEDIA, "timeline": []},
    "protect": {"steps": [STEP], "transcript": [], "tutorial": {"title": "Titre"}},
    "illustrate": {"preview": None, "waveform": [], "stills": [None]},
}


class SmallStages(AppConfig):
    name = "tests.services"
    label = "small_stages"

    def ready(self) -> None:
        from kb.recordings.pipeline import registry

        for stage in registry.ordered():
            if stage.on_request:
                registry.remove(stage.name)
            else:
                real = stage.run if stage.name == "draft" else said
                registry.add(replace(stage, run=gated(real), options=dict))


def said(context: Any) -> dict[str, Any]:
    """What the later stages need, and a file that names the attempt's recording."""
    with context.temporary(".txt") as aside:
        aside.write_text(context.stage)
        return {**OUTPUTS.get(context.stage, {}), "file": context.keep(aside)}


def gated(real: Callable[[Any], dict[str, Any]]) -> Callable[[Any], dict[str, Any]]:
    """`real`, then a line in the journal, then a wait for the gate with a half-written file."""

    def run(context: Any) -> dict[str, Any]:
        root = Path(settings.KB_VAR)
        output = real(context)
        with context.temporary(".half"), (root / "journal").open("a") as journal:
            journal.write(f"{context.recording_id} {context.stage}\n")
            journal.flush()
            while not (root / "open" / context.stage).exists():
                if (root / "deadly" / context.stage).exists():
                    os.kill(os.getpid(), signal.SIGKILL)
                context.progress(0.5)
                time.sleep(0.05)
        return output

    return run
