"""Signing in and out, and what happens after too many attempts."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def locks(settings):
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 3


def sign_in(client, username="aidante", password="un-mot-de-passe", **more):
    return client.post(reverse("sign_in"), {"username": username, "password": password, **more})


def test_a_person_signs_in_and_comes_back_to_what_they_wanted(client):
    factories.user("aidante")
    response = sign_in(client, next=reverse("privacy"))
    assert response.status_code == 302
    assert response.url == reverse("privacy")


def test_a_helper_who_opens_the_admin_is_not_sent_round_in_circles(client):
    client.force_login(factories.user("aidante"))
    response = client.get(reverse("wagtailadmin_home"), follow=True)
    assert response.redirect_chain[-1][0] == "/"


def test_signing_in_never_leads_to_another_site(client):
    factories.user("aidante")
    assert sign_in(client, next="https://ailleurs.example/").url == "/"


def test_a_wrong_password_is_told_without_saying_which_of_the_two_is_wrong(client):
    factories.user("aidante")
    known = sign_in(client, password="faux").content.decode()
    unknown = sign_in(client, username="personne", password="faux").content.decode()
    for text in (known, unknown):
        assert "Ce nom et ce mot de passe ne vont pas ensemble." in text
        assert 'role="alert"' in text


def test_the_password_is_never_sent_back(client):
    factories.user("aidante")
    assert "mot-secret-faux" not in sign_in(client, password="mot-secret-faux").content.decode()


def test_too_many_attempts_close_the_door_and_say_for_how_long(client, locks):
    factories.user("aidante")
    for _attempt in range(3):
        response = sign_in(client, password="faux")
    assert response.status_code == 429
    assert response["Retry-After"] == "900"
    text = response.content.decode()
    assert "Trop d’essais" in text
    assert "15" in text


def test_the_door_stays_closed_even_to_the_right_password(client, locks):
    factories.user("aidante")
    for _attempt in range(3):
        sign_in(client, password="faux")
    assert sign_in(client).status_code == 429


def test_an_address_that_a_sender_claims_opens_no_door(client, locks):
    factories.user("aidante")
    for attempt, password in enumerate(["faux", "faux", "faux", "un-mot-de-passe"]):
        claimed = {"X-Forwarded-For": f"192.0.2.{attempt}", "X-Real-IP": f"192.0.2.{attempt}"}
        fields = {"username": "aidante", "password": password}
        answer = client.post(reverse("sign_in"), fields, headers=claimed)
    assert answer.status_code == 429


@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/"])
def test_the_other_doors_of_wagtail_are_closed_as_well(client, locks, door):
    factories.editor("aidante")
    for _attempt in range(3):
        client.post(door, {"username": "aidante", "password": "faux"})
    answer = client.post(door, {"username": "aidante", "password": "un-mot-de-passe"})
    assert answer.status_code == 429


def test_signing_in_begins_a_new_session(client):
    factories.user("aidante")
    session = client.session
    session["before"] = "planted"
    session.save()
    planted = session.session_key
    sign_in(client)
    assert client.session.session_key != planted


def test_another_person_at_the_same_place_may_still_sign_in(client, locks):
    factories.user("aidante")
    factories.user("voisin")
    for _attempt in range(3):
        sign_in(client, password="faux")
    assert sign_in(client, username="voisin").status_code == 302


def test_signing_out_is_never_done_by_a_link(client):
    client.force_login(factories.user())
    assert client.get(reverse("sign_out")).status_code == 405
    assert client.post(reverse("sign_out")).status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_person_who_is_signed_in_does_not_see_the_form_again(client):
    client.force_login(factories.user())
    assert client.get(reverse("sign_in")).status_code == 302
