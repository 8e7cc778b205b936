"""What is said of a session afterwards: by the learner, and by the helper."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from live import services
from live.models import Room, SessionReport
from live.selectors import tutorial_named
from live.themes import theme_guess, themes
from tests.live import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]

EMPTY = {"minutes": "", "theme": "", "autonomy_before": "", "autonomy_after": ""}


@pytest.fixture
def room():
    return world.ended(world.room())


@pytest.fixture
def served(client, room):
    """The browser of the helper."""
    client.force_login(room.owner)
    return client


def address(room):
    return reverse("live:report", args=[room.pk])


def form(client, room):
    return client.get(address(room)).context["form"]


def filled(client, room):
    """What stands in the fields of the report, before anybody writes."""
    shown = form(client, room)
    return {name: shown[name].value() for name in shown.fields}


def said(room):
    return SessionReport.objects.get(room=room)


def test_the_duration_is_known(served, room):
    Room.objects.update(opened_at=room.ended_at - timedelta(minutes=24, seconds=40))
    assert filled(served, room)["minutes"] == 25


def test_a_short_session_took_a_minute(served, room):
    assert filled(served, room)["minutes"] == 1


def test_the_duration_of_a_session_that_goes_on_is_that_until_now(client):
    room = world.room()
    Room.objects.update(opened_at=timezone.now() - timedelta(minutes=7))
    client.force_login(room.owner)
    assert filled(client, room)["minutes"] == 7


def test_the_theme_is_guessed_from_the_words(served, room):
    assert filled(served, room)["theme"] == "social_sante"


def test_the_theme_is_guessed_from_the_tutorial(client, tutorial):
    room = world.room(words="", tutorial=tutorial_named(tutorial.pk))
    client.force_login(room.owner)
    assert filled(client, room)["theme"] == "famille_scolarite"


def test_what_the_learner_said_before_is_there(client):
    made = world.asked()
    services.request_autonomy_say(request=made, before=2)
    room = services.request_accept(request=made, helper=world.helper())
    client.force_login(room.owner)
    assert filled(client, room)["autonomy_before"] == 2


def test_the_room_of_a_code_has_a_report_too(client):
    room = services.room_open_by_helper(helper=world.helper())
    client.force_login(room.owner)
    assert filled(client, room)["theme"] == ""


def test_the_report_is_kept_and_shown_again_as_it_was_written(served, room):
    report = {
        "minutes": "40",
        "theme": "email",
        "autonomy_before": "1",
        "autonomy_after": "3",
        "orientation": "France services, à la mairie",
        "notes": "Revenir mardi.",
    }
    assert served.post(address(room), report).url == address(room)
    written = said(room)
    assert (written.minutes, written.theme) == (40, "email")
    assert (written.autonomy_before, written.autonomy_after) == (1, 3)
    assert written.orientation == "France services, à la mairie"
    assert written.written_at is not None
    shown = filled(served, room)
    assert {name: str(value) for name, value in shown.items()} == report


def test_nothing_of_it_must_be_filled_in_and_what_is_emptied_stays_empty(served, room):
    served.post(address(room), EMPTY)
    assert said(room).minutes is None
    shown = filled(served, room)
    assert (shown["minutes"], shown["theme"], shown["autonomy_before"]) == (None, "", None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": "-1"},
        {"minutes": "99999999"},
        {"theme": "autre chose"},
        {"autonomy_before": "6"},
        {"autonomy_after": "beaucoup"},
        {"orientation": "x" * 301},
        {"notes": "x" * 4001},
    ],
    ids=str,
)
def test_what_cannot_be_is_said_and_not_kept(served, room, wrong):
    answer = served.post(address(room), {**EMPTY, **wrong})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not SessionReport.objects.exists()


def test_notes_from_the_room_are_in_the_report_with_all_that_is_known(client):
    room = world.room()
    client.force_login(room.owner)
    page = reverse("live:notes", args=[room.pk])
    assert client.post(page, {"notes": " deux\nlignes"}).status_code == 204
    assert client.post(page, {"notes": "x" * 4001}).status_code == 422
    shown = filled(client, room)
    assert (shown["notes"], shown["minutes"], shown["theme"]) == (
        " deux\nlignes",
        1,
        "social_sante",
    )


# --- the learner ---------------------------------------------------------------------------------


def thanks(client, room, **fields):
    return client.post(reverse("live:thanks", args=[room.request.key]), fields)


def test_the_learner_says_whether_it_worked_and_how_it_would_go_now(client, room):
    thanks(client, room, success="partly", autonomy="4")
    assert (said(room).success, said(room).autonomy_after) == ("partly", 4)
    text = client.get(reverse("live:thanks", args=[room.request.key])).content.decode()
    assert 'value="partly" checked' in text
    assert 'value="4" checked' in text


def test_the_learner_need_not_say_anything(client, room):
    assert thanks(client, room).status_code == 302
    assert (said(room).success, said(room).autonomy_after) == ("", None)


def test_the_helper_reads_what_the_learner_said(served, room):
    services.thanks_say(room=room, success="yes", autonomy_after=4)
    assert filled(served, room)["autonomy_after"] == 4
    assert filled(served, room)["minutes"] == 1, "the rest is still filled in"
    assert str(SessionReport.Success.YES.label) in served.get(address(room)).content.decode()


def test_both_write_at_the_same_time_and_neither_loses_a_word(served, room):
    # The helper's page was opened before the learner answered, and says nothing of it.
    services.thanks_say(room=room, success="yes", autonomy_after=4)
    served.post(address(room), {**EMPTY, "minutes": "20"})
    assert (said(room).autonomy_after, said(room).success) == (4, "yes")
    # And the other way round.
    services.report_write(room=room, values={"autonomy_after": 5})
    thanks(served, room, success="partly")
    assert (said(room).autonomy_after, said(room).success) == (5, "partly")


# --- themes --------------------------------------------------------------------------------------


def test_the_national_themes_are_complete():
    groups = themes()
    assert [len(groups[name]) for name in ("themes", "procedures")] == [19, 11]
    keys = [theme.key for group in groups.values() for theme in group]
    longest = SessionReport._meta.get_field("theme").max_length
    assert len(set(keys)) == 30
    assert max(map(len, keys)) <= longest


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("ouvrir la pièce jointe d’un mail", "email"),
        ("OUVRIR LA PIECE JOINTE", "email"),
        ("mon mot de passe", "securite_numerique"),
        ("ma carte grise", "transports_mobilite"),
        ("le mailing", ""),
        ("", ""),
        ("xyz 123 !", ""),
    ],
)
def test_a_theme_is_guessed_by_whole_words_whatever_the_accents(text, theme):
    assert theme_guess(text) == theme
