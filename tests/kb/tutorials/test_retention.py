"""An original is deleted when its time is over; what is published stays, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from kb.recordings import retention, services
from kb.recordings.models import Recording
from kb.recordings.selectors import stage_output
from kb.recordings.services import OriginalGone, consent_withdraw, mask_add, stage_rerun
from kb.recordings.services.masks import OriginalChanged
from kb.recordings.states import StageState
from kb.tutorials import checking, stages
from kb.tutorials.models import Publication, TutorialPage
from kb.tutorials.retention import originals_remove
from media.frames import frame_at
from media.types import Utterance, to_json
from tests import factories
from tests.kb.tutorials import world

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "zebulonade"


def over(recording: Recording) -> None:
    """Its time is over."""
    Recording.objects.filter(pk=recording.pk).update(
        keep_until=timezone.now() - timedelta(minutes=1)
    )


def publication(page: TutorialPage) -> Publication:
    return Publication.objects.select_related("page__recording").get(page=page)


def video_made(page: TutorialPage) -> None:
    asked = str(publication(page).uuid)
    assert stages.replay(world.context(page.recording, publication=asked))["state"] == "made"
    page.recording.stages.filter(stage="replay").update(state=StageState.DONE)


@pytest.fixture
def live(tutorial, recording) -> TutorialPage:
    heard = [Utterance(0.0, 0.4, "learner", SECRET), *world.TRANSCRIPT]
    factories.stage_done(recording, "transcribe", {"transcript": to_json(heard)})
    services.proposals_keep(recording=recording, proposals=[])
    mask_add(recording=recording, start=0.0, end=4.0, box=(40, 20, 120, 60))
    page = world.published(tutorial)
    video_made(page)
    return TutorialPage.objects.get(pk=page.pk)


@pytest.fixture
def reduced(live) -> TutorialPage:
    over(live.recording)
    assert originals_remove() == 1
    return TutorialPage.objects.get(pk=live.pk)


def test_before_its_time_nothing_goes(live):
    assert originals_remove() == 0
    assert not live.recording.reduced_at


def test_what_is_published_stays_byte_for_byte(live):
    before = publication(live)
    files = {file.name: file.read_bytes() for file in before.folder.iterdir()}
    over(live.recording)
    originals_remove()
    after = publication(live)
    assert after.uuid == before.uuid
    assert {file.name: file.read_bytes() for file in after.folder.iterdir()} == files
    assert checking.check_publication(after).findings == []


def test_nothing_that_was_never_published_is_left(reduced):
    recording = Recording.objects.get(pk=reduced.recording_id)
    left = {file.name for file in recording.folder.iterdir()}
    assert f"{'a' * 40}.mkv" not in left
    assert not recording.parts.exists()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert SECRET not in str(cursor.fetchall()), table
    public = publication(reduced)
    assert len(left) == len(set(public.stills.values())) + 1


def test_it_can_still_be_corrected_with_the_same_pictures_and_video(reduced):
    before = publication(reduced)
    reduced.title = "Un meilleur titre"
    reduced.save_revision().publish()
    after = publication(reduced)
    assert after.state == Publication.State.READY
    assert after.video == before.video
    assert after.stills == before.stills


def test_a_step_taken_out_leaves_the_video(reduced):
    reduced.steps = reduced.steps.raw_data[:2]
    reduced.save_revision().publish()
    video_made(reduced)
    after = publication(reduced)
    assert len(after.spans) == 2
    assert after.duration < 2.5
    assert checking.check_publication(after).findings == []


def test_a_mask_can_still_be_added(reduced):
    mask_add(recording=reduced.recording, start=0.0, end=4.0, box=(200, 100, 60, 60))
    reduced.save_revision().publish()
    video_made(reduced)
    row = publication(reduced)
    image = frame_at(row.folder / row.video, 0.5).image[110:150, 210:250]
    assert image.std() < 3
    assert checking.check_publication(row).findings == []


def test_nothing_is_worked_on_once_more(reduced):
    with pytest.raises(OriginalGone):
        stage_rerun(reduced.recording, "transcribe")


def test_taking_the_agreement_back_still_removes_everything(reduced):
    recording = reduced.recording
    consent_withdraw(recording=recording, role="learner", purposes=["record"])
    assert not TutorialPage.objects.exists()
    assert not recording.folder.exists()


def test_what_was_never_published_goes_whole(tutorial, recording):
    over(recording)
    assert originals_remove() == 1
    assert not Recording.objects.exists()
    assert not TutorialPage.objects.exists()
    assert not recording.folder.exists()


def test_what_is_being_worked_on_waits(live):
    run = live.recording.stages.first()
    run.state, run.lease_until = StageState.RUNNING, timezone.now() + timedelta(minutes=5)
    run.save()
    over(live.recording)
    assert originals_remove() == 0


def test_a_change_that_waits_for_review_keeps_its_words(live):
    live.title = "Pas encore publié"
    live.save_revision()
    over(live.recording)
    originals_remove()
    page = TutorialPage.objects.get(pk=live.pk)
    draft = page.get_latest_revision_as_object()
    assert (page.title, draft.title) == ("Envoyer un message", "Pas encore publié")
    assert page.has_unpublished_changes
    assert page.revisions.count() == 2
    assert draft.steps[0].value["start"] == page.steps[0].value["start"] == 0.0


def test_a_mask_that_is_not_yet_in_what_is_public_is_never_forgotten(live):
    mask_add(recording=live.recording, start=0.0, end=4.0, box=(200, 100, 60, 60))
    over(live.recording)
    assert originals_remove() == 0
    assert Recording.objects.get(pk=live.recording_id).reduced_at is None
    # It was published anew: once the video is there, the original goes.
    video_made(live)
    assert originals_remove() == 1
    row = publication(live)
    assert frame_at(row.folder / row.video, 0.5).image[110:150, 210:250].std() < 3


def test_whoever_asked_for_more_time_meanwhile_gets_it(live, monkeypatch):
    over(live.recording)
    due = retention.due()
    monkeypatch.setattr(retention, "due", lambda: due)
    retention.keep_longer(live.recording)
    assert originals_remove() == 0


def test_a_video_that_cannot_be_made_is_waited_for_a_week_and_then_given_up(live):
    Publication.objects.filter(page=live).update(state=Publication.State.PREPARING, video="")
    live.recording.stages.filter(stage="replay").update(state=StageState.FAILED)
    over(live.recording)
    assert originals_remove() == 0
    Recording.objects.filter(pk=live.recording_id).update(
        keep_until=timezone.now() - timedelta(days=8)
    )
    assert originals_remove() == 1
    assert publication(live).state == Publication.State.READY
    assert not [file for file in live.recording.folder.iterdir() if file.suffix == ".mkv"]


@pytest.mark.parametrize(
    ("spans", "places"),
    [
        pytest.param([(2.0, 3.8), (0.0, 2.0)], [(0.0, 1.8), (1.8, 3.8)], id="in another order"),
        pytest.param([(0.0, 2.0), (1.0, 3.0)], [(0.0, 2.0), (2.0, 4.0)], id="overlapping"),
    ],
)
def test_each_step_is_placed_by_its_own_piece_of_the_video(live, spans, places):
    steps = list(live.steps.raw_data)[:2]
    for step, (start, end) in zip(steps, spans, strict=True):
        step["value"] |= {"start": start, "end": end, "still_time": (start + end) / 2}
    live.steps = steps
    live.save_revision().publish()
    video_made(live)
    over(live.recording)
    assert originals_remove() == 1
    page = TutorialPage.objects.get(pk=live.pk)
    found = [(step.value["start"], step.value["end"]) for step in page.steps]
    assert found == [pytest.approx(place, abs=0.06) for place in places]


def test_a_step_that_is_not_in_the_video_keeps_its_words(live):
    steps = list(live.steps.raw_data)
    steps[1]["value"] |= {"start": 2.0, "end": 2.0}
    live.steps = steps
    live.save_revision().publish()
    video_made(live)
    over(live.recording)
    originals_remove()
    page = TutorialPage.objects.get(pk=live.pk)
    assert [step.value["title"] for step in page.steps][1] == steps[1]["value"]["title"]


def test_a_moderation_under_way_begins_again(live):
    world.moderation()
    live.title = "À relire"
    live.save_revision()
    live.get_workflow().start(live, world.reviewer())
    over(live.recording)
    assert originals_remove() == 1
    page = TutorialPage.objects.get(pk=live.pk)
    assert not page.workflow_in_progress
    assert page.get_latest_revision_as_object().title == "À relire"


def test_after_it_a_word_is_put_right_without_another_review(reduced):
    said = stage_output(reduced.recording, "protect")
    said["transcript"][0]["text"] = "Bonjour [nom]."
    factories.stage_done(reduced.recording, "protect", said)
    reduced.title = "Encore mieux"
    reduced.save_revision().publish()
    assert TutorialPage.objects.get(pk=reduced.pk).title == "Encore mieux"


def test_what_was_said_of_the_original_is_not_taken_for_the_video(live):
    stale = Recording.objects.get(pk=live.recording_id)
    over(stale)
    originals_remove()
    with pytest.raises(OriginalChanged):
        mask_add(recording=stale, start=3.0, end=4.0, box=(0, 0, 9, 9))


def test_one_is_warned_a_week_before_and_may_keep_it_longer(recording, settings):
    assert not retention.keeping(recording).soon
    recording.keep_until = timezone.now() + timedelta(days=5)
    assert retention.keeping(recording).soon
    assert retention.keep_longer(recording) > timezone.now() + timedelta(days=29)
    settings.KB_RETENTION_DAYS = 0
    assert retention.keep_longer(recording) is None
    assert not retention.keeping(recording).soon


def test_transcript_of_the_stage_is_the_public_one(reduced):
    said = stage_output(reduced.recording, "protect")["transcript"]
    assert [one["text"] for one in said] == [one.text for one in world.TRANSCRIPT]
    assert said[0]["start"] == 0.0


def test_the_warning_is_seen_wherever_one_would_look(client, tutorial, recording):
    Recording.objects.filter(pk=recording.pk).update(keep_until=timezone.now() + timedelta(days=3))
    day = date_format(timezone.localtime(timezone.now() + timedelta(days=3)), "SHORT_DATE_FORMAT")
    client.force_login(world.reviewer())
    for address in (reverse("wagtailadmin_home"), reverse("tutorial_drafts")):
        assert day in client.get(address).content.decode()
    own = client.get(reverse("recordings:detail", args=[recording.pk])).content.decode()
    assert "sauf si le tutoriel est publié d’ici là" in own
    assert "Le garder plus longtemps" in own
    assert "Effacé le" in client.get(reverse("recordings:list")).content.decode()
