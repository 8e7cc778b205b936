"""A room from its opening to its recording, whatever dies in between."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from kb.recordings.models import Recording
from kb.recordings.pipeline import bell as pipeline_bell
from kb.recordings.selectors import pass_holder
from live import services, upkeep
from live.models import HelpRequest, Room
from live.selectors import tutorial_named
from media.probe import probe
from media.timeline import read_timeline
from tests.live import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]

State = Room.State


def reloaded(room):
    return Room.objects.get(pk=room.pk)


def seen(room, **ago):
    """The room, last said to be alive so long ago."""
    Room.objects.filter(pk=room.pk).update(seen_at=timezone.now() - timedelta(**ago))
    return reloaded(room)


# --- alive and ended -----------------------------------------------------------------------------


def test_rooms_that_are_alive_are_noted():
    room, other = world.room(), world.room()
    assert services.rooms_alive([str(room.pk)]) == 1
    assert reloaded(room).seen_at is not None
    assert reloaded(other).seen_at is None


def test_a_room_that_is_over_lives_no_more():
    room = world.ended(world.room())
    assert services.rooms_alive([room.pk]) == 0


def test_the_end_is_told_once_and_rings_for_a_worker(rung, django_capture_on_commit_callbacks):
    room = world.room()
    with django_capture_on_commit_callbacks(execute=True):
        assert services.room_ended(str(room.pk))
        assert not services.room_ended(room.pk)
    assert rung == [str(room.pk)]
    room = reloaded(room)
    assert (room.state, room.request.state) == (State.ENDED, HelpRequest.State.DONE)
    assert room.ended_at is not None


def test_a_room_of_which_nobody_says_that_it_is_alive_is_ended(
    rung, settings, django_capture_on_commit_callbacks
):
    room = seen(world.room(), seconds=settings.KB_LIVE_GRACE_SECONDS + 1)
    with django_capture_on_commit_callbacks(execute=True):
        upkeep.rooms_look_after()
    ended = reloaded(room)
    assert (ended.state, ended.ended_at) == (State.ENDED, room.seen_at)
    assert str(room.pk) in rung


def test_a_room_that_goes_on_is_left_alone(rung, settings):
    room = seen(world.room(), seconds=settings.KB_LIVE_GRACE_SECONDS - 5)
    upkeep.rooms_look_after()
    assert reloaded(room).is_open
    assert rung == []


def test_a_room_into_which_nobody_came_stands_open_for_half_an_hour(rung):
    room = world.room()
    for minutes, is_open in ((29, True), (31, False)):
        Room.objects.update(opened_at=timezone.now() - timedelta(minutes=minutes))
        upkeep.rooms_look_after()
        assert reloaded(room).is_open is is_open


def test_whoever_comes_back_to_a_dead_room_is_led_on(client):
    room = seen(world.room(), minutes=5)
    upkeep.rooms_look_after()
    page = f"/aide/salle/{room.pk}/{room.request.key}/"
    assert client.get(page).url == f"/aide/merci/{room.request.key}/"
    assert client.get(f"{page}jeton/").status_code == 410


# --- the recording -------------------------------------------------------------------------------


def test_what_was_written_becomes_a_recording_with_its_tracks_and_timeline():
    room = world.finished(world.recorded(world.room()))
    recording = room.recording
    assert (room.state, room.error) == (State.FINISHED, "")
    assert (recording.owner, recording.title) == (room.owner, "ma prime d’activité")
    parts = {part.role: recording.folder / part.file for part in recording.parts.all()}
    assert set(parts) == {"main", "timeline"}
    info = probe(parts["main"])
    assert (info.width, info.height) == (320, 240)
    assert [track.speaker for track in info.tracks] == [None, "learner", "helper"]
    marks = [event for event in read_timeline(parts["timeline"]) if event.kind == "mark"]
    assert [mark.label for mark in marks] == ["Ouvrir"]
    assert not room.folder.exists(), "the packets are needed no more"


def test_the_pipeline_is_rung_for_the_recording(monkeypatch, django_capture_on_commit_callbacks):
    heard = []
    monkeypatch.setattr(pipeline_bell, "ring", heard.append)
    with django_capture_on_commit_callbacks(execute=True):
        room = world.finished(world.recorded(world.room()))
    first = room.recording.stages.get(stage="probe")
    assert first.pk in heard


def test_the_learner_has_a_pass_to_it_by_their_key():
    room = world.finished(world.recorded(world.room()))
    holder = pass_holder(room.request.key)
    assert (holder.recording, holder.role) == (room.recording, "learner")


def test_without_words_it_is_named_by_the_tutorial_or_the_day(tutorial):
    about = {"words": "", "tutorial": tutorial_named(tutorial.pk)}
    room = world.finished(world.recorded(world.room(**about)))
    assert room.recording.title == tutorial.title
    waiting = services.room_open_by_helper(helper=world.helper(), purposes=["record"])
    services.room_join_by_code(code=waiting.code, name="Marie")
    services.consents_answer(person=world.seat(waiting), purposes=["record"])
    named = world.finished(world.recorded(reloaded(waiting))).recording.title
    assert str(timezone.localtime().year) in named


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(lambda room: room, id="no folder"),
        pytest.param(world.silent, id="neither picture nor sound"),
        pytest.param(lambda room: room.folder.mkdir(parents=True), id="an empty folder"),
    ],
)
def test_where_nothing_was_recorded_nothing_is_kept(written, django_capture_on_commit_callbacks):
    room = world.room()
    written(room)
    with django_capture_on_commit_callbacks(execute=True):
        world.finished(room)
    assert (room.state, room.recording) == (State.FINISHED, None)
    assert not Recording.objects.exists()
    assert not room.folder.exists()


def test_an_open_room_is_not_finished():
    room = world.recorded(world.room())
    assert not services.room_finish(room.pk)
    assert room.folder.exists()


def test_a_room_is_finished_once():
    room = world.finished(world.recorded(world.room()))
    assert not services.room_finish(room.pk)
    assert Recording.objects.count() == 1


def test_the_timeline_holds_nothing_but_events():
    room = world.finished(world.recorded(world.room()))
    part = room.recording.parts.get(role="timeline")
    lines = (room.recording.folder / part.file).read_text().splitlines()
    assert {json.loads(line)["kind"] for line in lines} <= {"mark", "resize"}
