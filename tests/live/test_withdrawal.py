"""What was agreed to is taken back after the session: from each page, with all that follows."""

import pytest
from django.urls import reverse

from kb.recordings.agreements import purposes_of
from kb.recordings.models import Recording
from kb.recordings.services import consent_withdraw
from kb.tutorials.models import TutorialPage
from live import services
from live.forms import HELPER_PURPOSES
from live.models import Participant, Room
from tests import factories
from tests.kb.tutorials import world as tutorials
from tests.live import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


def standing(recording, role):
    return purposes_of(recording.consents.get(role=role, withdrawn_at=None))


@pytest.fixture
def kept():
    """A room whose recording is made."""
    return world.finished(world.recorded(world.room()))


def withdrawn_by_the_thanks_page(client, room):
    return client.post(reverse("live:withdraw", args=[room.request.key]))


def withdrawn_by_the_private_link(client, room):
    page = reverse("tutorials:own_agreement", kwargs={"secret": room.request.key})
    return client.post(page, {"purposes": "record"})


def withdrawn_by_the_helper(client, room):
    client.force_login(room.owner)
    page = reverse("live:agree_helper", args=[room.pk])
    return client.post(page, dict.fromkeys(HELPER_PURPOSES, "no"))


@pytest.mark.parametrize(
    "way", [withdrawn_by_the_thanks_page, withdrawn_by_the_private_link, withdrawn_by_the_helper]
)
def test_everything_goes(client, home, kept, way, django_capture_on_commit_callbacks):
    folder = kept.recording.folder
    tutorials.drafted(worked_on(kept.recording))
    kept.folder.mkdir()
    with django_capture_on_commit_callbacks(execute=True):
        assert way(client, kept).status_code in (200, 302)
    assert not Recording.objects.exists()
    assert not TutorialPage.objects.exists()
    assert not folder.exists()
    assert not kept.folder.exists()
    kept.refresh_from_db()
    assert (kept.state, kept.recording) == (Room.State.FINISHED, None)
    own = reverse("tutorials:own_session", kwargs={"secret": kept.request.key})
    assert client.get(own).status_code == 404
    assert client.get(reverse("live:thanks", args=[kept.request.key])).status_code == 200


@pytest.fixture
def home():
    return tutorials.home()


def worked_on(recording):
    """The recording, as if every stage before the draft were done."""
    other = tutorials.worked_recording()
    for run in other.stages.all():
        factories.stage_done(recording, run.stage, run.output)
    other.delete()
    return recording


def test_taking_back_what_concerns_the_tutorial_leaves_the_recording(kept):
    services.consents_answer(person=world.seat(kept), purposes=["show", "record"])
    assert standing(kept.recording, "learner") == {"show", "record"}
    assert standing(kept.recording, "helper") == set(HELPER_PURPOSES)


def test_what_comes_after_the_session_and_before_the_recording_is_given_up(
    client, django_capture_on_commit_callbacks
):
    room = world.ended(world.recorded(world.room()))
    with django_capture_on_commit_callbacks(execute=True):
        withdrawn_by_the_thanks_page(client, room)
    assert not room.folder.exists()
    assert not services.room_finish(room.pk)
    assert not Recording.objects.exists()


def test_what_failed_to_be_put_together_goes_too(django_capture_on_commit_callbacks):
    room = world.ended(world.recorded(world.room()))
    Room.objects.update(state=Room.State.FAILED)
    with django_capture_on_commit_callbacks(execute=True):
        services.consents_answer(person=world.seat(room), purposes=[])
    assert not room.folder.exists()
    room.refresh_from_db()
    assert not services.room_finish_again(room=room)


def test_a_no_during_the_session_leaves_nothing_to_be_made(django_capture_on_commit_callbacks):
    room = world.recorded(world.room())
    services.consents_answer(person=world.seat(room), purposes=["show"])
    with django_capture_on_commit_callbacks(execute=True):
        world.finished(room)
    assert not Recording.objects.exists()
    assert not room.folder.exists()


def test_what_the_owner_took_back_comes_not_again_by_another_helpers_answer():
    room = world.room()
    second = world.joined(room)
    recording = world.finished(world.recorded(room)).recording
    consent_withdraw(recording=recording, role="helper", purposes=["tutorial"])
    services.consents_answer(person=Participant.objects.get(pk=second.pk), purposes=HELPER_PURPOSES)
    assert "tutorial" not in standing(recording, "helper")
