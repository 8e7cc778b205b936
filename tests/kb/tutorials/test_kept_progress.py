"""An account remembers one's progress, when one wishes; it is one's own."""

import json

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db

URL = "/mes-progres/compte/"


@pytest.fixture
def learner(client):
    client.force_login(factories.user("lucette"))
    return client


def put(client, progress):
    return client.put(URL, json.dumps(progress), content_type="application/json")


def test_nothing_is_kept_before_one_wishes_it(learner):
    assert learner.get(URL).json() == {"kept": False, "progress": {}}


def test_what_is_told_is_remembered_and_forgotten(learner, client):
    assert put(learner, {"4": [2, 1, 1]}).json() == {"kept": True, "progress": {"4": [1, 2]}}
    assert learner.get(URL).json()["progress"] == {"4": [1, 2]}
    assert learner.delete(URL).json() == {"kept": False, "progress": {}}


def test_another_account_sees_nothing_of_it(learner, django_user_model):
    put(learner, {"4": [1]})
    learner.force_login(factories.user("awa"))
    assert learner.get(URL).json()["progress"] == {}


@pytest.mark.parametrize(
    "wrong", [[], {"x": [1]}, {"4": 1}, {"4": [0]}, {"4": ["1"]}, {"4": [True]}, {"4": [1] * 501}]
)
def test_what_is_no_progress_is_refused(learner, wrong):
    assert put(learner, wrong).status_code == 400
    assert learner.get(URL).json()["kept"] is False


def test_one_takes_it_away_with_the_rest(learner):
    put(learner, {"4": [1]})
    assert b"progress.json" in learner.get(reverse("my_data")).content
