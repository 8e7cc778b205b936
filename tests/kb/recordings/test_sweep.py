from datetime import timedelta

import pytest
from django.utils import timezone

from kb.recordings.models import Pulse, StageRun
from kb.recordings.pipeline import bell, registry, runner, sweep
from kb.recordings.pipeline.registry import Stage
from kb.recordings.states import StageState
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def rung(monkeypatch):
    heard = []
    monkeypatch.setattr(bell, "ring", heard.append)
    monkeypatch.setattr(sweep, "ring", heard.append)
    return heard


@pytest.fixture
def run(stages):
    stages(one=lambda c: {"made": True})
    return factories.recording().stages.get()


def die(run):
    """A worker claims the stage, then is killed; its lease runs out."""
    assert runner.claim(run.pk)
    StageRun.objects.filter(pk=run.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_it_rings_for_what_is_ready(run, rung):
    assert sweep.sweep() == 1
    assert rung == [run.pk]


def test_it_leaves_alone_what_is_not_due(run, rung):
    StageRun.objects.update(not_before=timezone.now() + timedelta(hours=1))
    assert sweep.sweep() == 0


def test_it_leaves_a_living_worker_alone(run, rung):
    runner.claim(run.pk)
    assert sweep.sweep() == 0
    run.refresh_from_db()
    assert run.state == StageState.RUNNING


def test_it_takes_back_what_a_dead_worker_held(run, rung):
    die(run)
    assert sweep.sweep() == 1
    run.refresh_from_db()
    assert (run.state, run.failures) == (StageState.READY, 1)


def test_a_stage_that_kills_its_worker_again_and_again_fails(run, rung, settings):
    settings.KB_STAGE_MAX_ATTEMPTS = 3
    for _death in range(3):
        die(run)
        sweep.sweep()
    run.refresh_from_db()
    assert (run.state, run.error_code) == (StageState.FAILED, "crashed")


def test_the_late_return_of_a_worker_thought_dead_changes_nothing(run, rung):
    late = runner.claim(run.pk)
    StageRun.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    sweep.sweep()
    with pytest.raises(runner.LeaseLost):
        runner.settle(late, "digest", {"late": True})
    run.refresh_from_db()
    assert run.output is None


def test_a_recording_from_before_gets_the_rows_of_new_stages(run, rung):
    runner.run(run.pk)
    registry.add(Stage("new", "new", lambda c: {}, ("one",)))
    sweep.sweep()
    assert run.recording.stages.get(stage="new").state == StageState.READY


def test_it_does_its_chores_no_more_often_than_asked(run, rung, monkeypatch):
    monkeypatch.setattr(sweep, "_chores", {})
    done = []
    sweep.on_sweep("chore", lambda: done.append(1), every=3600)
    sweep.sweep()
    sweep.sweep()
    assert done == [1]
    Pulse.objects.filter(name="chore").update(at=timezone.now() - timedelta(hours=2))
    sweep.sweep()
    assert done == [1, 1]


def test_a_chore_that_fails_stops_nothing(run, rung, monkeypatch):
    monkeypatch.setattr(sweep, "_chores", {})
    sweep.on_sweep("chore", lambda: 1 / 0, every=0)
    assert sweep.sweep() == 1
