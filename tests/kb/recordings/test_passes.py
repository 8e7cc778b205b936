import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from kb.recordings import services
from kb.recordings.agreements import ConsentGiven
from kb.recordings.models import Pass
from kb.recordings.permissions import pass_or_404, recording_allows, recording_or_404
from kb.recordings.selectors import pass_holder
from kb.recordings.services.passes import pass_create
from tests import factories

pytestmark = pytest.mark.django_db
DEEDS = ("see", "edit", "manage")
SECRET = "un-secret-que-personne-ne-devine"


def agreed(*purposes):
    recording = factories.bare_recording(owner=factories.user())
    for given in factories.consents(*purposes):
        services.consent_give(recording=recording, given=given)
    return recording


@pytest.fixture
def recording():
    return agreed()


@pytest.fixture
def held(recording):
    pass_create(recording=recording, role="learner", secret=SECRET)
    return pass_holder(SECRET)


def allowed(user, recording):
    return [deed for deed in DEEDS if recording_allows(user, recording, deed)]


def test_the_secret_finds_its_recording_and_role(held, recording):
    assert (held.recording, held.role) == (recording, "learner")


def test_the_secret_itself_is_kept_nowhere(held):
    assert SECRET not in repr(Pass.objects.values_list())
    assert len(held.digest) == 64


def test_a_pass_given_again_is_the_same(held, recording):
    pass_create(recording=recording, role="learner", secret=SECRET)
    assert Pass.objects.get() == held


def test_a_secret_opens_one_thing_alone(held, recording):
    with pytest.raises(services.PassTaken):
        pass_create(recording=agreed(), role="learner", secret=SECRET)
    with pytest.raises(services.PassTaken):
        pass_create(recording=recording, role="helper", secret=SECRET)


@pytest.mark.parametrize(
    ("role", "secret"),
    [
        pytest.param("learner", "x" * 19, id="a secret that could be guessed"),
        pytest.param("learner", "", id="no secret"),
        pytest.param("editor", SECRET, id="a role that there is not"),
    ],
)
def test_what_could_open_too_much_is_refused(recording, role, secret):
    with pytest.raises(ValueError, match=role):
        pass_create(recording=recording, role=role, secret=secret)
    assert not Pass.objects.exists()


@pytest.mark.parametrize("secret", ["", "x", SECRET[:-1], SECRET.upper(), SECRET + " ", "é\0" * 20])
def test_another_secret_opens_nothing(held, secret):
    assert pass_holder(secret) is None
    with pytest.raises(Http404):
        pass_or_404(secret, "see")


def test_a_short_secret_never_matches(held, monkeypatch):
    monkeypatch.setattr("kb.recordings.selectors.digest_of", lambda _secret: held.digest)
    assert pass_holder("x" * 19) is None
    assert pass_holder("x" * 20) == held


def test_a_pass_sees_its_recording_and_no_more(held, recording):
    assert allowed(held, recording) == ["see"]
    assert allowed(held, agreed()) == []
    assert recording_or_404(held, recording.pk, "see") == recording
    assert pass_or_404(SECRET, "see") == held
    for deed in ("edit", "manage"):
        with pytest.raises(Http404):
            pass_or_404(SECRET, deed)


def test_nobody_else_sees_more_for_it(held, recording):
    assert allowed(AnonymousUser(), recording) == []
    assert allowed(factories.user(), recording) == []


def test_a_pass_sees_as_long_as_its_person_agrees_to_the_recording(held, recording):
    recording.consents.filter(role="helper").delete()
    assert allowed(held, recording) == ["see"]
    recording.consents.filter(role="learner").update(record=False)
    assert allowed(held, recording) == []


def test_an_agreement_that_was_replaced_counts_no_more(held, recording):
    consent = recording.consents.get(role="learner", withdrawn_at=None)
    consent.withdrawn_at = recording.created_at
    consent.save()
    assert allowed(held, recording) == []
    services.consent_give(recording=recording, given=ConsentGiven.to("learner", ["record"]))
    assert allowed(held, recording) == ["see"]


def test_the_pass_goes_with_the_recording(held, recording):
    services.consent_withdraw(recording=recording, role="learner", purposes=["record"])
    assert not Pass.objects.exists()
    assert pass_holder(SECRET) is None
