"""The one draft of a recording, and passing its review."""

import pytest

from kb.recordings.services import consent_withdraw
from kb.tutorials.desk import desk_data
from kb.tutorials.models import RecordingDraft, Skill, TutorialPage
from kb.tutorials.models.pages import PublicationRefused
from kb.tutorials.services import tutorial_review_pass
from kb.tutorials.stages import draft
from media.types import Evidence, Step, to_json
from tests.kb.tutorials import world

pytestmark = pytest.mark.django_db


def found(recording, *steps):
    """The machine found other steps in the meantime."""
    run = recording.stages.get(stage="protect")
    run.output["steps"] = to_json(steps)
    run.save()
    return draft(world.context(recording))


def test_a_draft_waits_and_is_not_live(tutorial, recording):
    row = RecordingDraft.objects.get(recording=recording)
    assert (row.page, row.machine_revision) == (tutorial, tutorial.latest_revision)
    assert not tutorial.live
    assert tutorial.has_unpublished_changes
    assert (tutorial.title, tutorial.service) == ("Envoyer un message", "CAF")


def test_the_draft_has_the_skills_that_were_proposed(recording):
    run = recording.stages.get(stage="protect")
    run.output["tutorial"]["skills"] = ["Envoyer des courriels", "Joindre un fichier"]
    run.save()
    page = world.drafted(recording)
    assert sorted(page.skills.names()) == ["Envoyer des courriels", "Joindre un fichier"]
    assert draft(world.context(recording))["state"] == "same"
    run.output["tutorial"]["skills"] = ["Joindre un fichier"]
    run.save()
    assert draft(world.context(recording))["state"] == "refreshed"
    page.refresh_from_db()
    assert list(page.get_latest_revision_as_object().skills.names()) == ["Joindre un fichier"]


def test_the_draft_keeps_what_each_step_rests_on(recording):
    evidence = (Evidence("screen.click", 0.9, 1.6),)
    found(recording, Step(0.5, 1.5, "Ouvrir le message", evidence=evidence))
    row = RecordingDraft.objects.get(recording=recording)
    block = row.page.steps[0].id
    seen = [{"kind": "screen.click", "t": 0.9, "weight": 1.6}]
    assert row.grounds == {block: {"evidence": seen, "plain_title": ""}}
    why = desk_data(recording)["grounds"][block]["reasons"]
    assert why == [{"t": 0.9, "when": "0:00", "text": "clic à l’écran"}]


def test_after_a_withdrawal_neither_grounds_nor_skills_are_left(tutorial, recording):
    tutorial.skills.add("Écrire à Madame Martin")
    tutorial.save()
    consent_withdraw(recording=recording, role="learner", purposes=["tutorial"])
    assert RecordingDraft.objects.get(recording=recording).grounds == {}
    assert not Skill.objects.exists()


def test_the_draft_has_the_steps_with_their_pictures(tutorial):
    first, _second, third = tutorial.steps
    assert first.value["title"] == "Ouvrir le message"
    assert (first.value["click_x"], first.value["click_y"]) == (0.5, 0.25)
    assert first.value["still"].endswith(".webp")
    assert third.value["mistake"] is True


def test_the_same_again_changes_nothing(tutorial, recording):
    again = draft(world.context(recording))
    assert again == {"page": tutorial.pk, "state": "same"}
    assert TutorialPage.objects.count() == 1
    assert tutorial.revisions.count() == 1


def test_killed_before_the_end_nothing_is_left_and_again_makes_one(recording, monkeypatch):
    def killed(*_args, **_kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(TutorialPage, "save_revision", killed)
        with pytest.raises(KeyboardInterrupt):
            draft(world.context(recording))
    assert not TutorialPage.objects.exists()
    draft(world.context(recording))
    draft(world.context(recording))
    assert TutorialPage.objects.count() == 1


def test_an_untouched_draft_is_refreshed_and_keeps_the_ids_of_its_steps(tutorial, recording):
    ids = [block.id for block in tutorial.steps]
    made = found(recording, Step(1.8, 2.9, "Écrire mieux"), Step(3.5, 3.9, "Autre chose"))
    fresh = TutorialPage.objects.get(pk=tutorial.pk).get_latest_revision_as_object()
    assert made["state"] == "refreshed"
    assert [block.value["title"] for block in fresh.steps] == ["Écrire mieux", "Autre chose"]
    assert fresh.steps[0].id == ids[1]
    assert fresh.steps[1].id not in ids


def test_what_a_person_edited_is_never_touched(tutorial, recording):
    world.edited(tutorial)
    made = found(recording, Step(0.0, 1.0, "Machine"))
    assert made == {"page": tutorial.pk, "state": "kept"}
    assert tutorial.revisions.count() == 2
    assert tutorial.get_latest_revision_as_object().title == "Relu par une personne"


def test_a_draft_in_review_is_never_touched(tutorial, recording):
    world.moderation().start(tutorial, world.reviewer())
    assert found(recording, Step(0.0, 1.0, "Machine"))["state"] == "kept"


def test_a_published_tutorial_is_never_touched(tutorial, recording):
    world.published(tutorial)
    assert found(recording, Step(0.0, 1.0, "Machine"))["state"] == "kept"


def test_a_draft_that_a_person_removed_is_made_anew_when_asked(tutorial, recording):
    tutorial.delete()
    assert draft(world.context(recording))["state"] == "made"


def test_no_draft_is_made_after_a_withdrawal(recording):
    consent_withdraw(recording=recording, role="learner", purposes=["tutorial"])
    assert draft(world.context(recording)) == {"page": None, "state": "withdrawn"}


def test_a_title_is_found_even_where_the_machine_has_none(home):
    recording = world.worked_recording()
    run = recording.stages.get(stage="protect")
    run.output["tutorial"] = {"title": " ", "summary": "", "service": None, "skills": []}
    run.save()
    assert world.drafted(recording).title == "Une séance"


def test_passing_the_review_publishes(tutorial):
    world.moderation()
    passed = tutorial_review_pass(page=tutorial, user=world.reviewer(), comment="Relu")
    assert passed.live
    assert passed.publication.stills


def test_a_review_cannot_be_passed_without_consent(tutorial, recording):
    world.moderation()
    recording.consents.filter(role="learner").delete()
    with pytest.raises(PublicationRefused):
        tutorial_review_pass(page=tutorial, user=world.reviewer())
    tutorial.refresh_from_db()
    assert not tutorial.live
    assert tutorial.current_workflow_state is None


def test_two_recordings_have_two_drafts(tutorial):
    other = world.drafted(world.worked_recording())
    assert other.pk != tutorial.pk
    assert other.slug != tutorial.slug
