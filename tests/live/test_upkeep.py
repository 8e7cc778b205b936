"""What the sweep does for live assistance, so that nothing stays that nobody needs."""

import os
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from kb.recordings.pipeline import sweep
from live import services, upkeep
from live.models import HelpRequest, Room, WrongCode
from live.services.requests import requests_forget_old
from tests.live import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]

State = HelpRequest.State


def aged(folder, hours):
    """The folder, last touched so long ago."""
    folder.mkdir(parents=True, exist_ok=True)
    then = time.time() - hours * 3600
    os.utime(folder, (then, then))
    return folder


@pytest.mark.parametrize(("hours", "state"), [(11, State.WAITING), (13, State.LEFT)])
def test_a_request_is_closed_after_half_a_day(client, hours, state):
    made = world.asked()
    HelpRequest.objects.update(created_at=timezone.now() - timedelta(hours=hours))
    services.requests_close_old()
    made.refresh_from_db()
    assert made.state == state
    assert client.get(f"/aide/attente/{made.key}/").status_code == 200


def test_what_waits_to_be_called_back_is_not_closed():
    made = world.asked()
    services.request_leave_message(request=made, contact="06 12 34 56 78")
    HelpRequest.objects.update(created_at=timezone.now() - timedelta(days=3))
    assert services.requests_close_old() == 0
    made.refresh_from_db()
    assert made.state == State.LEFT_MESSAGE


def test_a_request_whose_room_goes_on_is_not_closed():
    room = world.room()
    HelpRequest.objects.update(created_at=timezone.now() - timedelta(days=1))
    assert services.requests_close_old() == 0
    assert Room.objects.get(pk=room.pk).request.state == State.ACCEPTED


def test_what_a_finished_room_left_behind_goes_after_a_day():
    room = world.finished(world.room())
    aged(room.folder, 23)
    upkeep.leftovers_clear()
    assert room.folder.exists()
    aged(room.folder, 25)
    upkeep.leftovers_clear()
    assert not room.folder.exists()


@pytest.mark.parametrize(
    "state", [state for state in Room.State.values if state != Room.State.FINISHED]
)
def test_what_a_room_still_needs_stays_however_old(state):
    room = world.room()
    Room.objects.update(state=state)
    aged(room.folder, 1000)
    upkeep.leftovers_clear()
    assert room.folder.exists()


def test_a_folder_of_no_room_goes(settings):
    folder = aged(settings.KB_LIVE_ROOT / "00000000-0000-4000-8000-000000000000", 25)
    upkeep.leftovers_clear()
    assert not folder.exists()


def test_without_any_folder_there_is_nothing_to_clear():
    upkeep.leftovers_clear()


def test_a_request_without_a_session_is_forgotten_after_a_month():
    met = world.room().request
    left, fresh = world.asked(), world.asked()
    services.request_leave_message(request=left, contact="06 00 00 00 00")
    old = timezone.now() - timedelta(days=31)
    HelpRequest.objects.exclude(pk=fresh.pk).update(created_at=old)
    assert requests_forget_old() == 1
    assert {request.pk for request in HelpRequest.objects.all()} == {met.pk, fresh.pk}


def test_wrong_codes_are_forgotten_after_a_day():
    for hours in (1, 25):
        WrongCode.objects.create(address_hash=str(hours))
        WrongCode.objects.filter(address_hash=str(hours)).update(
            at=timezone.now() - timedelta(hours=hours)
        )
    upkeep.leftovers_clear()
    assert [wrong.address_hash for wrong in WrongCode.objects.all()] == ["1"]


def test_the_sweep_does_it_all(rung):
    made, room = world.asked(), world.ended(world.room())
    HelpRequest.objects.filter(pk=made.pk).update(created_at=timezone.now() - timedelta(hours=13))
    WrongCode.objects.create(address_hash="x")
    WrongCode.objects.update(at=timezone.now() - timedelta(days=2))
    sweep.sweep()
    made.refresh_from_db()
    assert made.state == State.LEFT
    assert rung == [str(room.pk)]
    assert not WrongCode.objects.exists()
