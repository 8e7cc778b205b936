"""What is the embedded index's own: one file, several processes, faults of the file."""

import multiprocessing
import sqlite3
from dataclasses import replace

import pytest

from kb.search import store
from kb.search.engines import index_of
from kb.search.index import IndexLost
from tests.kb.search.documents import ALL, IMPOTS


@pytest.fixture
def path(tmp_path):
    return tmp_path / "search.sqlite3"


@pytest.fixture
def index(path):
    made = index_of("embedded", path)
    made.rebuild(ALL)
    return made


def test_another_process_sees_a_change_at_once(index, path):
    other = index_of("embedded", path)
    other.search("caf")
    index.put(replace(IMPOTS, title="Payer la cantine"))
    assert other.search("cantine").hits[0].document.id == "3"


def _put(path, number):
    index_of("embedded", path).put(replace(IMPOTS, id=str(number)))


def test_processes_may_write_at_once(index, path):
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_put, args=(path, 10 + number)) for number in range(2)]
    for process in processes:
        process.start()
    index.put(replace(IMPOTS, id="9"))
    for process in processes:
        process.join()
    assert {process.exitcode for process in processes} == {0}
    assert index.health().documents == 6


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda path: path.unlink(), id="deleted"),
        pytest.param(lambda path: path.write_bytes(b"not a database" * 500), id="overwritten"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:5000]), id="cut off"),
        pytest.param(lambda path: path.write_bytes(b""), id="emptied"),
    ],
)
def test_a_spoilt_file_is_a_lost_index_and_a_rebuild_cures_it(index, path, spoil):
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    spoil(path)
    with pytest.raises(IndexLost):
        index.search("caf")
    assert not index.health().ok
    index.rebuild(ALL)
    assert index.search("caf").hits[0].document.id == "1"


def test_an_index_of_another_version_is_lost(index, monkeypatch):
    monkeypatch.setattr(store, "VERSION", "another")
    with pytest.raises(IndexLost):
        index.search("caf")
    index.rebuild(ALL)
    assert index.health().ok


def test_a_full_disk_loses_nothing(index, monkeypatch):
    def full(*_args):
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr("kb.search.embedded.insert", full)
    with pytest.raises(sqlite3.OperationalError):
        index.put(replace(IMPOTS, title="Payer la cantine"))
    assert index.search("impôts").hits[0].document == IMPOTS


def test_no_word_of_a_tutorial_taken_out_stays_in_the_file(index, path):
    index.put(replace(IMPOTS, id="9", title="Aider zébulonnette", summary="zébulonnette"))
    assert "zébulonnette".encode() in path.read_bytes()
    index.remove("9")
    kept = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert b"bulonnet" not in kept
