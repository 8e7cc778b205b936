"""When it is open: set by editors in the admin, told to those who ask."""

import pytest
from django.urls import reverse

from live.models import OpeningHours
from tests import factories
from tests.live import world

pytestmark = pytest.mark.django_db

TUESDAY = {"weekday": 1, "opens": "09:00", "closes": "12:30"}


def address(name):
    return reverse(f"wagtailsnippets_live_openinghours:{name}")


def test_an_editor_sets_the_opening_hours(client):
    client.force_login(factories.moderator())
    assert client.post(address("add"), TUESDAY).status_code == 302
    assert "mardi" in client.get(address("list")).content.decode()
    waits = client.get(reverse("live:wait", args=[world.asked().key])).content.decode()
    assert "mardi : de 09:00 à 12:30" in waits


def test_what_closes_before_it_opens_is_refused(client):
    client.force_login(factories.moderator())
    answer = client.post(address("add"), TUESDAY | {"closes": "08:00"})
    assert answer.status_code == 200
    assert not OpeningHours.objects.exists()


@pytest.mark.parametrize("person", [factories.user, world.helper])
def test_nobody_else_sets_them(client, person):
    client.force_login(person())
    client.post(address("add"), TUESDAY)
    assert not OpeningHours.objects.exists()
