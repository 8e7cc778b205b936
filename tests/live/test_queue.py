"""The queue of helpers: who waits, for how long, and who gets whom."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from live import selectors, services
from live.errors import AlreadyTaken, RoomClosed, RoomFull
from live.models import HelpRequest, OpeningHours, Participant, Room
from tests.live import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]

ANSWERS = {"record": "yes", "tutorial": "yes", "voice": "no"}


@pytest.fixture
def helper():
    return world.helper("Samia")


@pytest.fixture
def served(client, helper):
    """The browser of a helper who signed in."""
    client.force_login(helper)
    return client


def names(**query):
    return [row.name for row in selectors.queue(**query)]


def test_the_longest_waits_first_and_only_who_waits_is_there():
    for name in ("Marie", "Paul", "Inès", "Ahmed"):
        world.asked(name)
    services.request_cancel(request=HelpRequest.objects.get(name="Paul"))
    services.request_leave_message(request=HelpRequest.objects.get(name="Inès"))
    HelpRequest.objects.filter(name="Ahmed").update(
        created_at=timezone.now() - timedelta(minutes=9)
    )
    assert names() == ["Ahmed", "Marie"]


def test_it_is_narrowed_by_language():
    world.asked("Marie")
    world.asked("John", language="en")
    assert names(language="en") == ["John"]
    assert names(language="fr") == ["Marie"]
    assert names(language="de") == []


def test_it_is_narrowed_by_what_it_is_about(tutorial):
    world.asked("Marie", words="mon rendez-vous")
    world.asked("Paul", words="imprimer une photo")
    page = selectors.tutorial_named(tutorial.pk)
    world.asked("Inès", words="", tutorial=page, step=2)
    assert names(words="PHOTO imprimer") == ["Paul"]
    assert names(words="caf") == ["Marie", "Inès"], "by what the search found, or the tutorial"
    assert names(words="photo caf") == []


def test_the_page_says_who_waits_for_how_long_and_what_for(served):
    world.asked("Marie", words="ma prime <b>")
    HelpRequest.objects.update(created_at=timezone.now() - timedelta(minutes=17, seconds=5))
    text = served.get("/aide/file/").content.decode()
    assert "Marie" in text
    assert "ma prime &lt;b&gt;" in text
    assert "17\xa0minutes" in text


def test_filters_of_the_page_narrow_the_list_and_can_be_taken_away(served):
    world.asked("Marie", words="imprimer")
    text = served.get("/aide/file/", {"langue": "en", "mots": "imprimer"}).content.decode()
    assert "Marie" not in text
    assert f'href="{reverse("live:queue")}"' in text
    assert 'value="imprimer"' in text
    told = served.get("/aide/file/etat/", {"langue": "fr", "mots": "imprimer"}).json()
    assert "Marie" in told["html"]


def test_no_filter_breaks_the_page(served):
    for words in ("\0", "%_'\"", "x" * 5000, "é" * 200):
        assert served.get("/aide/file/", {"mots": words, "langue": words}).status_code == 200


def test_who_has_left_the_page_is_shown_so():
    world.asked("Marie")
    assert selectors.queue()[0].here
    HelpRequest.objects.update(seen_at=timezone.now() - timedelta(minutes=2))
    assert not selectors.queue()[0].here
    services.request_seen(request=HelpRequest.objects.get())
    assert selectors.queue()[0].here


def test_a_helper_who_looks_at_the_queue_is_there_for_two_minutes(served, helper):
    assert not selectors.somebody_there()
    served.get("/aide/file/etat/")
    assert selectors.somebody_there()
    from live.models import HelperPresence

    HelperPresence.objects.update(seen_at=timezone.now() - timedelta(minutes=3))
    assert not selectors.somebody_there()


def test_a_room_that_goes_on_has_somebody_in_it():
    room = world.room()
    assert not selectors.somebody_there()
    services.rooms_alive([room.pk])
    assert selectors.somebody_there()


def test_outside_the_opening_hours_nobody_is_there(helper):
    services.helper_seen(user=helper)
    assert selectors.open_now()
    tomorrow = (timezone.localtime() + timedelta(days=1)).weekday()
    OpeningHours.objects.create(weekday=tomorrow, opens="09:00", closes="17:00")
    assert not selectors.open_now()
    assert not selectors.somebody_there()
    today = timezone.localtime().weekday()
    OpeningHours.objects.create(weekday=today, opens="00:00", closes="23:59:59.999999")
    assert selectors.somebody_there()


# --- accepting -----------------------------------------------------------------------------------


def test_accepting_opens_a_room_with_both_in_it(served, helper):
    made = world.asked(answers=["show", "record"])
    page = reverse("live:accept", args=[made.pk])
    assert "Marie" in served.get(page).content.decode()
    answer = served.post(page, ANSWERS)
    room = Room.objects.get()
    assert answer.url == reverse("live:room_helper", args=[room.pk])
    assert (room.request, room.owner) == (made, helper)
    assert world.seat(room).chosen == {"show", "record"}
    assert world.seat(room, "helper").chosen == {"record", "tutorial"}
    made.refresh_from_db()
    assert made.state == HelpRequest.State.ACCEPTED
    assert names() == []


def test_without_every_answer_nothing_is_accepted(served):
    made = world.asked()
    answer = served.post(reverse("live:accept", args=[made.pk]), {"record": "yes"})
    assert answer.status_code == 422
    assert not Room.objects.exists()


def test_who_comes_second_is_told_and_led_back(served):
    made = world.asked()
    services.request_accept(request=made, helper=world.helper())
    answer = served.post(reverse("live:accept", args=[made.pk]), ANSWERS, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("live:queue")
    assert "notice" in answer.content.decode()
    assert Room.objects.count() == 1


@pytest.mark.parametrize(
    "gone",
    [
        lambda request: services.request_cancel(request=request),
        lambda request: services.request_leave_message(request=request),
        lambda request: services.request_accept(request=request, helper=world.helper()),
        lambda request: HelpRequest.objects.update(state=HelpRequest.State.LEFT),
    ],
    ids=["cancelled", "left with a message", "accepted", "closed"],
)
def test_what_no_longer_waits_is_not_accepted(helper, gone):
    made = world.asked()
    gone(HelpRequest.objects.get(pk=made.pk))
    rooms = Room.objects.count()
    with pytest.raises(AlreadyTaken):
        services.request_accept(request=made, helper=helper)
    assert Room.objects.count() == rooms
    assert not Participant.objects.filter(user=helper).exists()


def test_a_room_for_a_code_is_opened_by_the_helper(served, helper):
    answer = served.post("/aide/file/ouvrir/", ANSWERS)
    room = Room.objects.get()
    assert answer.url == reverse("live:room_helper", args=[room.pk])
    assert (room.request, room.owner) == (None, helper)
    assert room.code in served.get("/aide/file/").content.decode()


def test_four_people_are_in_a_room_at_most():
    room = world.room()
    second = world.joined(room)
    world.joined(room)
    with pytest.raises(RoomFull):
        services.participant_join(room=room, helper=world.helper())
    assert services.participant_join(room=room, helper=second.user) == second
    services.participant_leave(participant=second)
    assert services.participant_join(room=room, helper=world.helper())


def test_after_the_session_nobody_comes_in():
    room = world.ended(world.room())
    with pytest.raises(RoomClosed):
        services.participant_join(room=room, helper=world.helper())
    with pytest.raises(RoomClosed):
        services.participant_token(participant=world.seat(room))
