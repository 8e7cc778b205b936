"""The SQLite file of the embedded index: its tables, and how processes share it.

Web server and worker open the file at once: WAL lets them read while one writes, and every
operation opens the file anew, so that nobody holds one that was replaced and a fork shares nothing.
"""

from __future__ import annotations

import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from filelock import FileLock

from kb.search.index import IndexLost

VERSION = "4"
"""Raise it when a table or the analysis changes: an index of another version is built again."""

BUSY_SECONDS = 30

TABLES = """
CREATE TABLE tutorials (
    rowid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL, title TEXT NOT NULL,
    summary TEXT NOT NULL, service TEXT NOT NULL, skills TEXT NOT NULL, level TEXT NOT NULL,
    device TEXT NOT NULL, published TEXT NOT NULL, duration REAL NOT NULL
);
CREATE TABLE steps (
    tutorial INTEGER NOT NULL, number INTEGER NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
    transcript TEXT NOT NULL, start REAL NOT NULL, still TEXT,
    title_stems TEXT NOT NULL, text_stems TEXT NOT NULL, said_stems TEXT NOT NULL,
    PRIMARY KEY (tutorial, number)
) WITHOUT ROWID;
CREATE TABLE words (
    word TEXT PRIMARY KEY, written TEXT NOT NULL, tutorials INTEGER NOT NULL
) WITHOUT ROWID;
CREATE VIRTUAL TABLE stems USING fts5(
    title, summary, step_titles, text, said, tokenize = "unicode61 remove_diacritics 0"
);
CREATE VIRTUAL TABLE stem_counts USING fts5vocab(stems, row);
CREATE TABLE headings (id INTEGER PRIMARY KEY, title TEXT NOT NULL, folded TEXT NOT NULL);
CREATE INDEX headings_folded ON headings (folded);
CREATE VIRTUAL TABLE heading_words USING fts5(
    words, tokenize = "unicode61 remove_diacritics 0", prefix = "2 3 4"
);
"""
JOURNAL = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS changes (id TEXT PRIMARY KEY, sequence INTEGER NOT NULL) WITHOUT ROWID;
"""
_NAMES = ("stem_counts", "stems", "words", "steps", "tutorials", "headings", "heading_words")

# A full disk or a long wait is no reason to throw an index away.
_PASSING = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_NOMEM,
}


class Store:
    """Connections to one index file, or to one index in memory where `path` is None."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._memory = _connect(":memory:") if path is None else None
        self._lock = threading.RLock()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state throughout; raises IndexLost where there is none."""
        with self._connection() as connection, _translated():
            connection.execute("BEGIN")
            try:
                _check_version(connection)
                yield connection
            finally:
                _end(connection, "ROLLBACK")

    @contextmanager
    def writing(self, *, checked: bool = True) -> Iterator[sqlite3.Connection]:
        """A connection whose writes are seen all at once at the end, or not at all."""
        with self._connection() as connection, _translated():
            connection.execute("BEGIN IMMEDIATE")
            try:
                if checked:
                    _check_version(connection)
                yield connection
            except BaseException:
                _end(connection, "ROLLBACK")
                raise
            connection.execute("COMMIT")

    def prepare(self) -> None:
        """Makes sure that there is a sound file to build in; one that is broken is replaced."""
        if self._path is None:
            assert self._memory is not None
            self._memory.executescript(JOURNAL)
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{self._path}.lock", timeout=BUSY_SECONDS):
            if self._path.exists() and not _sound(self._path):
                for suffix in ("", "-wal", "-shm"):
                    Path(f"{self._path}{suffix}").unlink(missing_ok=True)
            with closing(_connect(self._path)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.executescript(JOURNAL)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        if self._memory is not None:
            with self._lock:
                yield self._memory
            return
        assert self._path is not None
        if not self._path.exists():
            raise IndexLost("no index file")
        with _translated():
            connection = _connect(self._path)
        with closing(connection):
            yield connection


def recreate_tables(connection: sqlite3.Connection) -> None:
    """Empty tables of this version, within the transaction of the caller."""
    for name in _NAMES:
        connection.execute(f"DROP TABLE IF EXISTS {name}")
    for statement in TABLES.split(";"):
        if statement.strip():
            connection.execute(statement)
    connection.executemany(
        "INSERT OR REPLACE INTO meta VALUES (?, ?)",
        [("version", VERSION), ("epoch", secrets.token_hex(8))],
    )


def sequence(connection: sqlite3.Connection) -> int:
    """The number of the last change."""
    return int(meta(connection, "sequence") or 0)


def note_change(connection: sqlite3.Connection, document_id: str) -> None:
    """Writes down that a document changed, so that a rebuild under way does not undo it."""
    following = sequence(connection) + 1
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('sequence', ?)", (str(following),))
    connection.execute("INSERT OR REPLACE INTO changes VALUES (?, ?)", (document_id, following))


def meta(connection: sqlite3.Connection, key: str) -> str | None:
    """One fact that the index keeps about itself."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def _connect(path: Path | str) -> sqlite3.Connection:
    # Read and write, but never made here: a missing file is a lost index.
    connection = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA synchronous = NORMAL")
    # What is taken out is overwritten, not only forgotten.
    connection.execute("PRAGMA secure_delete = ON")
    return connection


def _check_version(connection: sqlite3.Connection) -> None:
    if meta(connection, "version") != VERSION:
        raise IndexLost("an index of another version")


def _sound(path: Path) -> bool:
    try:
        with closing(_connect(path)) as connection:
            return bool(connection.execute("PRAGMA quick_check").fetchone()[0] == "ok")
    except sqlite3.DatabaseError as error:
        if _passing(error):
            raise
        return False


def _end(connection: sqlite3.Connection, statement: str) -> None:
    if connection.in_transaction:
        connection.execute(statement)


def _passing(error: sqlite3.Error) -> bool:
    # The low byte is the kind; the rest says more of the circumstances.
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _PASSING


@contextmanager
def _translated() -> Iterator[None]:
    """Faults of the file as IndexLost; those that pass by themselves as they are."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.ProgrammingError) or _passing(error):
            raise
        raise IndexLost(str(error)) from error
