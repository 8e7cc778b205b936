import errno
import os
from contextlib import suppress

import pytest

from kb.recordings import store
from kb.recordings.models import Recording


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "recording"
    made.mkdir()
    return made


def written(folder, content=b"content", suffix=".webp"):
    with store.temporary(folder, suffix) as aside:
        aside.write_bytes(content)
        return store.keep(folder, aside)


def test_a_kept_file_is_named_by_its_content(folder):
    name = written(folder)
    assert store.NAME.fullmatch(name)
    assert name.endswith(".webp")
    assert (folder / name).read_bytes() == b"content"


def test_the_same_content_lands_on_the_same_name(folder):
    assert written(folder) == written(folder)
    assert len(list(folder.iterdir())) == 1


def test_nothing_half_written_is_left_after_a_fault(folder):
    with suppress(ZeroDivisionError), store.temporary(folder, ".mp4") as aside:
        aside.write_bytes(b"half")
        raise ZeroDivisionError
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("../../etc/passwd", id="outside"),
        pytest.param("part-join-x.mkv", id="half-written"),
        pytest.param("a" * 40, id="no suffix"),
        pytest.param("a" * 40 + ".mp4/..", id="a folder"),
        pytest.param("A" * 40 + ".mp4", id="capitals"),
        pytest.param("a" * 40 + ".mp4\n", id="line end"),
        pytest.param("", id="empty"),
    ],
)
def test_path_refuses_what_is_no_plain_hash(name):
    with pytest.raises(store.BadName):
        store.path(Recording(), name)


def test_a_strange_suffix_becomes_a_plain_one(folder):
    assert written(folder, suffix=".Tar;rm").endswith(".bin")


def test_what_another_attempt_left_is_cleared_and_others_stay(folder):
    for name in ("part-join-a.mkv", "part-watch-b.txt"):
        (folder / name).touch()
    store.clear_attempt(folder, "join")
    assert [left.name for left in folder.iterdir()] == ["part-watch-b.txt"]


def test_stale_parts_are_swept_and_fresh_ones_stay(tmp_path, folder):
    old, new = folder / "part-web-old", folder / "part-web-new"
    old.touch()
    new.touch()
    os.utime(old, (1, 1))
    assert store.clear_stale(tmp_path, {folder.name}) == 1
    assert [left.name for left in folder.iterdir()] == [new.name]


def test_the_folder_of_no_recording_is_swept(tmp_path, folder):
    (folder / "file").touch()
    os.utime(folder, (1, 1))
    assert store.clear_stale(tmp_path, {"another"}) == 1
    assert not folder.exists()


def test_a_folder_that_is_being_filled_is_not_swept(tmp_path, folder):
    assert store.clear_stale(tmp_path, set()) == 0
    assert folder.exists()


def test_nothing_is_written_into_a_folder_that_was_removed(folder):
    store.remove(folder)
    with pytest.raises(FileNotFoundError), store.temporary(folder, ".webp"):
        pass
    assert not folder.exists()


def test_removing_twice_is_no_fault(folder):
    store.remove(folder)
    store.remove(folder)


def test_copying_in_leaves_the_original_its_own_bytes(tmp_path, folder):
    source = tmp_path / "session.webm"
    source.write_bytes(b"before")
    name = store.take_in(folder, source, suffix=".webm")
    source.write_bytes(b"after!")
    assert (folder / name).read_bytes() == b"before"


def test_moving_in_copies_nothing_on_one_file_system(tmp_path, folder):
    source = tmp_path / "session.webm"
    source.write_bytes(b"bytes")
    inode = source.stat().st_ino
    name = store.take_in(folder, source, suffix=".webm", move=True)
    assert (folder / name).stat().st_ino == inode


def test_moving_in_across_file_systems_copies(tmp_path, folder, monkeypatch):
    def refuse(*_names):
        raise OSError(errno.EXDEV, "another file system")

    monkeypatch.setattr(os, "link", refuse)
    source = tmp_path / "session.webm"
    source.write_bytes(b"bytes")
    name = store.take_in(folder, source, suffix=".webm", move=True)
    assert (folder / name).read_bytes() == b"bytes"


def test_names_are_found_at_any_depth():
    one, two = "a" * 40 + ".webp", "b" * 40 + ".mp4"
    assert list(store.names_in({"stills": [one, None], "x": {"y": two}, "z": "text"})) == [one, two]


def test_too_little_room_is_said_as_a_full_disk(tmp_path, settings):
    settings.KB_DISK_RESERVE_BYTES = 2**62
    with pytest.raises(OSError, match="room") as caught:
        store.require_room(tmp_path)
    assert caught.value.errno == errno.ENOSPC
