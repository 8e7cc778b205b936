import pytest
from django.template.loader import get_template

from kb.recordings import selectors, services, withdrawal
from kb.recordings.agreements import TEXT_TEMPLATE, TEXT_VERSION, ConsentGiven
from kb.recordings.models import Consent, Recording
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def announced(monkeypatch):
    """What the callbacks saw: the reasons against publishing, at each call."""
    seen = []
    monkeypatch.setattr(withdrawal, "_callbacks", [])
    withdrawal.on_withdrawal(lambda r: seen.append(len(selectors.publication_refusals(r))))
    return seen


def agreed(*purposes):
    recording = factories.bare_recording()
    for given in factories.consents(*purposes):
        services.consent_give(recording=recording, given=given)
    return recording


def test_with_recording_and_tutorial_of_both_nothing_stands_against_publishing():
    assert selectors.publication_refusals(agreed("record", "tutorial")) == []


@pytest.mark.parametrize(
    ("purposes", "refusals"),
    [
        pytest.param(("record",), 2, id="no tutorial"),
        pytest.param(("tutorial",), 2, id="not recorded"),
        pytest.param(("show", "voice"), 4, id="neither"),
    ],
)
def test_each_missing_purpose_of_each_person_is_a_reason(purposes, refusals):
    assert len(selectors.publication_refusals(agreed(*purposes))) == refusals


def test_voices_are_kept_of_those_who_said_so():
    recording = agreed("record", "tutorial")
    services.consent_give(
        recording=recording, given=ConsentGiven.to("helper", ["record", "tutorial", "voice"])
    )
    assert selectors.voices_kept(recording) == {"helper"}


def test_the_journal_keeps_what_was_agreed_before():
    recording = agreed("record")
    services.consent_give(recording=recording, given=ConsentGiven.to("helper", ["record", "show"]))
    first, second = recording.consents.filter(role="helper")
    assert first.withdrawn_at is not None
    assert second.withdrawn_at is None
    assert not first.show


def test_agreeing_to_more_announces_nothing(announced):
    recording = agreed("record")
    services.consent_give(
        recording=recording, given=ConsentGiven.to("helper", ["record", "tutorial"])
    )
    assert announced == []


def test_agreeing_to_less_is_a_withdrawal(announced):
    recording = agreed("record", "tutorial")
    services.consent_give(recording=recording, given=ConsentGiven.to("helper", ["record"]))
    assert announced == [1]


def test_taking_back_one_purpose_leaves_the_others(announced):
    recording = agreed("record", "tutorial", "voice")
    after = services.consent_withdraw(recording=recording, role="learner", purposes=["tutorial"])
    assert (after.record, after.tutorial, after.voice) == (True, False, True)
    assert announced == [1]


def test_taking_back_the_voice_is_announced_and_leaves_the_rest_publishable(announced):
    recording = agreed("record", "tutorial", "voice")
    services.consent_withdraw(recording=recording, role="learner", purposes=["voice"])
    assert announced == [0]
    assert selectors.voices_kept(recording) == {"helper"}


def test_taking_back_recording_deletes_everything(announced):
    recording = agreed("record", "tutorial")
    assert (
        services.consent_withdraw(recording=recording, role="learner", purposes=["record"]) is None
    )
    assert not Recording.objects.exists()
    assert announced == [4], "nobody's consent stands when others are told"


def test_a_callback_that_fails_undoes_the_withdrawal(monkeypatch):
    monkeypatch.setattr(withdrawal, "_callbacks", [])

    @withdrawal.on_withdrawal
    def fault(_recording):
        raise RuntimeError

    recording = agreed("record", "tutorial")
    with pytest.raises(RuntimeError):
        services.consent_withdraw(recording=recording, role="helper", purposes=["tutorial"])
    assert selectors.publication_refusals(recording) == []


def test_taking_back_what_was_never_given_does_nothing(announced):
    recording = factories.bare_recording()
    assert services.consent_withdraw(recording=recording, role="helper") is None
    assert announced == []


def test_one_consent_stands_for_each_role():
    recording = agreed("record")
    services.consent_give(recording=recording, given=ConsentGiven.to("helper", ["record"]))
    assert Consent.objects.filter(recording=recording, withdrawn_at=None).count() == 2


@pytest.mark.parametrize(
    ("role", "purposes"),
    [pytest.param("editor", ["record"], id="role"), pytest.param("helper", ["all"], id="purpose")],
)
def test_unknown_roles_and_purposes_are_refused(role, purposes):
    with pytest.raises(ValueError, match=role):
        ConsentGiven.to(role, purposes)


def test_the_words_of_the_present_version_are_there():
    assert TEXT_VERSION in TEXT_TEMPLATE
    get_template(TEXT_TEMPLATE)
