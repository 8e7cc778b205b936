from datetime import timedelta

import pytest
from django.utils import timezone

from kb.recordings import selectors, services
from kb.recordings.models import StageRun
from kb.recordings.pipeline import registry, runner
from kb.recordings.pipeline.registry import Stage
from kb.recordings.states import StageState
from tests import factories

pytestmark = pytest.mark.django_db


def two_stages(**weights):
    registry.add(Stage("probe", "looking", lambda c: {"media": {"duration": 100.0}}, weight=0.1))
    registry.add(Stage("work", "working", lambda c: {}, ("probe",), weight=0.4))


@pytest.fixture
def recording(stages):
    two_stages()
    return factories.recording()


def row(recording, name):
    return StageRun.objects.get(recording=recording, stage=name)


def test_no_output_before_the_stage_is_done(recording):
    assert selectors.stage_output(recording, "probe") is None


def test_no_output_of_a_stage_that_was_never_asked_for(recording):
    assert selectors.stage_output(recording, "replay") is None


def test_the_last_good_output_stays_while_the_stage_runs_again(recording):
    runner.run(row(recording, "probe").pk)
    services.stage_rerun(recording, "probe")
    assert selectors.stage_output(recording, "probe") == {"media": {"duration": 100.0}}


def test_progress_is_the_share_of_the_usual_work(recording):
    runner.run(row(recording, "probe").pk)
    assert selectors.recording_progress(recording).share == pytest.approx(0.2)


def test_progress_names_the_stages_in_their_order(recording):
    seen = selectors.recording_progress(recording).stages
    assert [(stage.name, stage.state) for stage in seen] == [
        ("probe", "ready"),
        ("work", "waiting"),
    ]


def test_no_time_left_is_told_before_the_length_is_known(recording):
    assert selectors.recording_progress(recording).seconds_left is None


def test_the_time_left_follows_the_length(recording):
    runner.run(row(recording, "probe").pk)
    assert 20 <= selectors.recording_progress(recording).seconds_left <= 60


def test_a_slow_machine_is_told_more_time(recording):
    runner.run(row(recording, "probe").pk)
    before = selectors.recording_progress(recording).seconds_left
    StageRun.objects.filter(pk=row(recording, "work").pk).update(
        state=StageState.RUNNING,
        lease_until=timezone.now(),
        started_at=timezone.now() - timedelta(seconds=300),
        progress=0.5,
    )
    assert selectors.recording_progress(recording).seconds_left > before


def test_a_failure_is_told_in_a_sentence_and_stops_the_clock(recording):
    StageRun.objects.filter(pk=row(recording, "probe").pk).update(
        state=StageState.FAILED, error_code="disk_full"
    )
    progress = selectors.recording_progress(recording)
    assert progress.failed
    assert progress.seconds_left is None
    assert "place" in progress.stages[0].error


def test_all_done_is_done(recording):
    for name in ("probe", "work"):
        runner.run(row(recording, name).pk)
    progress = selectors.recording_progress(recording)
    assert progress.done
    assert (progress.share, progress.seconds_left) == (pytest.approx(1.0), 0)


def test_drawn_masks_come_in_order_of_time():
    recording = factories.bare_recording()
    for start in (5.0, 1.0):
        services.mask_add(recording=recording, start=start, end=start + 1, box=(1, 2, 3, 4))
    masks = selectors.drawn_masks(recording).screen
    assert [mask.start for mask in masks] == [1.0, 5.0]
    assert masks[0].box == (1, 2, 3, 4)
