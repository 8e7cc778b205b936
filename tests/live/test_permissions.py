"""Who may do what with a request and with a room: the whole table."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from live import services
from live.keys import invitation_key, learner_key, request_of
from live.permissions import live_allows, own_request_or_404, request_or_404, room_or_404
from tests import factories
from tests.live import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]

DEEDS = ("help", "accept", "see", "change", "enter", "join", "invite", "report")


@pytest.fixture
def room():
    return world.room()


def seated(room):
    return world.joined(room).user


def who_lost_the_permission(room):
    person = seated(room)
    person.user_permissions.clear()
    return type(person).objects.get(pk=person.pk)


def closed_account(room):
    person = seated(room)
    person.is_active = False
    person.save()
    return person


PEOPLE = {
    "the learner": lambda room: room.request.key,
    "another learner": lambda room: world.room().request.key,
    "a learner who waits": lambda room: world.asked().key,
    "no key": lambda room: "",
    "nobody": lambda room: AnonymousUser(),
    "an account": lambda room: factories.user(),
    "a helper": lambda room: world.helper(),
    "a helper of another room": lambda room: world.room().owner,
    "a helper with a seat": seated,
    "a helper no longer": who_lost_the_permission,
    "a closed account": closed_account,
    "the owner": lambda room: room.owner,
}
THING = {
    "nothing": lambda room: None,
    "the request": lambda room: room.request,
    "the room": lambda room: room,
}
MATRIX = {
    ("the learner", "the request"): {"see", "change"},
    ("the learner", "the room"): {"enter"},
    ("a helper", "nothing"): {"help"},
    ("a helper", "the request"): {"accept"},
    ("a helper of another room", "nothing"): {"help"},
    ("a helper of another room", "the request"): {"accept"},
    ("a helper with a seat", "nothing"): {"help"},
    ("a helper with a seat", "the request"): {"accept"},
    ("a helper with a seat", "the room"): {"enter", "join", "report"},
    ("the owner", "nothing"): {"help"},
    ("the owner", "the request"): {"accept"},
    ("the owner", "the room"): {"enter", "join", "invite", "report"},
}


def allowed(who, thing, **more):
    return {deed for deed in DEEDS if live_allows(who, thing, deed, **more)}


@pytest.mark.parametrize("thing", THING)
@pytest.mark.parametrize("person", PEOPLE)
def test_each_person_may_what_stands_here_and_nothing_else(room, person, thing):
    who = PEOPLE[person](room)
    assert allowed(who, THING[thing](room)) == MATRIX.get((person, thing), set())


@pytest.mark.parametrize("person", PEOPLE)
def test_a_room_that_invites_lets_those_join_who_may_help(room, person):
    who = PEOPLE[person](room)
    before = allowed(who, room)
    services.room_invite(room=room, inviting=True)
    room.refresh_from_db()
    helps = live_allows(who, None, "help")
    assert allowed(who, room) == before | ({"join"} if helps else set())


@pytest.mark.parametrize("person", PEOPLE)
def test_the_link_of_an_invitation_lets_those_join_who_may_help(room, person):
    who = PEOPLE[person](room)
    before = allowed(who, room)
    after = allowed(who, room, invitation=invitation_key(room.pk))
    helps = live_allows(who, None, "help")
    assert after == before | ({"join"} if helps else set())


@pytest.mark.parametrize(
    "invitation",
    [
        pytest.param(lambda room: invitation_key(world.room().pk), id="of another room"),
        pytest.param(lambda room: invitation_key(room.pk)[:-1], id="cut"),
        pytest.param(lambda room: invitation_key(room.pk).upper(), id="in capitals"),
        pytest.param(lambda room: "é" * 32, id="no key at all"),
    ],
)
def test_another_invitation_opens_nothing(room, invitation):
    assert allowed(world.helper(), room, invitation=invitation(room)) == set()


def test_a_room_that_has_no_request_yet_is_no_learners(room):
    waiting = services.room_open_by_helper(helper=world.helper())
    assert allowed(room.request.key, waiting) == set()


def test_a_key_says_its_request_and_nothing_else_does():
    pk = uuid.uuid4()
    key = learner_key(pk)
    assert request_of(key) == pk
    last = "A" if key[-1] != "A" else "B"
    for other in (
        "",
        "x",
        key[:-1],
        key + "A",
        key[:-1] + last,
        key.swapcase(),
        "é" * 43,
        "=" * 43,
    ):
        assert request_of(other) is None


def test_a_key_made_up_for_a_known_request_is_none(room):
    whole = learner_key(uuid.uuid4())
    mixed = room.request.key[:22] + whole[22:]
    assert request_of(mixed) is None


def test_what_is_not_allowed_is_not_there_either(room):
    stranger = world.helper()
    for deed in ("enter", "join", "invite", "report"):
        with pytest.raises(Http404):
            room_or_404(stranger, room.pk, deed)
    with pytest.raises(Http404):
        room_or_404(room.owner, uuid.uuid4(), "enter")
    with pytest.raises(Http404):
        request_or_404(stranger, room.request.pk, "see")
    with pytest.raises(Http404):
        own_request_or_404(learner_key(uuid.uuid4()))
    assert room_or_404(room.owner, room.pk, "enter") == room
    assert own_request_or_404(room.request.key) == room.request
