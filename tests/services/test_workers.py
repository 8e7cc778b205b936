"""Real workers that are killed, stopped and left without their broker."""

import shutil
import signal
import time

import pytest

from tests.services.conftest import STAGES, Site, until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200), pytest.mark.xdist_group("services")]


def test_a_worker_killed_in_each_stage_leaves_each_stage_done_once(site: Site):
    recording = site.bring()
    shut = set(STAGES)
    while shut:
        worker = site.start()
        # Two stages that are ready together (transcribe, watch) may begin in either order.
        stage = site.begun_of(recording, shut)
        site.kill(worker)
        site.open(stage)
        shut.remove(stage)
    site.start()
    site.finished(recording)
    journal = site.journal(recording)
    assert {stage: journal.count(stage) for stage in STAGES} == dict.fromkeys(STAGES, 2)
    assert site.attempts(recording) == dict.fromkeys(STAGES, 2)
    pages = site.ask("select count(*) from tutorials_tutorialpage")
    assert pages == [(1,)], "one draft, though the worker died between the page and its row"
    assert list((site.var / "recordings" / recording).glob("part-*")) == []


def test_a_stage_that_kills_its_worker_every_time_fails_in_the_end(make_site):
    site = make_site(KB_STAGE_MAX_ATTEMPTS="2")
    (site.var / "deadly" / "join").touch()
    site.open("probe")
    recording = site.bring()
    worker = site.start()
    until(lambda: site.states(recording)["join"] == "failed", "join fails")
    assert site.attempts(recording)["join"] == 2
    assert worker.poll() is None, "the worker itself goes on"


def test_sigterm_stops_at_once_and_the_next_worker_goes_on_at_once(make_site):
    site = make_site(KB_STAGE_LEASE_SECONDS="600")
    recording = site.bring()
    worker = site.start()
    site.begun(recording, "probe")
    before = time.monotonic()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=20) == 0
    assert time.monotonic() - before < 5
    assert site.states(recording)["probe"] == "ready"
    site.open()
    site.start()
    site.finished(recording)


def test_the_folders_of_the_broker_may_vanish_in_mid_work(site: Site):
    recording = site.bring()
    worker = site.start()
    site.begun(recording, "probe")
    shutil.rmtree(site.var / "broker")
    site.open()
    site.finished(recording)
    assert worker.poll() is None
    assert site.journal(recording) == sorted(STAGES, key=site.journal(recording).index)


@pytest.mark.redis
def test_redis_may_be_wiped_in_mid_work(make_site, redis):
    site = make_site(KB_BROKER_URL=redis.url)
    recording = site.bring()
    site.start()
    site.begun(recording, "probe")
    redis.wipe()
    site.open()
    site.finished(recording)


@pytest.mark.redis
def test_redis_may_die_and_come_back_empty_in_mid_work(make_site, redis):
    site = make_site(KB_BROKER_URL=redis.url)
    recording = site.bring()
    worker = site.start()
    site.begun(recording, "probe")
    redis.stop()
    site.open("probe")
    until(lambda: site.states(recording)["probe"] == "done", "the stage settles without Redis")
    redis.start()
    site.open()
    site.finished(recording)
    assert worker.poll() is None


@pytest.mark.redis
def test_a_recording_is_received_while_redis_is_down(make_site, redis):
    site = make_site(KB_BROKER_URL=redis.url)
    redis.stop()
    recording = site.bring()
    redis.start()
    site.open()
    site.start()
    site.finished(recording)


@pytest.mark.redis
def test_workers_side_by_side_do_each_stage_once(make_site, redis):
    site = make_site(KB_BROKER_URL=redis.url, KB_STAGE_LEASE_SECONDS="60")
    site.open()
    recordings = [site.bring() for _number in range(3)]
    for _number in range(2):
        site.start(concurrency=2)
    for recording in recordings:
        site.finished(recording)
        assert sorted(site.journal(recording)) == sorted(STAGES)


def test_editors_and_moderators_may_review_after_the_migrations(site: Site):
    groups = site.ask(
        "select g.name from auth_group g join auth_group_permissions m on m.group_id = g.id "
        "join auth_permission p on p.id = m.permission_id where p.codename = 'review_recording'"
    )
    assert sorted(groups) == [("Editors",), ("Moderators",)]
