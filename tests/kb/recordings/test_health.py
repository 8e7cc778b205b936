import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from kb.recordings import health
from kb.recordings.models import Pulse, StageRun
from kb.recordings.states import StageState
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(rf, monkeypatch):
    """The status and the body that a person gets; no other app's checks."""
    monkeypatch.setattr(health, "_checks", dict(health.OWN))

    def ask(user=None):
        request = rf.get("/sante/")
        request.user = user or AnonymousUser()
        response = health.health(request)
        return response.status_code, json.loads(response.content)

    return ask


def test_all_is_well_with_a_sweep_not_long_ago(asked):
    Pulse.objects.create(name="sweep", at=timezone.now())
    status, body = asked()
    assert status == 200
    assert {name for name, part in body["parts"].items() if not part["ok"]} == set()


def test_details_are_for_those_who_enter_the_admin(asked):
    assert set(asked()[1]["parts"]["disk"]) == {"ok"}
    assert set(asked(factories.user())[1]["parts"]["disk"]) == {"ok"}
    assert "free" in asked(factories.editor())[1]["parts"]["disk"]["detail"]


def test_no_worker_is_told_and_the_pages_still_serve(asked):
    Pulse.objects.create(name="sweep", at=timezone.now() - timedelta(hours=1))
    status, body = asked()
    assert status == 200
    assert not body["parts"]["worker"]["ok"]
    assert not body["parts"]["beat"]["ok"]


def test_a_worker_in_the_middle_of_a_long_stage_is_alive(asked):
    StageRun.objects.create(
        recording=factories.bare_recording(),
        stage="transcribe",
        state=StageState.RUNNING,
        worker="host:1",
        lease_until=timezone.now() + timedelta(seconds=30),
    )
    assert asked()[1]["parts"]["worker"]["ok"]


def test_an_expired_lease_is_no_sign_of_life(asked):
    StageRun.objects.create(
        recording=factories.bare_recording(),
        stage="transcribe",
        state=StageState.RUNNING,
        worker="host:1",
        lease_until=timezone.now() - timedelta(seconds=1),
    )
    assert not asked()[1]["parts"]["worker"]["ok"]


def test_a_full_disk_is_essential(asked, settings):
    settings.KB_DISK_RESERVE_BYTES = 2**62
    status, body = asked()
    assert status == 503
    assert not body["parts"]["disk"]["ok"]


def test_a_check_that_breaks_is_a_part_that_fails(asked):
    health.add_check("odd", lambda: 1 / 0)
    status, body = asked(factories.editor())
    assert status == 503
    assert "ZeroDivisionError" in body["parts"]["odd"]["detail"]


def test_a_broker_that_is_down_is_told(asked, monkeypatch):
    def down(*_args, **_options):
        raise ConnectionError("refused")

    monkeypatch.setattr(health.app, "connection_for_write", down)
    status, body = asked()
    assert status == 200
    assert not body["parts"]["broker"]["ok"]


def test_it_has_an_address_for_everybody(client):
    assert client.get("/sante/").status_code in (200, 503)
