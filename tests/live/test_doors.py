"""What the pages of requests and rooms answer to those who may see them, and to all others.

A new address fails here until it is listed.
"""

import uuid

import pytest
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import reverse

from live import services, tokens
from live.keys import invitation_key, learner_key
from live.models import HelpRequest, Participant, Room, SessionReport
from live.urls import urlpatterns
from tests import factories
from tests.live import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


@pytest.fixture
def room():
    return world.room()


OF_HELPERS = ("queue", "queue_state", "open")
OF_A_REQUEST = ("accept", "called_back")
OF_A_ROOM = (
    "room_helper", "token_helper", "agree_helper", "find", "invite", "leave", "notes", "join",
    "report", "finish_again",
)  # fmt: skip
POSTED = {"invite", "leave", "notes", "called_back", "finish_again"}
OF_A_LEARNER = ("wait", "wait_state", "agree", "thanks")
POSTED_BY_LEARNERS = ("cancel", "leave_message", "withdraw")
OF_A_LEARNER_IN_A_ROOM = ("room_learner", "token_learner")
OPEN = ("ask", "code")
BY_INVITATION = ("join_invited",)


def test_every_address_is_known():
    listed = {
        *OPEN, *OF_HELPERS, *OF_A_REQUEST, *OF_A_ROOM, *OF_A_LEARNER, *POSTED_BY_LEARNERS,
        *OF_A_LEARNER_IN_A_ROOM, *BY_INVITATION,
    }  # fmt: skip
    assert {pattern.name for pattern in urlpatterns} == listed


@pytest.mark.parametrize("name", OPEN)
def test_who_asks_needs_no_account(client, name):
    assert client.get(reverse(f"live:{name}")).status_code == 200


def address(name, room):
    if name in OF_HELPERS:
        return reverse(f"live:{name}")
    return reverse(f"live:{name}", args=[room.request.pk if name in OF_A_REQUEST else room.pk])


def asks(client, name, room):
    """What the page answers to how it is meant to be asked."""
    return (client.post if name in POSTED else client.get)(address(name, room))


@pytest.mark.parametrize("name", [*OF_HELPERS, *OF_A_REQUEST, *OF_A_ROOM])
def test_who_is_nobody_is_asked_to_sign_in(client, room, settings, name):
    answer = asks(client, name, room)
    assert answer.status_code == 302
    assert answer.url == f"{resolve_url(settings.LOGIN_URL)}?next={address(name, room)}"


@pytest.mark.parametrize("name", [*OF_HELPERS, *OF_A_REQUEST, *OF_A_ROOM])
def test_an_account_that_may_not_help_is_refused(client, room, name):
    client.force_login(factories.user())
    assert asks(client, name, room).status_code == 403


@pytest.mark.parametrize("name", OF_A_ROOM)
def test_a_helper_has_nothing_of_a_room_without_a_seat_in_it(client, room, name):
    client.force_login(world.room().owner)
    assert asks(client, name, room).status_code == 404
    assert not SessionReport.objects.exists()


def test_a_helper_with_a_seat_does_not_invite_others(client, room):
    client.force_login(world.joined(room).user)
    answer = client.post(address("invite", room), {"inviting": "yes"})
    assert answer.status_code == 404
    assert not Room.objects.get(pk=room.pk).inviting


@pytest.mark.parametrize("name", sorted(set(OF_A_ROOM) - {"room_helper"}))
def test_the_owner_has_every_page_of_the_room(client, room, name):
    client.force_login(room.owner)
    assert asks(client, name, room).status_code in (200, 204, 302)


@pytest.mark.parametrize("name", OF_A_LEARNER + POSTED_BY_LEARNERS)
def test_a_key_that_opens_nothing_finds_no_page(client, room, name):
    page = reverse(f"live:{name}", args=[learner_key(uuid.uuid4())])
    ask = client.post if name in POSTED_BY_LEARNERS else client.get
    assert ask(page).status_code == 404


@pytest.mark.parametrize("name", OF_A_LEARNER_IN_A_ROOM)
@pytest.mark.parametrize(
    "key",
    [
        pytest.param(lambda room: world.room().request.key, id="of another room"),
        pytest.param(lambda room: world.asked().key, id="of one who waits"),
        pytest.param(lambda room: "A" * 43, id="made up"),
    ],
)
def test_no_other_key_opens_a_room(client, room, name, key):
    assert client.get(reverse(f"live:{name}", args=[room.pk, key(room)])).status_code == 404


def test_an_account_opens_no_learners_pages_by_itself(client, room):
    client.force_login(room.owner)
    page = reverse("live:token_learner", args=[room.pk, "A" * 43])
    assert client.get(page).status_code == 404


def test_a_learner_is_given_the_token_of_their_own_seat(client, room):
    given = client.get(reverse("live:token_learner", args=[room.pk, room.request.key])).json()
    assert claims(given)["participant"] == str(world.seat(room).pk)
    assert claims(given)["room"] == str(room.pk)


def test_a_helper_is_given_the_token_of_their_own_seat(client, room):
    second = world.joined(room)
    client.force_login(second.user)
    given = client.get(address("token_helper", room)).json()
    assert (claims(given)["participant"], claims(given)["role"]) == (str(second.pk), "helper")


def claims(given):
    read = tokens.token_read(given["token"])
    return {name: getattr(read, name) for name in ("room", "participant", "role")}


def test_the_link_of_an_invitation_opens_the_form_and_then_the_room(client, room):
    invited = world.helper()
    client.force_login(invited)
    link = reverse("live:join_invited", args=[room.pk, invitation_key(room.pk)])
    assert client.get(link).status_code == 200
    answers = {"record": "yes", "tutorial": "no", "voice": "yes"}
    answer = client.post(link, answers)
    assert answer.url == reverse("live:room_helper", args=[room.pk])
    assert Participant.objects.get(room=room, user=invited).chosen == {"record", "voice"}


def test_a_link_of_another_room_is_no_invitation(client, room):
    client.force_login(world.helper())
    link = reverse("live:join_invited", args=[room.pk, invitation_key(world.room().pk)])
    assert client.get(link).status_code == 404


def test_from_the_queue_one_joins_a_room_that_invites_and_no_other(client, room):
    client.force_login(world.helper())
    assert asks(client, "join", room).status_code == 404
    services.room_invite(room=room, inviting=True)
    assert asks(client, "join", room).status_code == 200
    assert str(room.pk) in client.get(reverse("live:queue")).content.decode()


def test_the_owner_invites_and_takes_it_back(client, room):
    client.force_login(room.owner)
    for said, inviting in (("yes", True), ("no", False)):
        client.post(address("invite", room), {"inviting": said})
        assert Room.objects.get(pk=room.pk).inviting is inviting


def test_the_recording_is_its_owners_and_no_other_helpers(client):
    room = world.finished(world.recorded(world.room()))
    detail = reverse("recordings:detail", args=[room.recording.pk])
    client.force_login(world.room().owner)
    assert client.get(detail).status_code == 404
    client.force_login(room.owner)
    assert client.get(detail).status_code == 200


def test_the_private_link_opens_ones_own_session_alone(client):
    room = world.finished(world.recorded(world.room()))
    other = world.finished(world.recorded(world.room(words="imprimer")))
    own = reverse("tutorials:own_session", kwargs={"secret": room.request.key})
    assert client.get(own).status_code == 200
    stranger = world.asked("Paul").key
    assert (
        client.get(reverse("tutorials:own_session", kwargs={"secret": stranger})).status_code == 404
    )
    services.consents_answer(person=world.seat(other), purposes=[])
    assert client.get(own).status_code == 200


@pytest.mark.parametrize("name", ["cancel", "leave_message", "withdraw"])
def test_what_changes_something_is_only_sent_with_the_forms_token(name, room):
    page = reverse(f"live:{name}", args=[room.request.key])
    assert Client(enforce_csrf_checks=True).post(page).status_code == 403
    assert Client().get(page).status_code == 405
    assert HelpRequest.objects.get(pk=room.request.pk).state == HelpRequest.State.ACCEPTED
