import time
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from kb.recordings.models import StageRun
from kb.recordings.pipeline import lease, runner
from kb.recordings.states import StageState
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def claimed(stages):
    stages(one=lambda c: {})
    return runner.claim(factories.recording().stages.get().pk)


@pytest.fixture
def at_each_call(monkeypatch):
    monkeypatch.setattr(lease, "WRITE_EVERY", 0.0)


def test_progress_is_written_and_renews_the_lease(claimed, at_each_call):
    StageRun.objects.update(lease_until=timezone.now() - timedelta(hours=1))
    with lease.Lease(claimed) as held:
        held.progress(0.4)
    claimed.refresh_from_db()
    assert claimed.progress == pytest.approx(0.4)
    assert claimed.lease_until > timezone.now()


def test_progress_is_not_written_at_each_call(claimed, django_assert_num_queries):
    with lease.Lease(claimed) as held, django_assert_num_queries(0):
        for share in range(100):
            held.progress(share / 100)


def test_shares_out_of_range_are_brought_into_it(claimed, at_each_call):
    with lease.Lease(claimed) as held:
        held.progress(1.7)
    claimed.refresh_from_db()
    assert claimed.progress == 1.0


def test_who_lost_the_lease_is_told_to_stop(claimed, at_each_call):
    StageRun.objects.update(attempt=7)
    with lease.Lease(claimed) as held, pytest.raises(lease.LeaseLost):
        held.progress(0.5)


def test_a_write_that_fails_throws_no_work_away(claimed, at_each_call, monkeypatch):
    def locked(_run):
        raise DatabaseError("locked")

    monkeypatch.setattr(lease, "ours", locked)
    with lease.Lease(claimed) as held:
        held.progress(0.5)


def test_a_long_silent_call_keeps_its_lease(claimed, settings, monkeypatch):
    settings.KB_STAGE_LEASE_SECONDS = 0.04
    renewed = []
    monkeypatch.setattr(lease.Lease, "_renew", lambda self: renewed.append(1))
    with lease.Lease(claimed):
        end = time.monotonic() + 10
        while len(renewed) < 3 and time.monotonic() < end:
            pass
    assert len(renewed) >= 3


def test_a_worker_that_stops_gives_back_what_it_held_as_no_fault(claimed):
    assert lease.release_all() == 1
    claimed.refresh_from_db()
    assert (claimed.state, claimed.failures, claimed.worker) == (StageState.READY, 0, "")


def test_a_worker_that_stops_leaves_others_alone(claimed):
    StageRun.objects.update(worker="another:1")
    assert lease.release_all() == 0
