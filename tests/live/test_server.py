"""The live process by HTTP: what it takes, what it refuses, and that no room touches another."""

from __future__ import annotations

import json
import time
from uuid import uuid4

import pytest
from django.core import signing
from hypothesis import given
from hypothesis import strategies as some
from starlette.testclient import TestClient

from live import services, tokens
from live.models import Room
from live.server import EVENTS_MAX, OFFER_MAX, application
from live.services import participant_token

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server(tmp_path, settings):
    settings.KB_LIVE_ROOT = tmp_path / "live"
    with TestClient(application, base_url="http://localhost:8001") as client:
        yield client


@pytest.fixture
def helper(django_user_model):
    return django_user_model.objects.create_superuser("samia", password="x")


@pytest.fixture
def room(helper):
    """A room whose two people agree to be recorded."""
    request = services.request_create(name="Marie", words="ma prime")
    services.consents_answer(person=request, purposes=["show", "record", "tutorial", "voice"])
    return services.request_accept(
        request=request, helper=helper, purposes=["record", "tutorial", "voice"]
    )


def token(room, role):
    return participant_token(participant=room.participants.get(role=role))


def by(token):
    return {"Authorization": f"Bearer {token}"}


def enter(server, room, role):
    """The address of a new session of events alone."""
    answer = server.post(f"/rooms/{room.pk}/events-only", headers=by(token(room, role)))
    assert answer.status_code == 201
    return answer.headers["Location"]


def heard(server, session, kind, after=0):
    told = server.get(f"{session}/events", params={"after": after}).json()["events"]
    return [event for event in told if event["kind"] == kind]


def refused(answer, status):
    assert answer.status_code == status, answer.text
    assert answer.json()["error"].endswith(".")


def test_two_people_hear_one_another_by_events_alone(server, room):
    learner, helper = enter(server, room, "learner"), enter(server, room, "helper")
    said = server.post(f"{learner}/events", json={"kind": "chat", "text": "Bonjour"})
    assert said.status_code == 204
    server.post(f"{helper}/events", json=[{"kind": "mark", "label": "Ouvrir"}] * 2)
    (chat,) = heard(server, helper, "chat")
    assert (chat["text"], chat["by"], chat["name"]) == ("Bonjour", "learner", "Marie")
    assert len(heard(server, learner, "mark")) == 2


def test_what_was_fetched_is_not_told_again(server, room):
    learner = enter(server, room, "learner")
    newest = server.get(f"{learner}/events").json()["next"]
    server.post(f"{learner}/events", json={"kind": "done"})
    told = server.get(f"{learner}/events", params={"after": newest}).json()
    assert [event["kind"] for event in told["events"]] == ["done"]


def test_the_last_to_leave_ends_the_room(server, room):
    learner, helper = enter(server, room, "learner"), enter(server, room, "helper")
    assert server.delete(learner).status_code == 204
    assert Room.objects.get(pk=room.pk).is_open
    server.delete(helper)
    until(lambda: Room.objects.get(pk=room.pk).state == Room.State.ENDED)
    refused(server.get(f"{helper}/events"), 404)


def test_the_end_is_for_everybody(server, room):
    learner, helper = enter(server, room, "learner"), enter(server, room, "helper")
    server.post(f"{learner}/events", json={"kind": "end"})
    until(lambda: Room.objects.get(pk=room.pk).state == Room.State.ENDED)
    refused(server.post(f"{helper}/events", json={"kind": "done"}), 404)


def test_a_room_that_goes_on_is_told_to_be_alive(server, room):
    enter(server, room, "learner")
    until(lambda: Room.objects.get(pk=room.pk).seen_at, 8)


def test_no_token_opens_another_room(server, room):
    refused(server.post(f"/rooms/{uuid4()}/events-only", headers=by(token(room, "helper"))), 401)


@pytest.mark.parametrize("header", [{}, by(""), by("x.y.z"), {"Authorization": "Basic eDp5"}])
def test_without_a_token_nobody_enters(server, room, header):
    for address in (f"/rooms/{room.pk}", f"/rooms/{room.pk}/events-only"):
        refused(server.post(address, headers=header, content="v=0"), 401)
    assert server.get("/health").json() == {"rooms": 0, "draining": False}


def test_an_old_token_is_not_believed(server, room, monkeypatch):
    old = token(room, "learner")
    now = time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + tokens.BELIEVED + 1)
    refused(server.post(f"/rooms/{room.pk}/events-only", headers=by(old)), 401)


def test_a_token_of_somebody_else_renews_nothing(server, room):
    learner = enter(server, room, "learner")
    refused(server.post(f"{learner}/token", headers=by(token(room, "helper"))), 401)
    assert server.post(f"{learner}/token", headers=by(token(room, "learner"))).status_code == 204


def test_an_agreement_taken_back_stops_the_recording_at_once(server, room):
    learner = enter(server, room, "learner")
    assert heard(server, learner, "people")[-1]["recording"]
    seat = room.participants.get(role="learner")
    services.consents_answer(person=seat, purposes=["show"])
    server.post(f"{learner}/token", headers=by(token(room, "learner")))
    assert not heard(server, learner, "people")[-1]["recording"]
    assert not list(room.folder.iterdir())


def test_a_helper_does_not_click_as_the_learner(server, room):
    helper = enter(server, room, "helper")
    refused(server.post(f"{helper}/events", json={"kind": "done"}), 400)


def test_what_is_too_large_is_refused(server, room):
    learner = enter(server, room, "learner")
    refused(server.post(f"{learner}/events", content=b" " * (EVENTS_MAX + 1)), 413)
    long = by(token(room, "learner"))
    refused(server.post(f"/rooms/{room.pk}", content=b"v" * (OFFER_MAX + 1), headers=long), 413)


def test_too_many_messages_are_refused(server, room):
    learner = enter(server, room, "learner")
    answers = [
        server.post(f"{learner}/events", json=[{"kind": "chat", "text": "a"}] * 100)
        for _ in range(4)
    ]
    refused(answers[-1], 429)


def test_a_browsers_own_recording_is_kept_beside_the_log(server, room):
    learner = enter(server, room, "learner")
    head = b"\x1a\x45\xdf\xa3"
    assert server.post(f"{learner}/chunks/0?t=1.5", content=head + b"one").status_code == 204
    assert server.post(f"{learner}/chunks/1?t=1.5", content=b"two").status_code == 204
    refused(server.post(f"{learner}/chunks/5?t=1.5", content=b"later"), 409)
    refused(server.post(f"{learner}/chunks/2?t=soon", content=b"later"), 400)
    (kept,) = room.folder.glob("*.webm")
    assert kept.read_bytes() == head + b"onetwo"
    server.post(f"{learner}/events", json={"kind": "off_record"})
    assert server.post(f"{learner}/chunks/2?t=1.5", content=b"secret").status_code == 204
    assert b"secret" not in kept.read_bytes()


def test_only_the_site_may_ask_from_a_browser(server, room, settings):
    asked = {"Access-Control-Request-Method": "POST"}
    own = server.options(f"/rooms/{room.pk}", headers={"Origin": settings.KB_PUBLIC_URL, **asked})
    assert own.headers["access-control-allow-origin"] == settings.KB_PUBLIC_URL
    other = server.options(f"/rooms/{room.pk}", headers={"Origin": "https://evil.example", **asked})
    assert "access-control-allow-origin" not in other.headers


def test_nonsense_is_refused_and_touches_no_room(server, room):
    """Offers, events and tokens of every kind; the room that goes on hears nothing of it."""
    learner, helper = enter(server, room, "learner"), enter(server, room, "helper")
    good = token(room, "helper")

    anything = some.recursive(
        some.none() | some.booleans() | some.floats() | some.text(max_size=20),
        lambda inner: (
            some.lists(inner, max_size=4)
            | some.dictionaries(some.sampled_from(["kind", "x", "text", "to"]), inner, max_size=4)
        ),
        max_leaves=8,
    )

    @given(anything)
    def events(value):
        answer = server.post(f"{helper}/events", content=json.dumps(value))
        assert value == [] or answer.status_code in (400, 413, 429)

    @given(some.text(max_size=400))
    def offers(text):
        lines = "v=0\r\no=- 0 0 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\nm=" + text
        for offer in (text, lines):
            answer = server.post(
                f"/rooms/{room.pk}", content=offer.encode("utf-8", "replace"), headers=by(good)
            )
            refused(answer, 400)

    @given(some.text(some.characters(codec="ascii", exclude_categories=["C", "Z"]), max_size=90))
    def bearers(text):
        refused(server.post(f"/rooms/{room.pk}/events-only", headers=by(text)), 401)

    for tries in (events, offers, bearers):
        tries()
    refused(server.post(f"{helper}/events", content=b"\xff\xfe not json"), 400)
    assert server.get("/health").json()["rooms"] == 1
    server.post(f"{learner}/events", json={"kind": "stuck"})
    assert len(heard(server, helper, "stuck")) == 1


def until(condition, seconds=5.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
