"""The token of a participant, and what the relay believes."""

import base64
import hashlib
import hmac
import time

import pytest
from django.core import signing
from hypothesis import given
from hypothesis import strategies as some

from live import services, tokens
from tests.live import world

CLAIMS = {
    "room": "r", "participant": "p", "role": "learner", "name": "Marie", "record": True,
    "issued": 1.0,
}  # fmt: skip


def signed(payload, salt=tokens.SALT):
    return signing.dumps(payload, salt=salt)


@pytest.fixture
def later(monkeypatch):
    """Lets seconds pass."""
    now = time.time()

    def pass_(seconds):
        monkeypatch.setattr(signing.time, "time", lambda: now + seconds)

    return pass_


@pytest.mark.django_db
@pytest.mark.usefixtures("folders")
@pytest.mark.parametrize("role", ["learner", "helper"])
def test_a_token_says_who_comes_into_which_room(role):
    room = world.room()
    seat = world.seat(room, role)
    before = time.time()
    claims = tokens.token_read(services.participant_token(participant=seat))
    assert (claims.room, claims.participant) == (str(room.pk), str(seat.pk))
    assert (claims.role, claims.name, claims.record) == (role, seat.name, True)
    assert before <= claims.issued <= time.time()
    seat.refresh_from_db()
    assert seat.joined_at is not None


@pytest.mark.django_db
@pytest.mark.usefixtures("folders")
def test_a_token_brings_back_who_had_left():
    seat = world.seat(world.room())
    services.participant_token(participant=seat)
    services.participant_leave(participant=seat)
    seat.refresh_from_db()
    assert seat.left_at is not None
    services.participant_token(participant=seat)
    assert seat.left_at is None


def test_a_token_is_believed_for_two_minutes(later):
    token = signed(CLAIMS)
    later(tokens.BELIEVED - 1)
    assert tokens.token_read(token).name == "Marie"
    later(tokens.BELIEVED + 1)
    assert tokens.token_read(token) is None


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("", id="empty"),
        pytest.param("a.b.c", id="no token"),
        pytest.param("é\0", id="no text"),
        pytest.param(lambda: signed(CLAIMS, "another.salt"), id="signed for something else"),
        pytest.param(lambda: signed(CLAIMS)[:-1], id="cut"),
        pytest.param(lambda: signed(["r", "p"]), id="no claims"),
        pytest.param(lambda: signed("Marie"), id="a word"),
        pytest.param(lambda: signed({"room": "r"}), id="too few claims"),
        pytest.param(lambda: signed({**CLAIMS, "admin": True}), id="too many claims"),
        pytest.param(lambda: signing.Signer(key="x" * 50).sign("abc"), id="another key"),
    ],
)
def test_what_is_no_token_says_nothing(token):
    assert tokens.token_read(token() if callable(token) else token) is None


@given(some.integers(min_value=0), some.characters())
def test_a_token_that_was_touched_says_nothing(at, letter):
    token = signed(CLAIMS)
    at %= len(token)
    touched = token[:at] + letter + token[at + 1 :]
    assert touched == token or tokens.token_read(touched) is None


@given(some.text(max_size=200))
def test_whatever_is_read_never_raises(text):
    assert tokens.token_read(text) is None


# --- the relay -----------------------------------------------------------------------------------


def test_the_relay_can_check_the_credentials_and_when_they_end(settings):
    settings.KB_LIVE_TURN_SECRET = "partagé"
    user, password = tokens.turn_credentials("p")
    until, name = user.split(":")
    assert name == "p"
    assert int(until) == pytest.approx(time.time() + 3600, abs=5)
    # As coturn does it with `use-auth-secret`.
    expected = hmac.new("partagé".encode(), user.encode(), hashlib.sha1).digest()
    assert base64.b64decode(password) == expected


@pytest.mark.django_db
@pytest.mark.usefixtures("folders")
def test_the_browser_is_told_the_relay_with_its_token(client, settings):
    room = world.room()
    page = f"/aide/salle/{room.pk}/{room.request.key}/jeton/"
    settings.KB_LIVE_TURN_URL = ""
    assert client.get(page).json()["ice_servers"] == []
    settings.KB_LIVE_TURN_URL, settings.KB_LIVE_TURN_SECRET = "turn:relay.example:3478", "x"
    (server,) = client.get(page).json()["ice_servers"]
    assert server["urls"] == ["turn:relay.example:3478"]
    assert server["username"].endswith(f":{world.seat(room).pk}")
    assert server["credential"] == tokens.turn_credentials(str(world.seat(room).pk))[1]
    assert "x" not in (server["username"], server["credential"])
