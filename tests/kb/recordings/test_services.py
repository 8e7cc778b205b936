import pytest
from django.db import IntegrityError

from kb.recordings import services
from kb.recordings.agreements import ConsentGiven
from kb.recordings.models import Part, Recording, StageRun
from kb.recordings.pipeline import bell
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def media_file(tmp_path):
    file = tmp_path / "Ma session.webm"
    file.write_bytes(b"webm")
    return file


def created(file, **fields):
    fields.setdefault("consents", factories.consents("record"))
    return services.recording_create(
        owner=factories.user(), title="Titre", parts={"main": file}, **fields
    )


def test_the_files_lie_in_the_recordings_own_folder(media_file):
    recording = created(media_file)
    part = recording.parts.get()
    assert (part.role, part.name, part.size) == ("main", "Ma session.webm", 4)
    assert (recording.folder / part.file).read_bytes() == b"webm"
    assert media_file.exists()


def test_move_takes_the_file_away(media_file):
    created(media_file, move=True)
    assert not media_file.exists()


def test_the_name_that_people_use_is_kept_and_gives_the_suffix(tmp_path):
    upload = tmp_path / "0123.part"
    upload.write_bytes(b"x")
    part = created(upload, names={"main": "séance.MOV"}).parts.get()
    assert part.name == "séance.MOV"
    assert part.file.endswith(".mov")


@pytest.mark.parametrize(
    "agreed",
    [
        pytest.param([], id="nobody"),
        pytest.param([ConsentGiven.to("helper", ["record"])], id="only the helper"),
        pytest.param(factories.consents("show", "tutorial"), id="anything but recording"),
    ],
)
def test_nothing_is_kept_without_both_having_agreed_to_be_recorded(agreed, media_file, settings):
    with pytest.raises(services.ConsentMissing):
        created(media_file, consents=agreed)
    assert not Recording.objects.exists()
    assert not settings.KB_RECORDINGS_ROOT.exists()


def test_a_timeline_alone_is_no_recording(media_file):
    with pytest.raises(services.NothingBrought):
        services.recording_create(
            owner=None,
            title="",
            parts={"timeline": media_file},
            consents=factories.consents("record"),
        )


def test_a_fault_while_saving_leaves_no_file_and_keeps_the_original(
    media_file, settings, monkeypatch
):
    def fault(*_args, **_options):
        raise IntegrityError

    monkeypatch.setattr(Part.objects, "bulk_create", fault)
    with pytest.raises(IntegrityError):
        created(media_file, move=True)
    assert media_file.exists()
    assert list(settings.KB_RECORDINGS_ROOT.iterdir()) == []


def test_the_first_stage_is_rung_for_on_commit(
    media_file, monkeypatch, django_capture_on_commit_callbacks
):
    rung = []
    monkeypatch.setattr(bell, "ring", rung.append)
    with django_capture_on_commit_callbacks(execute=True):
        recording = created(media_file)
    assert rung == [StageRun.objects.get(recording=recording, stage="probe").pk]


def test_a_broker_that_is_down_refuses_nobody(
    media_file, monkeypatch, django_capture_on_commit_callbacks
):
    def down(*_args, **_options):
        raise ConnectionError

    monkeypatch.setattr("kb.recordings.tasks.run_stage.apply_async", down)
    with django_capture_on_commit_callbacks(execute=True):
        recording = created(media_file)
    assert recording.stages.get(stage="probe").state == "ready"


def test_deleting_removes_rows_and_on_commit_the_folder(
    media_file, django_capture_on_commit_callbacks
):
    recording = created(media_file)
    folder = recording.folder
    with django_capture_on_commit_callbacks() as callbacks:
        services.recording_delete(recording=recording)
    assert not Recording.objects.exists()
    assert folder.exists(), "a transaction that fails must find its files"
    for callback in callbacks:
        callback()
    assert not folder.exists()


def test_a_mask_is_drawn_and_removed():
    recording = factories.bare_recording()
    mask = services.mask_add(recording=recording, start=1.0, end=2.0, box=(10, 20, 30, 40))
    assert (mask.x, mask.y, mask.width, mask.height) == (10, 20, 30, 40)
    assert services.mask_remove(recording=recording, mask_id=mask.pk)
    assert not services.mask_remove(recording=recording, mask_id=mask.pk)


def test_a_mask_of_another_recording_stays():
    mask = services.mask_add(
        recording=factories.bare_recording(), start=1.0, end=2.0, box=(0, 0, 1, 1)
    )
    assert not services.mask_remove(recording=factories.bare_recording(), mask_id=mask.pk)


@pytest.mark.parametrize(
    ("start", "end", "box"),
    [
        pytest.param(2.0, 1.0, (0, 0, 5, 5), id="ends before it starts"),
        pytest.param(-1.0, 1.0, (0, 0, 5, 5), id="before the recording"),
        pytest.param(0.0, 1.0, (0, 0, 0, 5), id="no width"),
        pytest.param(0.0, 1.0, (-4, 0, 5, 5), id="outside"),
    ],
)
def test_a_mask_that_covers_nothing_is_refused(start, end, box):
    with pytest.raises(ValueError, match="covered"):
        services.mask_add(recording=factories.bare_recording(), start=start, end=end, box=box)


def test_no_still_without_a_master():
    with pytest.raises(services.NoPicture):
        services.still_pick(factories.bare_recording(), 1.0)
