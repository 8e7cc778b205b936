import errno

import pytest
from django.db import OperationalError

from kb.recordings.models import StageRun
from kb.recordings.pipeline import registry, runner
from kb.recordings.pipeline.registry import Stage
from kb.recordings.services import recording_delete, stage_request, stage_rerun, stage_retry
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


def test_the_work_outlives_a_database_that_is_away_for_a_moment(stages, monkeypatch):
    stages(one=lambda c: {"hours": "of work"})
    recording = factories.recording()
    real, tries = runner.settle, []

    def away_once(*values):
        tries.append(1)
        if len(tries) == 1:
            raise OperationalError("locked")
        real(*values)

    monkeypatch.setattr(runner, "settle", away_once)
    monkeypatch.setattr(runner, "PATIENCE", (0.0,))
    run(recording, "one")
    assert row(recording, "one").output == {"hours": "of work"}
    assert row(recording, "one").attempt == 1


def test_a_recording_deleted_in_mid_stage_leaves_nothing(
    stages, django_capture_on_commit_callbacks
):
    def work(context):
        with django_capture_on_commit_callbacks(execute=True):
            recording_delete(recording=recording)
        with context.temporary(".webp") as aside:
            aside.write_bytes(b"private")
            return {"file": context.keep(aside)}

    stages(one=work)
    recording = factories.recording()
    folder = recording.folder
    run(recording, "one")
    assert not folder.exists()


def test_an_output_whose_file_is_gone_is_made_again(stages):
    calls = []

    def work(context):
        calls.append(1)
        with context.temporary(".webp") as aside:
            aside.write_bytes(b"picture")
            return {"file": context.keep(aside)}

    stages(zero=lambda c: {}, one=work)
    recording = factories.recording()
    run(recording, "zero")
    run(recording, "one")
    (recording.folder / row(recording, "one").output["file"]).unlink()
    stage_rerun(recording, "zero")
    run(recording, "zero")
    run(recording, "one")
    assert calls == [1, 1]


def test_a_failed_stage_keeps_the_later_ones_waiting_and_its_output_of_before(stages):
    stages(one=lambda c: {"n": 1}, two=lambda c: {})
    recording = factories.recording()
    run(recording, "one")
    stages(one=lambda c: 1 / 0, two=lambda c: {})
    stage_rerun(recording, "one")
    run(recording, "one")
    assert row(recording, "one").output == {"n": 1}
    assert row(recording, "two").state == StageState.WAITING


def test_a_stage_of_an_app_that_is_gone_fails_in_the_end(stages, settings):
    settings.KB_STAGE_MAX_ATTEMPTS = 1
    stages(one=lambda c: {})
    recording = factories.recording()
    registry.remove("one")
    run(recording, "one")
    assert row(recording, "one").state == StageState.FAILED
