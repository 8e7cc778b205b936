"""Several people at once, as only a database with several writers has them."""

from __future__ import annotations

import pytest

from live import services
from live.errors import AlreadyTaken, CodeUnknown, RoomFull
from live.models import HelpRequest, Participant, Room
from live.services.finishing import room_finish
from tests.kb.recordings.test_concurrency import at_once
from tests.live import world

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.several_writers,
    pytest.mark.usefixtures("folders", "rung"),
]
ROUNDS = 4


def tried(deed, refusal):
    """What the deed gives, or None where it is refused for this reason."""

    def attempt(value):
        try:
            return deed(value)
        except refusal:
            return None

    return attempt


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_helpers_who_accept_at_once_one_gets_the_learner(_round):
    request = world.asked()
    helpers = [world.helper() for _ in range(4)]
    accept = tried(lambda one: services.request_accept(request=request, helper=one), AlreadyTaken)
    rooms = [room for room in at_once(accept, helpers) if room]
    assert len(rooms) == Room.objects.count() == 1
    assert set(Participant.objects.values_list("user", flat=True)) == {None, rooms[0].owner.pk}


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_learners_who_say_a_code_at_once_one_gets_the_room(_round):
    room = services.room_open_by_helper(helper=world.helper())

    def join(name):
        return services.room_join_by_code(code=room.code, name=name, address=name)

    joined = [made for made in at_once(tried(join, CodeUnknown), ["A", "B", "C", "D"]) if made]
    assert len(joined) == HelpRequest.objects.count() == 1
    assert world.seat(room).name == joined[0].name


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_helpers_who_join_at_once_two_find_a_seat_beside_the_owner(_round):
    room = world.room()
    helpers = [world.helper() for _ in range(4)]
    join = tried(lambda one: services.participant_join(room=room, helper=one), RoomFull)
    assert sum(seat is not None for seat in at_once(join, helpers)) == 2
    assert room.participants.filter(role="helper").count() == 3


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_learner_who_cancels_while_a_helper_accepts_is_either_gone_or_in_the_room(_round):
    request, helper = world.asked(), world.helper()

    def do(what):
        if what == "cancel":
            return services.request_cancel(request=HelpRequest.objects.get(pk=request.pk))
        return tried(
            lambda _: services.request_accept(request=request, helper=helper), AlreadyTaken
        )(None)

    cancelled, room = at_once(do, ["cancel", "accept"])
    assert bool(cancelled) != bool(room)
    assert Room.objects.exists() == bool(room)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_an_answer_given_while_a_helper_accepts_is_not_lost(_round):
    request, helper = world.asked(answers=["record"]), world.helper()

    def do(what):
        if what == "answer":
            mine = HelpRequest.objects.get(pk=request.pk)
            return services.consents_answer(person=mine, purposes=[])
        return services.request_accept(request=request, helper=helper)

    at_once(do, ["answer", "accept"])
    assert world.seat(Room.objects.get()).chosen == set()


def test_of_workers_who_finish_a_room_at_once_one_has_it():
    room = world.ended(world.recorded(world.room()))
    assert sorted(at_once(room_finish, [room.pk] * 3)) == [False, False, True]
    room.refresh_from_db()
    assert room.recording is not None


def test_an_agreement_taken_back_while_the_recording_is_made_leaves_nothing():
    for _round in range(3):
        room = world.ended(world.recorded(world.room()))
        seat = world.seat(room)

        def do(what, room=room, seat=seat):
            if what == "finish":
                return room_finish(room.pk)
            return services.consents_answer(person=seat, purposes=[])

        at_once(do, ["finish", "withdraw"])
        room.refresh_from_db()
        assert (room.state, room.recording) == (Room.State.FINISHED, None)
        assert not room.folder.exists()
