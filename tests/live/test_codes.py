"""Six characters open a room, for whoever a helper reads them to."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from live import services
from live.codes import ALPHABET, LENGTH, code_read, new_code
from live.errors import CodeUnknown, TooMany
from live.models import HelpRequest, Participant, Room, WrongCode
from live.services.rooms import WRONG_CODES
from tests.live import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]

WRONG = "AAAAAA"
"""Of letters that no code has."""


@pytest.fixture
def room():
    """A room that waits for whoever has its code."""
    return services.room_open_by_helper(helper=world.helper(), purposes=["record"])


def enter(client, code, name="Marie", address="192.0.2.1"):
    return client.post("/aide/code/", {"code": code, "name": name}, REMOTE_ADDR=address)


def test_a_code_has_six_characters_that_nobody_mistakes():
    for code in (new_code() for _ in range(200)):
        assert len(code) == LENGTH == 6
        assert set(code) <= set(ALPHABET)
    assert not set(ALPHABET) & set("O0I1L2Z5S8B")


@pytest.mark.parametrize("typed", ["3 4 6 7 9 e", "346-79E", " 34679e\t", "34.67.9e"])
def test_a_code_is_read_as_it_was_meant(typed):
    assert code_read(typed) == "34679E"


@given(some.text(max_size=40))
def test_whatever_is_typed_is_read(typed):
    assert len(code_read(typed)) <= LENGTH + 1


@given(some.text(ALPHABET, min_size=LENGTH + 1, max_size=20))
def test_more_than_a_code_is_no_code(typed):
    assert len(code_read(typed)) != LENGTH


def test_the_code_opens_the_room_and_leads_to_the_agreements(client, room):
    answer = enter(client, room.code.lower())
    room.refresh_from_db()
    made = HelpRequest.objects.get()
    assert room.request == made
    assert answer.url == reverse("live:agree", args=[made.key])
    assert (made.name, made.state) == ("Marie", HelpRequest.State.ACCEPTED)
    seat = world.seat(room)
    assert (seat.name, seat.chosen, seat.answered_at) == ("Marie", set(), None)


def test_the_code_opens_it_once(client, room):
    enter(client, room.code)
    answer = enter(client, room.code, "Paul")
    assert answer.status_code == 422
    assert Participant.objects.filter(room=room, role="learner").get().name == "Marie"
    assert HelpRequest.objects.count() == 1


def test_the_code_of_a_room_that_is_over_opens_nothing(room):
    world.ended(room)
    with pytest.raises(CodeUnknown):
        services.room_join_by_code(code=room.code, name="Marie")
    assert not HelpRequest.objects.exists()


def test_the_code_of_a_room_that_was_asked_for_opens_nothing():
    with pytest.raises(CodeUnknown):
        services.room_join_by_code(code=world.room().code, name="Paul")


def test_a_code_that_is_over_may_be_given_again(room):
    world.ended(room)
    again = Room.objects.create(code=room.code, owner=room.owner)
    assert services.room_join_by_code(code=room.code, name="Marie").room == again


def test_a_code_that_another_open_room_has_is_not_given(room, monkeypatch):
    codes = iter([room.code, room.code, "34679E"])
    monkeypatch.setattr("live.services.rooms.new_code", lambda: next(codes))
    assert services.room_open_by_helper(helper=world.helper()).code == "34679E"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        pytest.param("", "Marie", id="no code"),
        pytest.param("34679E", "", id="no name"),
        pytest.param("3" * 21, "Marie", id="a long code"),
        pytest.param("34\0679E", "Marie", id="no text"),
        pytest.param(WRONG, "Marie", id="another code"),
        pytest.param("éàü!?;", "Marie", id="no letters of ours"),
    ],
)
def test_what_is_no_code_is_said_and_makes_nothing(client, room, code, name):
    answer = enter(client, code, name)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not HelpRequest.objects.exists()


def test_codes_cannot_be_guessed_by_trying(client, room):
    for _number in range(WRONG_CODES):
        enter(client, WRONG)
    assert enter(client, room.code).status_code == 422, "even the right one is no longer taken"
    assert not HelpRequest.objects.exists()
    assert enter(client, room.code, address="192.0.2.2").status_code == 302


def test_after_a_while_codes_are_taken_again(room):
    for _number in range(WRONG_CODES):
        with pytest.raises(CodeUnknown):
            services.room_join_by_code(code=WRONG, name="Marie", address="192.0.2.1")
    with pytest.raises(TooMany):
        services.room_join_by_code(code=room.code, name="Marie", address="192.0.2.1")
    WrongCode.objects.update(at=timezone.now() - timedelta(minutes=11))
    assert services.room_join_by_code(code=room.code, name="Marie", address="192.0.2.1")
