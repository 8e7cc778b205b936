"""What people agree to: asked of each, told by the newest token, kept in the journal."""

import pytest
from django.urls import reverse

from kb.recordings.agreements import PURPOSES, TEXT_VERSION, purposes_of
from kb.recordings.models import Consent
from live import services, tokens
from live.forms import HELPER_PURPOSES
from live.models import HelpRequest
from live.selectors import record_agreed
from tests.live import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


def says_recorded(seat):
    """What the newest token of this seat tells the live process."""
    return tokens.token_read(services.participant_token(participant=seat)).record


def standing(recording, role):
    return purposes_of(recording.consents.get(role=role, withdrawn_at=None))


# --- both must agree -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("learner", "helper", "recorded"),
    [
        pytest.param(["record"], ["record"], True, id="both"),
        pytest.param(PURPOSES, HELPER_PURPOSES, True, id="both, to everything"),
        pytest.param(["show", "tutorial", "voice"], HELPER_PURPOSES, False, id="not the learner"),
        pytest.param(PURPOSES, ["tutorial", "voice"], False, id="not the helper"),
        pytest.param([], [], False, id="nobody"),
        pytest.param(None, HELPER_PURPOSES, False, id="the learner has not answered yet"),
    ],
)
def test_it_is_recorded_where_both_agree(learner, helper, recorded):
    room = world.room(learner=learner, helper_agrees=helper)
    assert record_agreed(room) is recorded
    assert says_recorded(world.seat(room)) is recorded
    assert says_recorded(world.seat(room, "helper")) is recorded


def test_in_a_room_without_a_learner_nothing_is_recorded():
    room = services.room_open_by_helper(helper=world.helper(), purposes=HELPER_PURPOSES)
    assert not record_agreed(room)


def test_a_helper_who_has_not_come_in_yet_changes_nothing():
    room = world.room()
    services.participant_join(room=room, helper=world.helper(), purposes=[])
    assert record_agreed(room)


def test_one_more_helper_who_says_no_stops_it_for_all():
    room = world.room()
    second = world.joined(room, agrees=["tutorial"])
    assert not says_recorded(world.seat(room))
    services.consents_answer(person=second, purposes=["record"])
    assert says_recorded(world.seat(room))


def test_who_said_no_and_went_is_not_in_what_comes_later():
    room = world.room()
    second = world.joined(room, agrees=[])
    services.participant_leave(participant=second)
    assert says_recorded(world.seat(room))


def test_reading_the_report_is_no_leaving(client):
    room = world.room()
    second = world.joined(room, agrees=[])
    client.force_login(second.user)
    client.get(reverse("live:report", args=[room.pk]))
    assert not record_agreed(room)
    client.post(reverse("live:leave", args=[room.pk]))
    assert record_agreed(room)


def test_who_is_in_it_and_went_can_still_take_it_back():
    room = world.room()
    second = world.joined(room)
    services.participant_leave(participant=second)
    assert record_agreed(room)
    second.refresh_from_db()
    services.consents_answer(person=second, purposes=[])
    assert not record_agreed(room)


def test_the_newest_token_says_what_is_agreed_now():
    room = world.room()
    seat = world.seat(room)
    for purposes, recorded in ((["show"], False), (["show", "record"], True), ([], False)):
        services.consents_answer(person=seat, purposes=purposes)
        assert says_recorded(world.seat(room, "helper")) is recorded


def test_an_unknown_purpose_is_refused_and_changes_nothing():
    room = world.room()
    with pytest.raises(ValueError, match="everything"):
        services.consents_answer(person=world.seat(room), purposes=["everything"])
    assert world.seat(room).chosen == set(PURPOSES)


# --- asking --------------------------------------------------------------------------------------


def answers(*yes):
    return {purpose: "yes" if purpose in yes else "no" for purpose in PURPOSES}


def agree(client, request, fields, **headers):
    return client.post(reverse("live:agree", args=[request.key]), fields, headers=headers)


def test_nothing_is_ticked_before_somebody_answers(client):
    text = client.get(reverse("live:agree", args=[world.asked().key])).content.decode()
    assert text.count('value="yes"') == 4
    assert " checked" not in text


def test_each_question_wants_its_own_answer(client):
    made = world.asked()
    for purpose in PURPOSES:
        said = answers("record")
        del said[purpose]
        assert agree(client, made, said).status_code == 422
    made.refresh_from_db()
    assert made.answered_at is None


def test_a_no_to_everything_never_prevents_the_help(client):
    room = world.room(learner=None)
    answer = agree(client, room.request, answers())
    assert answer.url == reverse("live:room_learner", args=[room.pk, room.request.key])
    seat = world.seat(room)
    assert (seat.chosen, seat.text_version) == (set(), TEXT_VERSION)
    assert seat.answered_at is not None


def test_before_the_questions_are_answered_the_room_is_shut(client):
    room = world.room(learner=None)
    answer = client.get(reverse("live:room_learner", args=[room.pk, room.request.key]))
    assert answer.url == reverse("live:agree", args=[room.request.key])


def test_what_was_answered_while_waiting_is_taken_along(client):
    made = world.asked()
    agree(client, made, {**answers("show", "record"), "before": "2"})
    room = services.request_accept(request=made, helper=world.helper())
    seat = world.seat(room)
    assert seat.chosen == {"show", "record"}
    assert (seat.text_version, room.request.autonomy_before) == (TEXT_VERSION, 2)


def test_an_answer_from_a_page_opened_before_a_helper_came_still_counts():
    made = world.asked(answers=PURPOSES)
    before = HelpRequest.objects.get(pk=made.pk)
    room = services.request_accept(request=made, helper=world.helper())
    services.consents_answer(person=before, purposes=[])
    assert world.seat(room).chosen == set()


def test_in_the_room_the_answer_comes_with_a_token_that_says_so(client):
    room = world.room()
    told = agree(client, room.request, answers("show"), accept="application/json").json()
    assert told["chosen"] == ["show"]
    assert not tokens.token_read(told["token"]).record


def test_a_helper_is_asked_for_what_concerns_them_and_changes_it(client):
    room = world.room()
    client.force_login(room.owner)
    page = reverse("live:agree_helper", args=[room.pk])
    text = client.get(page).content.decode()
    assert 'name="show"' not in text
    assert text.count(" checked") == 3
    client.post(page, answers("record", "show"))
    assert world.seat(room, "helper").chosen == {"record"}


# --- the journal ---------------------------------------------------------------------------------


def test_each_answer_stands_in_the_journal_of_the_recording():
    room = world.room(learner=["show", "record", "voice"], helper_agrees=["record", "tutorial"])
    recording = world.finished(world.recorded(room)).recording
    assert standing(recording, "learner") == {"show", "record", "voice"}
    assert standing(recording, "helper") == {"record", "tutorial"}
    learner, helper = (Consent.objects.get(role=role) for role in ("learner", "helper"))
    assert (learner.name, learner.person, learner.text_version) == ("Marie", None, TEXT_VERSION)
    assert helper.person == room.owner


def test_of_several_helpers_the_journal_says_what_all_agree_to():
    room = world.room()
    world.joined(room, agrees=["record", "voice"])
    recording = world.finished(world.recorded(room)).recording
    assert standing(recording, "helper") == {"record", "voice"}
    assert recording.consents.get(role="helper").person == room.owner


def test_the_wording_that_was_read_is_the_one_in_the_journal():
    made = world.asked(answers=PURPOSES)
    HelpRequest.objects.update(text_version="2020-01")
    room = services.request_accept(request=made, helper=world.helper(), purposes=HELPER_PURPOSES)
    recording = world.finished(world.recorded(room)).recording
    assert recording.consents.get(role="learner").text_version == "2020-01"
