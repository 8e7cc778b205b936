"""A disk that is really full, or as good as: the largest file that may be written is small."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kb.recordings.failures import sentence
from kb.recordings.models import StageRun
from kb.recordings.pipeline import runner
from kb.recordings.services import recording_create, stage_retry
from kb.recordings.states import StageState
from tests import factories

pytestmark = pytest.mark.django_db


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Within it no file of this process grows past `size` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A file system of our own of 4 MB, where root may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may make a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.fixture
def folders(settings, tmp_path):
    settings.KB_RECORDINGS_ROOT = tmp_path / "recordings"
    settings.KB_DISK_RESERVE_BYTES = 0


def row(recording, stage: str) -> StageRun:
    return StageRun.objects.get(recording=recording, stage=stage)


def run(recording, stage: str) -> StageRun:
    assert runner.run(row(recording, stage).pk)
    return row(recording, stage)


def test_a_stage_without_room_fails_clearly_and_trying_again_with_room_finishes(folders):
    recording = factories.recording()
    run(recording, "probe")
    with largest_file(1_000_000):
        failed = run(recording, "join")
    assert (failed.state, failed.error_code) == (StageState.FAILED, "disk_full")
    assert list(recording.folder.glob("part-*")) == []
    stage_retry(failed)
    assert run(recording, "join").state == StageState.DONE


def test_a_full_disk_fails_the_same_way(folders, small_disk, settings):
    settings.KB_RECORDINGS_ROOT = small_disk
    recording = factories.recording()
    run(recording, "probe")
    failed = run(recording, "join")
    assert (failed.state, failed.error_code) == (StageState.FAILED, "disk_full")
    subprocess.run(["mount", "-o", "remount,size=64m", small_disk], check=True)
    stage_retry(failed)
    assert run(recording, "join").state == StageState.DONE


def test_a_recording_that_does_not_fit_is_not_half_kept(folders, settings):
    with largest_file(1_000_000), pytest.raises(OSError, match="large"):
        factories.recording()
    assert list(settings.KB_RECORDINGS_ROOT.iterdir()) == []


def test_what_was_sent_stays_where_it_was_when_it_does_not_fit(folders, tmp_path, monkeypatch):
    def another_file_system(*_names):
        raise OSError

    monkeypatch.setattr(os, "link", another_file_system)
    upload = tmp_path / "upload.part"
    upload.write_bytes(b"x" * 2_000_000)
    with largest_file(1_000_000), pytest.raises(OSError, match="large"):
        recording_create(
            owner=None,
            title="",
            parts={"main": upload},
            consents=factories.consents("record"),
            move=True,
        )
    assert upload.stat().st_size == 2_000_000


def test_the_sentence_says_what_to_do():
    assert "place" in sentence("disk_full")
