"""The whole pipeline of one recording in this process: for the command line, and for tests."""

from __future__ import annotations

import time
from collections.abc import Iterator

from kb.recordings.models import Recording, StageRun
from kb.recordings.pipeline import lease, runner
from kb.recordings.states import StageState

PAUSE = 0.2
"""Seconds between two looks, while others work or a fault waits for its next try."""


def run_all(recording: Recording) -> Iterator[StageRun]:
    """The row of each stage when it has settled, until nothing is left to do.

    Whatever a worker has already taken is waited for, so both may work at the same time.
    """
    told: set[int] = set()
    try:
        while True:
            runs = list(recording.stages.defer("output"))
            for run in runs:
                if run.state in (StageState.DONE, StageState.FAILED) and run.pk not in told:
                    told.add(run.pk)
                    yield run
            active = [r for r in runs if r.state in (StageState.READY, StageState.RUNNING)]
            if not active:
                return
            if not any(runner.run(run.pk) for run in active if run.state == StageState.READY):
                time.sleep(PAUSE)
    finally:
        lease.release_all()
