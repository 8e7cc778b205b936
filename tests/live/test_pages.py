"""Every page of live assistance stands, in both languages, in each state that it can have."""

import re

import pytest
from django.urls import reverse

from live import services
from live.keys import invitation_key
from live.models import HelpRequest, OpeningHours, Room
from tests.live import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]

HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.S)


def shown(client, address, language="en"):
    """The words of the only heading of the page, which has the right language and a title."""
    client.cookies["django_language"] = language
    answer = client.get(address)
    assert answer.status_code == 200, address
    text = answer.content.decode()
    assert f'<html lang="{language}"' in text
    (heading,) = HEADING.findall(text)
    (title,) = re.findall(r"<title>(.*?)</title>", text, re.S)
    assert title.strip()
    return " ".join(heading.split())


def request_in(state):
    made = world.asked()
    if state == HelpRequest.State.LEFT_MESSAGE:
        services.request_leave_message(request=made, contact="06 12 34 56 78")
    HelpRequest.objects.filter(pk=made.pk).update(state=state)
    return made


def waiting(state):
    return lambda: reverse("live:wait", args=[request_in(state).key])


def of_learner(name, room=world.room):
    return lambda: reverse(f"live:{name}", args=[room().request.key])


def room_of_a_code():
    return services.room_open_by_helper(helper=world.helper())


def in_state(state):
    def make():
        room = world.room()
        Room.objects.filter(pk=room.pk).update(state=state)
        return room

    return make


def recorded():
    return world.finished(world.recorded(world.room()))


State = HelpRequest.State
LEARNER = [
    ("Ask for help", lambda: "/aide/"),
    ("Ask for help", lambda: "/aide/?q=ma+prime"),
    ("I have a code", lambda: "/aide/code/"),
    ("Your request waits", waiting(State.WAITING)),
    ("Your request is kept", waiting(State.LEFT_MESSAGE)),
    ("Your request is cancelled", waiting(State.CANCELLED)),
    ("Your request is closed", waiting(State.LEFT)),
    ("Your request is done", waiting(State.DONE)),
    ("Before you share anything", lambda: reverse("live:agree", args=[world.asked().key])),
    ("Before you share anything", of_learner("agree")),
    (
        "With your helper",
        lambda: (lambda r: reverse("live:room_learner", args=[r.pk, r.request.key]))(world.room()),
    ),
    ("Thank you, Marie", of_learner("thanks")),
    *[("Thank you, Marie", of_learner("thanks", in_state(state))) for state in Room.State.values],
    ("Thank you, Marie", of_learner("thanks", recorded)),
]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("heading", "address"), LEARNER)
def test_each_page_of_a_learner_stands(client, heading, address, language):
    seen = shown(client, address(), language)
    assert seen == heading if language == "en" else seen


HELPER = [
    ("Session report", "report", world.room),
    *[("Session report", "report", in_state(state)) for state in Room.State.values],
    ("Session report", "report", recorded),
    ("Session report", "report", room_of_a_code),
    ("What I agree to", "agree_helper", world.room),
    ("With Marie", "room_helper", world.room),
    ("Your room", "room_helper", room_of_a_code),
    ("Join the room", "join", world.room),
]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("heading", "name", "make"), HELPER)
def test_each_page_of_a_room_stands_for_its_helper(client, heading, name, make, language):
    room = make()
    client.force_login(room.owner)
    seen = shown(client, reverse(f"live:{name}", args=[room.pk]), language)
    assert seen == heading if language == "en" else seen


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_page_before_a_room_stands_for_a_helper(client, language):
    helper, room, made = world.helper(), world.room(), world.asked()
    services.room_invite(room=room, inviting=True)
    services.room_open_by_helper(helper=helper)
    services.request_leave_message(request=world.asked("Paul"), contact="06 12 34 56 78")
    client.force_login(helper)
    pages = {
        reverse("live:queue"): "Queue",
        reverse("live:open"): "Open a room with a code",
        reverse("live:accept", args=[made.pk]): "Accept the request",
        reverse("live:join_invited", args=[room.pk, invitation_key(room.pk)]): "Join the room",
    }
    for page, heading in pages.items():
        seen = shown(client, page, language)
        assert seen == heading if language == "en" else seen


def test_an_empty_queue_stands(client):
    client.force_login(world.helper())
    assert shown(client, "/aide/file/") == "Queue"
    assert shown(client, "/aide/file/?mots=caf&langue=fr") == "Queue"


def test_the_opening_hours_stand_where_nobody_is_there(client):
    OpeningHours.objects.create(weekday=0, opens="09:00", closes="12:30")
    text = client.get(reverse("live:wait", args=[world.asked().key])).content.decode()
    assert "09:00" in text
    assert "12:30" in text


def test_what_a_person_wrote_is_only_text(client):
    evil = "<script>alert(1)</script>"
    room = world.room(name=evil, words=evil)
    client.force_login(room.owner)
    made = world.asked(evil, words=evil)
    pages = [
        reverse("live:queue"),
        reverse("live:wait", args=[made.key]),
        reverse("live:accept", args=[made.pk]),
        reverse("live:room_helper", args=[room.pk]),
        reverse("live:room_learner", args=[room.pk, room.request.key]),
        reverse("live:report", args=[room.pk]),
        reverse("live:thanks", args=[room.request.key]),
    ]
    for page in pages:
        assert evil not in client.get(page).content.decode(), page


@pytest.mark.parametrize("name", ["wait", "wait_state", "agree", "thanks"])
def test_no_page_of_a_learner_is_kept_by_a_browser(client, name):
    page = reverse(f"live:{name}", args=[world.room(learner=None).request.key])
    assert "no-store" in client.get(page)["Cache-Control"]


@pytest.mark.parametrize("name", ["agree", "room_learner", "room_helper"])
def test_only_pages_of_a_session_reach_the_live_process(client, settings, name):
    room = world.room()
    client.force_login(room.owner)
    where = {
        "agree": [room.request.key],
        "room_learner": [room.pk, room.request.key],
        "room_helper": [room.pk],
    }
    answer = client.get(reverse(f"live:{name}", args=where[name]))
    assert settings.KB_LIVE_URL in answer["Content-Security-Policy"]
    assert settings.KB_LIVE_URL not in client.get("/aide/")["Content-Security-Policy"]


def test_the_helper_reads_the_code_and_the_learner_does_not_need_it(client):
    room = room_of_a_code()
    client.force_login(room.owner)
    page = reverse("live:room_helper", args=[room.pk])
    assert room.code in client.get(page).content.decode()


def test_the_helper_finds_tutorials_to_show(client, tutorial):
    room = world.room()
    client.force_login(room.owner)
    page = reverse("live:find", args=[room.pk])
    first = client.get(page, {"q": "heures libres"}).json()[0]
    assert first["id"] == tutorial.pk
    assert first["step"] == 2
    assert first["address"] == f"{tutorial.url}#etape-2"
    assert client.get(page, {"q": "\0"}).status_code == 200
    assert client.get(page).status_code == 200
