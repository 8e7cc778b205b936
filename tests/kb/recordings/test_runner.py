import errno

import pytest

from kb.recordings.models import StageRun
from kb.recordings.pipeline import registry, runner
from kb.recordings.pipeline.registry import Stage
from kb.recordings.services import stage_request, stage_rerun, stage_retry
from kb.recordings.states import StageState
from media.errors import MediaError
from tests import factories

pytestmark = pytest.mark.django_db


def row(recording, stage):
    return StageRun.objects.get(recording=recording, stage=stage)


def run(recording, stage):
    return runner.run(row(recording, stage).pk)


def test_first_stage_is_ready_and_the_others_wait(stages):
    stages(one=lambda c: {}, two=lambda c: {})
    recording = factories.recording()
    assert row(recording, "one").state == StageState.READY
    assert row(recording, "two").state == StageState.WAITING


def test_done_stage_makes_the_next_ready_with_its_output(stages):
    stages(one=lambda c: {"a": 1}, two=lambda c: {"got": c.inputs["one"]["a"]})
    recording = factories.recording()
    assert run(recording, "one")
    assert run(recording, "two")
    assert row(recording, "two").output == {"got": 1}
    assert row(recording, "two").state == StageState.DONE


def test_second_delivery_does_nothing(stages):
    calls = []
    stages(one=lambda c: calls.append(1) or {})
    recording = factories.recording()
    run(recording, "one")
    assert not run(recording, "one")
    assert calls == [1]


def test_media_error_fails_for_good_with_its_code(stages):
    def bad(context):
        raise MediaError("empty", "The file is empty.")

    stages(one=bad)
    recording = factories.recording()
    run(recording, "one")
    assert row(recording, "one").state == StageState.FAILED
    assert row(recording, "one").error_code == "empty"


def test_passing_fault_comes_back_later(stages):
    stages(one=lambda c: 1 / 0)
    recording = factories.recording()
    run(recording, "one")
    assert row(recording, "one").state == StageState.READY
    assert row(recording, "one").not_before is not None
    assert not run(recording, "one"), "not due yet"


def test_too_many_faults_fail_and_try_again_begins_anew(stages, settings):
    settings.KB_STAGE_MAX_ATTEMPTS = 1
    stages(one=lambda c: 1 / 0)
    recording = factories.recording()
    run(recording, "one")
    assert row(recording, "one").state == StageState.FAILED
    assert stage_retry(row(recording, "one"))
    assert row(recording, "one").state == StageState.READY
    assert row(recording, "one").failures == 0


def test_full_disk_fails_at_once(stages):
    def full(context):
        raise OSError(errno.ENOSPC, "no room")

    stages(one=full)
    recording = factories.recording()
    run(recording, "one")
    assert row(recording, "one").error_code == "disk_full"
    assert row(recording, "one").state == StageState.FAILED


def test_rerun_is_a_new_attempt_and_unchanged_dependants_are_not_run(stages):
    calls = []
    stages(one=lambda c: calls.append("one") or {}, two=lambda c: calls.append("two") or {})
    recording = factories.recording()
    run(recording, "one")
    run(recording, "two")
    stage_rerun(recording, "one")
    assert row(recording, "two").state == StageState.WAITING
    run(recording, "one")
    run(recording, "two")
    assert calls == ["one", "two", "one"]
    assert row(recording, "one").attempt == 2
    assert row(recording, "two").state == StageState.DONE


def test_worker_that_lost_its_stage_changes_nothing(stages):
    def late(context):
        stage_rerun(recording, "one")
        return {"late": True}

    stages(one=late)
    recording = factories.recording()
    run(recording, "one")
    assert row(recording, "one").state == StageState.READY
    assert row(recording, "one").output is None


def test_stage_on_request_runs_only_when_asked(stages):
    stages(one=lambda c: {})
    registry.add(Stage("extra", "extra", lambda c: c.request, ("one",), on_request=True))
    recording = factories.recording()
    run(recording, "one")
    assert not StageRun.objects.filter(recording=recording, stage="extra").exists()
    stage_request(recording, "extra", {"what": 1})
    run(recording, "extra")
    assert row(recording, "extra").output == {"what": 1}
