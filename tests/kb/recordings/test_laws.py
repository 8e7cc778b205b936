"""Whatever happens to workers, each stage is done exactly once, and its output is the right one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.recordings.models import StageRun
from kb.recordings.pipeline import bell, runner, sweep
from kb.recordings.states import StageState
from tests import factories

pytestmark = pytest.mark.django_db
NAMES = ("one", "two", "three")
EVENTS = ("claim", "finish", "finish late", "crash", "sweep", "expire", "fault")


class Workers:
    """Workers who claim, die, come back late; `settled` counts the outputs that were taken."""

    def __init__(self, recording):
        self.recording = recording
        self.at_work = []
        self.lost = []
        self.settled = dict.fromkeys(NAMES, 0)

    def claim(self, stage):
        run = runner.claim(self.recording.stages.get(stage=stage).pk)
        if run is not None:
            self.at_work.append(run)

    def finish(self, _stage):
        if self.at_work:
            self._settle(self.at_work.pop())

    def finish_late(self, _stage):
        if self.lost:
            self._settle(self.lost.pop())

    def crash(self, _stage):
        if self.at_work:
            self.lost.append(self.at_work.pop())

    def fault(self, _stage):
        if self.at_work:
            runner.fail(self.at_work.pop(), RuntimeError("passing"))
            StageRun.objects.update(not_before=None)

    def expire(self, _stage):
        StageRun.objects.filter(lease_until__isnull=False).update(
            lease_until=timezone.now() - timedelta(seconds=1)
        )

    def sweep(self, _stage):
        sweep.sweep()

    def _settle(self, run):
        try:
            runner.settle(run, f"digest of {run.stage}", {"attempt": run.attempt})
        except runner.LeaseLost:
            return
        self.settled[run.stage] += 1


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(events=st.lists(st.tuples(st.sampled_from(EVENTS), st.sampled_from(NAMES)), max_size=40))
def test_any_sequence_of_claims_crashes_and_sweeps_ends_with_each_stage_done_once(
    events, stages, monkeypatch, settings
):
    settings.KB_STAGE_MAX_ATTEMPTS = 1000
    monkeypatch.setattr(bell, "ring", lambda pk: None)
    monkeypatch.setattr(sweep, "ring", lambda pk: None)
    stages(**dict.fromkeys(NAMES, lambda context: {}))
    recording = factories.bare_recording()
    for name in NAMES:
        StageRun.objects.create(recording=recording, stage=name)
    runner.promote(recording.pk)
    workers = Workers(recording)
    for event, stage in events:
        getattr(workers, event.replace(" ", "_"))(stage)
        assert_order(recording)
    for name in NAMES:
        workers.expire(name)
        workers.sweep(name)
        workers.claim(name)
        while workers.at_work:
            workers.finish(name)
    while workers.lost:
        workers.finish_late("")
    assert workers.settled == dict.fromkeys(NAMES, 1)
    assert {run.state for run in recording.stages.all()} == {StageState.DONE}


def assert_order(recording):
    """No stage is ahead of what it needs."""
    done = [recording.stages.get(stage=name).state == StageState.DONE for name in NAMES]
    assert done == sorted(done, reverse=True)
