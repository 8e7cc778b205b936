"""Publishing: consent first, masked copies, and nothing left when it ends."""

from datetime import timedelta

import cv2
import numpy as np
import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from kb.recordings import store
from kb.recordings.selectors import all_masks, publication_refusals, stage_output
from kb.recordings.services import caption_edit, consent_withdraw, mask_add, recording_delete
from kb.tutorials import plan, public_files, publication, stages
from kb.tutorials.models import HomePage, Publication, TutorialPage
from kb.tutorials.models.pages import PublicationRefused
from kb.tutorials.selectors import published_tutorial, published_tutorials
from media.stills import smaller, still
from media.types import Masks, ScreenMask, to_json
from tests import factories
from tests.kb.tutorials import world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def live(tutorial):
    """The tutorial, published."""
    return world.published(tutorial)


def kept(root) -> list[str]:
    """Every file that has a public address."""
    files = [file for file in root.rglob("*") if file.is_file()] if root.exists() else []
    return sorted(file.name for file in files)


@pytest.fixture
def public(settings):
    """The folder of all public copies."""
    return settings.KB_PUBLIC_ROOT


def test_publishing_writes_a_still_for_every_step_at_once(live):
    row = live.publication
    assert set(row.stills) == {block.id for block in live.steps}
    assert all((row.folder / name).stat().st_size > 100 for name in row.stills.values())


def test_publishing_asks_for_the_video(live, recording):
    run = recording.stages.get(stage="replay")
    assert run.request == {"page": live.pk, "publication": str(live.publication.uuid)}
    assert live.publication.state == Publication.State.PREPARING


def test_without_consent_nothing_is_published(tutorial, recording, public):
    recording.consents.filter(role="learner").update(tutorial=False)
    with pytest.raises(PublicationRefused) as refusal:
        tutorial.get_latest_revision().publish()
    tutorial.refresh_from_db()
    assert not tutorial.live
    assert refusal.value.reasons == publication_refusals(recording)
    assert kept(public) == []


def test_the_same_again_changes_nothing(live):
    before = Publication.objects.get(page=live).uuid
    world.published(live)
    assert Publication.objects.get(page=live).uuid == before


def test_a_changed_content_gets_a_new_address_and_the_old_files_go(live):
    old = live.publication.folder
    draft = live.get_latest_revision_as_object()
    draft.steps[0].value["title"] = "Ouvrir le courrier"
    draft.save_revision().publish()
    fresh = Publication.objects.get(page=live)
    assert fresh.folder != old
    assert not old.exists()
    assert fresh.folder.is_dir()


def test_a_new_mask_changes_the_stills_at_the_next_publication(live, recording):
    before = dict(live.publication.stills)
    mask_add(recording=recording, start=0.0, end=4.0, box=(0, 0, 200, 200))
    world.published(live)
    fresh = Publication.objects.get(page=live).stills
    assert all(fresh[block] != before[block] for block in before)


def test_a_rolled_back_publication_shows_nothing(tutorial, public):
    with transaction.atomic():
        tutorial.get_latest_revision().publish()
        transaction.set_rollback(True)
    assert not Publication.objects.exists()
    assert [folder.name for folder in public.iterdir()] == [".aside"]


def test_a_failure_while_the_stills_are_written_leaves_a_draft_and_no_file(
    tutorial, monkeypatch, public
):
    def full(*_args):
        raise OSError("no space left on device")

    monkeypatch.setattr(public_files, "write", full)
    with pytest.raises(OSError, match="no space"):
        tutorial.get_latest_revision().publish()
    tutorial.refresh_from_db()
    assert not tutorial.live
    assert kept(public) == []


def test_traces_of_a_crash_are_swept_and_what_stands_stays(live, monkeypatch):
    public_files.write(public_files.aside("11111111-old"), b"lost", ".webp")
    monkeypatch.setattr(public_files, "STALE_SECONDS", -1.0)
    assert public_files.sweep({str(live.publication.uuid)}) == 1
    assert live.publication.folder.is_dir()


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(lambda page: page.unpublish(), id="unpublished"),
        pytest.param(lambda page: page.delete(), id="deleted"),
        pytest.param(lambda _page: HomePage.objects.get().delete(), id="the page above deleted"),
        pytest.param(
            lambda page: recording_delete(recording=page.recording), id="recording deleted"
        ),
        pytest.param(
            lambda page: consent_withdraw(
                recording=page.recording, role="learner", purposes=["tutorial"]
            ),
            id="withdrawn",
        ),
    ],
)
def test_no_public_file_survives(live, public, end):
    assert kept(public)
    end(live)
    assert kept(public) == []
    assert not Publication.objects.exists()


def test_after_a_withdrawal_no_revision_survives(live, recording):
    live = world.published(world.edited(live))
    consent_withdraw(recording=recording, role="helper", purposes=["tutorial"])
    assert not TutorialPage.objects.exists()
    assert not Revision.objects.for_instance(live).exists()
    told = PageLogEntry.objects.filter(page_id=live.pk)
    assert "Relu par une personne" not in str(list(told.values_list("label", "data")))


def test_with_less_voice_a_live_tutorial_is_published_anew(live, recording):
    before = live.publication
    consent_withdraw(recording=recording, role="learner", purposes=["voice"])
    fresh = Publication.objects.get(page=live)
    assert TutorialPage.objects.get().live
    assert fresh.uuid != before.uuid
    assert not before.folder.exists()
    assert [said["speaker"] for said in fresh.transcript] == ["helper", "helper"]


def test_a_scheduled_publication_goes_live(tutorial):
    tutorial.go_live_at = timezone.now() - timedelta(minutes=1)
    revision = tutorial.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=tutorial.go_live_at)
    call_command("publish_scheduled")
    tutorial.refresh_from_db()
    assert tutorial.live
    assert tutorial.publication.stills


def test_a_scheduled_publication_without_consent_stays_a_draft_and_says_so(
    tutorial, recording, caplog
):
    tutorial.go_live_at = timezone.now() - timedelta(minutes=1)
    revision = tutorial.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=tutorial.go_live_at)
    recording.consents.filter(role="learner").update(tutorial=False)
    call_command("publish_scheduled")
    tutorial.refresh_from_db()
    assert not tutorial.live
    assert not tutorial.approved_schedule
    assert "scheduled publication refused" in caplog.text


def test_scheduling_for_later_publishes_nothing_yet(tutorial, public):
    tutorial.go_live_at = timezone.now() + timedelta(days=1)
    tutorial.save_revision().publish()
    tutorial.refresh_from_db()
    assert tutorial.approved_schedule
    assert kept(public) == []


def test_a_published_tutorial_as_a_plain_value(live):
    value = published_tutorial(live)
    assert [step.number for step in value.steps] == [1, 2, 3]
    first = value.steps[0]
    assert first.still_url.startswith(f"/public/{live.publication.uuid}/")
    assert (first.click, first.replay_start, first.replay_end) == ((0.5, 0.25), 0.0, 1.0)
    assert first.box == pytest.approx((0.3125, 0.1667, 0.375, 0.1667))
    assert first.transcript == "On ouvre le message."
    assert value.video_coming
    assert [tutorial.page_id for tutorial in published_tutorials()] == [live.pk]


def test_a_page_without_its_copies_shows_no_private_address(live):
    Publication.objects.all().delete()
    value = published_tutorial(live)
    assert [step.still_url for step in value.steps] == [None, None, None]


def test_public_files_are_served_in_ranges_and_asked_for_again_at_each_use(live, client):
    url = published_tutorial(live).steps[0].still_url
    answer = client.get(url, headers={"range": "bytes=0-9"})
    assert answer.status_code == 206
    assert len(b"".join(answer.streaming_content)) == 10
    # A copy kept for a year would outlive the withdrawal of a consent.
    assert answer["Cache-Control"] == "public, no-cache"


def test_a_file_that_the_publication_does_not_name_is_not_served(live, client):
    (live.publication.folder / "secret.webp").write_bytes(b"x")
    url = published_tutorial(live).steps[0].still_url
    assert client.get(url.rsplit("/", 1)[0] + "/secret.webp").status_code == 404


def test_after_unpublishing_the_address_answers_404(live, client):
    url = published_tutorial(live).steps[0].still_url
    live.unpublish()
    assert client.get(url).status_code == 404


def test_what_is_heard_follows_the_voices_kept():
    said = world.TRANSCRIPT
    assert plan.heard(said, {"helper"}) == (said[0], said[2])
    assert plan.heard(said, set()) == ()


def test_nothing_is_published_before_every_mask_was_looked_at(tutorial):
    mask = ScreenMask(0.0, 2.0, "phone", (0, 0, 100, 100), 0.9)
    factories.stage_done(tutorial.recording, "protect", {"masks": to_json(Masks(screen=(mask,)))})
    with pytest.raises(PublicationRefused, match="1 masque proposé"):
        tutorial.get_latest_revision().publish()
    tutorial.refresh_from_db()
    assert not tutorial.live
    world.looked_at(tutorial.recording)
    assert world.published(tutorial).live


def test_what_the_machine_finds_later_is_covered_at_once_where_it_is_live(live):
    mask = ScreenMask(0.0, 4.0, "phone", (0, 0, 200, 200), 0.9)
    before = live.publication.uuid
    protect = stage_output(live.recording, "protect")
    masks = to_json(Masks(screen=(mask,)))
    factories.stage_done(live.recording, "protect", {**protect, "masks": masks})
    stages.draft(world.context(live.recording))
    live.refresh_from_db()
    assert live.live
    assert Publication.objects.get(page=live).uuid != before
    live.save()


def test_a_caption_put_right_leaves_the_video_and_changes_its_captions(live, recording):
    asked = str(live.publication.uuid)
    stages.replay(world.context(recording, publication=asked))
    before = Publication.objects.get(page=live)
    first = world.TRANSCRIPT[0]
    caption_edit(
        recording=recording, start=first.start, end=first.end, speaker="helper", text="Ouvrons-le."
    )
    publication.renew(recording)
    after = Publication.objects.get(page=live)
    assert (after.state, after.video) == (Publication.State.READY, before.video)
    assert "Ouvrons-le." in (after.folder / after.captions).read_text("utf-8")
    assert (after.folder / after.video).is_file()


def test_small_screens_are_offered_a_smaller_picture_with_its_masks(live, recording, client):
    mask_add(recording=recording, start=0.0, end=4.0, box=(40, 20, 120, 60))
    picture = still(
        store.path(recording, f"{'a' * 40}.mkv"), 0.8, masks=all_masks(recording).screen
    )
    assert smaller(picture, 300) is None
    image = cv2.imdecode(np.frombuffer(smaller(picture, 160), np.uint8), cv2.IMREAD_COLOR)
    assert image.shape[:2] == (120, 160)
    assert image[14:36, 24:76].std() < 3
    row = live.publication
    row.small_stills = {live.steps[0].id: row.stills[live.steps[0].id]}
    row.save()
    assert " 800w, " in client.get(live.url).content.decode()
    assert row.small_stills[live.steps[0].id] in row.files
