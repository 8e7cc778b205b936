import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from kb.recordings import services
from kb.recordings.agreements import ConsentGiven
from kb.recordings.permissions import recording_allows, recording_or_404, recordings_seen_by
from tests import factories

pytestmark = pytest.mark.django_db
DEEDS = ("see", "edit", "manage")


@pytest.fixture
def recording():
    return factories.bare_recording(owner=factories.user())


def participant(recording):
    person = factories.user()
    given = ConsentGiven.to("learner", ["record"], person=person)
    services.consent_give(recording=recording, given=given)
    return person


def allowed(user, recording):
    return [deed for deed in DEEDS if recording_allows(user, recording, deed)]


def test_the_owner_does_all(recording):
    assert allowed(recording.owner, recording) == list(DEEDS)


def test_an_editor_does_all(recording):
    assert allowed(factories.editor(), recording) == list(DEEDS)


def test_a_participant_sees(recording):
    assert allowed(participant(recording), recording) == ["see"]


def test_a_participant_who_took_the_agreement_back_sees_no_more(recording):
    person = participant(recording)
    recording.consents.update(withdrawn_at=recording.created_at)
    assert allowed(person, recording) == []
    assert not recordings_seen_by(person).exists()


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(AnonymousUser, id="nobody"),
        pytest.param(lambda: factories.user(), id="another person"),
        pytest.param(lambda: factories.editor(is_active=False), id="a closed account"),
    ],
)
def test_others_may_nothing_and_do_not_learn_that_it_is_there(make, recording):
    user = make()
    assert allowed(user, recording) == []
    with pytest.raises(Http404):
        recording_or_404(user, recording.pk, "see")


@pytest.mark.parametrize("who", ["owner", "editor", "participant", "stranger"])
def test_the_list_shows_exactly_what_may_be_seen(who, recording):
    other = factories.bare_recording(owner=factories.user())
    user = {
        "owner": lambda: recording.owner,
        "editor": factories.editor,
        "participant": lambda: participant(recording),
        "stranger": factories.user,
    }[who]()
    expected = {r.pk for r in (recording, other) if recording_allows(user, r, "see")}
    assert set(recordings_seen_by(user).values_list("pk", flat=True)) == expected


def test_a_participant_who_is_also_owner_is_listed_once(recording):
    for role in ("helper", "learner"):
        given = ConsentGiven.to(role, ["record"], person=recording.owner)
        services.consent_give(recording=recording, given=given)
    assert recordings_seen_by(recording.owner).count() == 1
