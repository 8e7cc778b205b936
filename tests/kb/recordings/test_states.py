import pytest
from django.core.management import call_command

from kb.recordings.models import StageRun
from kb.recordings.states import TRANSITIONS, StageState, move
from tests import factories


def test_every_state_can_be_reached_and_left():
    assert {target for _source, target in TRANSITIONS} == set(StageState)
    assert {source for source, _target in TRANSITIONS} == set(StageState)


def test_move_refuses_what_the_table_does_not_know():
    with pytest.raises(LookupError):
        move(StageRun.objects.none(), StageState.WAITING, StageState.DONE)


@pytest.mark.django_db
def test_move_counts_only_rows_in_the_source_state():
    run = StageRun.objects.create(recording=factories.bare_recording(), stage="x")
    runs = StageRun.objects.filter(pk=run.pk)
    assert move(runs, StageState.READY, StageState.WAITING) == 0
    assert move(runs, StageState.WAITING, StageState.READY) == 1


def test_the_drawing_in_the_docs_is_the_table():
    call_command("pipeline_diagram", "--check")
