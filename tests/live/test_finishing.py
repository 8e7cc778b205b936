"""Faults while a room becomes a recording: what is kept, said and tried again."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from kb.recordings.models import Recording
from live import services, upkeep
from live.models import Room
from live.services import finishing
from live.services.finishing import ATTEMPTS_MAX
from tests.live import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]

State = Room.State


def reloaded(room):
    return Room.objects.get(pk=room.pk)


def torn(room):
    """The room, whose log is of no version that we know."""
    world.recorded(room)
    (log,) = room.folder.glob("packets-*.log")
    log.write_bytes(b"\0" * 40)
    return room


@pytest.fixture
def disk_full(monkeypatch):
    """The disk is full as long as the list is not empty."""
    full = [True]
    whole = finishing._put_together

    def put_together(folder, output):
        if full:
            raise OSError(28, "No space left on device")
        return whole(folder, output)

    monkeypatch.setattr(finishing, "_put_together", put_together)
    return full


def test_a_passing_fault_is_kept_with_its_reason_and_tried_again(disk_full, rung):
    room = world.finished(world.recorded(world.room()))
    assert (room.state, room.failures) == (State.ENDED, 1)
    assert "No space left" in room.error
    upkeep.rooms_look_after()
    assert rung == [], "not at once"
    Room.objects.update(claimed_at=timezone.now() - timedelta(minutes=2))
    upkeep.rooms_look_after()
    assert rung == [str(room.pk)]
    disk_full.clear()
    services.room_finish(room.pk)
    assert reloaded(room).recording is not None
    assert reloaded(room).error == ""


def test_after_five_attempts_it_has_failed_and_what_was_written_is_still_there(disk_full, rung):
    room = world.finished(world.recorded(world.room()))
    for _attempt in range(ATTEMPTS_MAX - 1):
        assert reloaded(room).state == State.ENDED
        services.room_finish(room.pk)
    assert reloaded(room).state == State.FAILED
    assert list(room.folder.glob("packets-*.log"))
    assert not Recording.objects.exists()


def test_what_failed_can_be_tried_again_by_its_helper(
    client, disk_full, rung, django_capture_on_commit_callbacks
):
    room = world.finished(world.recorded(world.room()))
    Room.objects.update(state=State.FAILED)
    client.force_login(room.owner)
    report = f"/aide/compte-rendu/{room.pk}/"
    assert f"{report}reessayer/" in client.get(report).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{report}reessayer/")
    again = reloaded(room)
    assert (again.state, again.failures, again.error) == (State.ENDED, 0, "")
    assert rung == [str(room.pk)]
    disk_full.clear()
    assert services.room_finish(room.pk)
    assert reloaded(room).recording is not None


def test_a_fault_while_the_rows_are_written_leaves_no_recording(monkeypatch, settings):
    def fault(**_given):
        raise DatabaseError("gone")

    with monkeypatch.context() as broken:
        broken.setattr(finishing, "pass_create", fault)
        room = world.finished(world.recorded(world.room()))
    assert (room.state, room.recording) == (State.ENDED, None)
    assert not Recording.objects.exists()
    assert not list(settings.KB_RECORDINGS_ROOT.glob("*")), "nor its files"
    services.room_finish(room.pk)
    assert reloaded(room).recording is not None, "the packets were still there"


def test_a_log_that_nobody_can_read_is_no_dead_end():
    room = world.finished(torn(world.room()))
    assert (room.state, room.recording) == (State.FINISHED, None)


def test_a_worker_that_died_is_noticed_and_another_does_it(rung):
    room = world.ended(world.recorded(world.room()))
    Room.objects.update(state=State.FINISHING, claimed_at=timezone.now(), attempt=1)
    upkeep.rooms_look_after()
    assert reloaded(room).state == State.FINISHING
    Room.objects.update(claimed_at=timezone.now() - timedelta(minutes=11))
    upkeep.rooms_look_after()
    assert (reloaded(room).state, reloaded(room).failures) == (State.ENDED, 1)
    assert rung == [str(room.pk)]
    services.room_finish(room.pk)
    assert reloaded(room).recording is not None


def test_a_room_that_kills_every_worker_has_failed_in_the_end(rung):
    room = world.ended(world.recorded(world.room()))
    for _death in range(ATTEMPTS_MAX):
        old = timezone.now() - timedelta(minutes=11)
        Room.objects.update(state=State.FINISHING, claimed_at=old)
        upkeep.rooms_look_after()
    assert reloaded(room).state == State.FAILED
    assert "died" in reloaded(room).error


def test_the_late_return_of_a_worker_thought_dead_changes_nothing(monkeypatch):
    room = world.ended(world.recorded(world.room()))
    whole = finishing._put_together

    def slow(folder, output):
        made = whole(folder, output)
        # Meanwhile it was taken back, and another claimed it.
        Room.objects.update(attempt=2)
        return made

    monkeypatch.setattr(finishing, "_put_together", slow)
    services.room_finish(room.pk)
    late = reloaded(room)
    assert (late.state, late.recording, late.failures) == (State.FINISHING, None, 0)
    assert not Recording.objects.exists()
    assert room.folder.exists()
