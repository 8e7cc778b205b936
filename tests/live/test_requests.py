"""Asking for help, waiting, and leaving it for later."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from live import services
from live.errors import TooMany
from live.forms import AskForm
from live.models import HelpRequest
from tests.live import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]

State = HelpRequest.State


def ask(client, **fields):
    """What the form is answered with; the sender is known by the address."""
    address = fields.pop("address", "192.0.2.1")
    return client.post("/aide/", fields, REMOTE_ADDR=address)


def the_request():
    return HelpRequest.objects.get()


def test_words_and_a_first_name_are_enough(client):
    answer = ask(client, words="ma prime d’activité", name="Marie")
    made = the_request()
    assert answer.url == reverse("live:wait", args=[made.key])
    assert (made.name, made.words, made.state) == ("Marie", "ma prime d’activité", State.WAITING)
    assert (made.language, made.contact, made.answered_at) == ("fr", "", None)


def test_a_tutorial_and_its_step_are_enough_and_kept_as_plain_values(client, tutorial):
    ask(client, tutoriel=tutorial.pk, etape=2, name="Marie")
    title = tutorial.title
    tutorial.delete()
    made = the_request()
    assert (made.tutorial_title, made.tutorial_step, made.subject) == (title, 2, title)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        pytest.param({"words": "ma prime"}, "name", id="no name"),
        pytest.param({"words": "ma prime", "name": " "}, "name", id="an empty name"),
        pytest.param({"words": "ma prime", "name": "M" * 81}, "name", id="a long name"),
        pytest.param({"name": "Marie"}, "words", id="nothing said"),
        pytest.param({"name": "Marie", "words": " \n "}, "words", id="nothing but spaces"),
        pytest.param({"name": "Marie", "words": "x" * 501}, "words", id="a long story"),
        pytest.param({"name": "Marie", "words": "a\0b"}, "words", id="no text"),
        pytest.param({"name": "Marie", "words": "a", "etape": "deux"}, "etape", id="no step"),
        pytest.param({"name": "Marie", "words": "a", "tutoriel": "9" * 12}, "tutoriel", id="big"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_made(client, fields, wrong):
    form = AskForm(fields)
    assert not form.is_valid()
    assert list(form.errors) == [wrong]
    answer = ask(client, **fields)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not HelpRequest.objects.exists()


def test_a_tutorial_that_nobody_may_read_counts_for_nothing(client, tutorial):
    tutorial.unpublish()
    assert ask(client, tutoriel=tutorial.pk, name="Marie").status_code == 422
    ask(client, tutoriel=tutorial.pk, etape=2, words="ma prime", name="Marie")
    made = the_request()
    assert (made.tutorial_id, made.tutorial_title, made.tutorial_step) == (None, "", None)


def test_before_a_person_is_asked_the_pages_that_may_answer_are_shown(client, tutorial):
    text = client.get("/aide/", {"q": "heures libres"}).content.decode()
    assert f'href="{tutorial.url}#etape-2"' in text
    assert text.index(f"{tutorial.url}#etape-2") < text.index('name="name"')
    assert ">heures libres</textarea>" in text


def test_the_page_begins_with_what_is_wanted_and_with_no_name(client):
    text = client.get("/aide/").content.decode()
    assert 'name="q"' in text
    assert 'name="name"' not in text


def test_from_a_tutorial_the_form_already_knows_it(client, tutorial):
    text = client.get("/aide/", {"tutoriel": tutorial.pk, "etape": 2}).content.decode()
    assert f'name="tutoriel" value="{tutorial.pk}"' in text
    assert 'name="etape" value="2"' in text
    assert f'href="{tutorial.url}#etape-2"' in text


@pytest.mark.parametrize(
    "query",
    [
        {"tutoriel": "x"},
        {"tutoriel": "-1", "etape": "0"},
        {"tutoriel": "9" * 30, "etape": "9" * 30},
        {"etape": "2"},
        {"q": "\0"},
        {"q": "<script>alert(1)</script>"},
        {"q": "x" * 2000},
    ],
)
def test_whatever_the_address_says_the_page_stands(client, query):
    answer = client.get("/aide/", query)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_the_request_knows_what_it_seems_to_be_about(tutorial):
    made = world.asked(words="rendez-vous CAF")
    assert made.skills == "CAF"


def test_one_address_makes_five_requests_and_then_waits(client):
    for _number in range(5):
        assert ask(client, words="ma prime", name="Marie").status_code == 302
    refused = ask(client, words="ma prime", name="Marie")
    assert refused.status_code == 429
    assert 'role="alert"' in refused.content.decode()
    assert HelpRequest.objects.count() == 5
    assert ask(client, words="ma prime", name="Marie", address="192.0.2.2").status_code == 302
    HelpRequest.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    assert ask(client, words="ma prime", name="Marie").status_code == 302


def test_one_address_makes_twenty_a_day():
    for _number in range(20):
        services.request_create(name="Marie", words="ma prime", address="192.0.2.1")
        HelpRequest.objects.update(created_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(TooMany):
        services.request_create(name="Marie", words="ma prime", address="192.0.2.1")


def test_the_address_itself_is_kept_nowhere(client):
    ask(client, words="ma prime", name="Marie", address="203.0.113.77")
    assert "203.0.113.77" not in repr(HelpRequest.objects.values_list())


# --- waiting -------------------------------------------------------------------------------------


def state(client, request):
    return client.get(reverse("live:wait_state", args=[request.key])).json()


def test_who_waits_sees_their_place(client):
    first, second = world.asked(), world.asked("Paul")
    assert state(client, first)["place"] != state(client, second)["place"]
    assert "1" in state(client, second)["place"]
    services.request_cancel(request=first)
    assert "1" not in state(client, second)["place"]


def test_once_accepted_the_page_leads_on_to_the_agreements_and_then_to_the_room(client):
    room = world.room(learner=None)
    agree = reverse("live:agree", args=[room.request.key])
    assert state(client, room.request)["next"] == agree
    assert client.get(reverse("live:wait", args=[room.request.key])).url == agree
    services.consents_answer(person=world.seat(room), purposes=[])
    way = reverse("live:room_learner", args=[room.pk, room.request.key])
    assert state(client, room.request)["next"] == way
    world.ended(room)
    assert state(client, room.request)["next"] == reverse("live:thanks", args=[room.request.key])


def test_with_nobody_there_one_can_leave_a_message(client):
    made = world.asked()
    page = reverse("live:wait", args=[made.key])
    assert 'name="contact"' in client.get(page).content.decode()
    services.helper_seen(user=world.helper())
    assert 'name="contact"' not in client.get(page).content.decode()
    assert state(client, made)["there"]


def test_a_message_keeps_the_request_with_the_way_to_call_back(client):
    made = world.asked()
    client.post(reverse("live:leave_message", args=[made.key]), {"contact": "06 12 34 56 78"})
    made.refresh_from_db()
    assert (made.state, made.contact) == (State.LEFT_MESSAGE, "06 12 34 56 78")
    assert "06 12 34 56 78" in client.get(reverse("live:wait", args=[made.key])).content.decode()


def test_a_message_needs_no_way_to_call_back(client):
    made = world.asked()
    client.post(reverse("live:leave_message", args=[made.key]))
    made.refresh_from_db()
    assert (made.state, made.contact) == (State.LEFT_MESSAGE, "")


def test_a_message_that_is_too_long_is_said_and_not_cut(client):
    made = world.asked()
    page = reverse("live:leave_message", args=[made.key])
    text = client.post(page, {"contact": "0" * 201}, follow=True).content.decode()
    made.refresh_from_db()
    assert (made.state, made.contact) == (State.WAITING, "")
    assert "notice" in text


def test_once_called_back_nothing_says_how_any_more(client):
    made = world.asked()
    services.request_leave_message(request=made, contact="marie@example.org")
    client.force_login(world.helper())
    queue = reverse("live:queue")
    assert "marie@example.org" in client.get(queue).content.decode()
    client.post(reverse("live:called_back", args=[made.pk]))
    made.refresh_from_db()
    assert (made.state, made.contact) == (State.DONE, "")
    assert "marie@example.org" not in client.get(queue).content.decode()


def test_only_what_was_left_is_called_back():
    made = world.asked()
    assert not services.request_call_back_done(request=made)
    assert made.state == State.WAITING


@pytest.mark.parametrize("left", [False, True], ids=["waiting", "with a message"])
def test_a_request_can_be_cancelled_and_says_no_more_how_to_call_back(client, left):
    made = world.asked()
    if left:
        services.request_leave_message(request=made, contact="06 12 34 56 78")
    client.post(reverse("live:cancel", args=[made.key]))
    made.refresh_from_db()
    assert (made.state, made.contact) == (State.CANCELLED, "")
    assert client.get(reverse("live:wait", args=[made.key])).status_code == 200


def test_what_was_accepted_is_neither_cancelled_nor_left():
    request = world.room().request
    assert not services.request_cancel(request=request)
    assert not services.request_leave_message(request=request, contact="06 12 34 56 78")
    request.refresh_from_db()
    assert (request.state, request.contact) == (State.ACCEPTED, "")
