"""Several workers at once, as only a database with several writers has them."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from kb.recordings.models import StageRun
from kb.recordings.pipeline import bell, registry, runner
from kb.recordings.pipeline.registry import Stage
from kb.recordings.states import StageState
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.several_writers]
ROUNDS = 8


def at_once(deed, values):
    """What `deed` gave for each value, all begun at the same moment."""
    together = threading.Barrier(len(values))

    def begin(value):
        together.wait()
        try:
            return deed(value)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(values)) as pool:
        return list(pool.map(begin, values))


@pytest.fixture(autouse=True)
def silent(monkeypatch):
    monkeypatch.setattr(bell, "ring", lambda pk: None)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_many_who_claim_one_gets_it(stages, _round):
    stages(one=lambda c: {})
    run = factories.recording().stages.get()
    claims = at_once(runner.claim, [run.pk] * 4)
    assert sum(claim is not None for claim in claims) == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_needs_that_settle_together_make_the_third_ready(stages, _round):
    stages()
    registry.add(Stage("left", "left", lambda c: {}))
    registry.add(Stage("right", "right", lambda c: {}))
    registry.add(Stage("both", "both", lambda c: {}, ("left", "right")))
    recording = factories.recording()
    claims = [runner.claim(run.pk) for run in recording.stages.filter(stage__in=["left", "right"])]
    at_once(lambda run: runner.settle(run, "", {}), claims)
    assert StageRun.objects.get(stage="both").state == StageState.READY
