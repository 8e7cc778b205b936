"""The index that needs no server: SQLite FTS5 in a file of its own, or in memory.

FTS5 gives candidates (any word of the question, weighted columns); `ranking` orders them and finds
the step. Candidates are whole tutorials: were steps the rows of FTS5, a question whose words are
spread over the steps of one tutorial would find none of them. Text is analysed in Python and kept
as stems.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from kb.search.documents import TutorialDocument, document_of
from kb.search.heading_rows import heading_finder
from kb.search.headings import Heading, suggested
from kb.search.index import (
    NO_FILTERS,
    Filters,
    Found,
    Health,
    Hit,
    IndexContext,
    IndexLost,
    StepHit,
)
from kb.search.query import MAX_LETTERS, ReadQuery, read_query
from kb.search.ranking import Ranked, Ranking
from kb.search.rows import (
    Analysed,
    analyse,
    candidates,
    count_words,
    delete,
    holdings,
    insert,
    overwrite_deleted,
    rarities,
    stored,
)
from kb.search.spelling import Lexicon
from kb.search.store import Store, meta, note_change, recreate_tables, sequence
from kb.search.synonyms import Synonyms

WordRow = tuple[str, str, int]


class EmbeddedIndex:
    """A MomentIndex in SQLite. Threads and processes may share the file."""

    def __init__(self, context: IndexContext) -> None:
        self._context = context
        self._store = Store(context.path)
        self._lexicon: tuple[tuple[str | None, int, Synonyms], Lexicon] | None = None

    def put(self, document: TutorialDocument) -> None:
        analysed = analyse(document)
        with self._store.writing() as connection:
            delete(connection, document.id)
            insert(connection, analysed)
            count_words(connection, analysed.words, by=1)
            note_change(connection, document.id)

    def remove(self, document_id: str) -> None:
        with self._store.writing() as connection:
            delete(connection, document_id)
            overwrite_deleted(connection)
            note_change(connection, document_id)

    def search(
        self, text: str, *, limit: int = 20, filters: Filters = NO_FILTERS, exact: bool = False
    ) -> Found:
        synonyms = self._context.synonyms()
        with self._store.reading() as connection:
            vocabulary = self._vocabulary(connection, synonyms)
            query = read_query(text, vocabulary, synonyms, exact=exact)
            if not query.concepts:
                return Found(query)
            holding = holdings(connection, query.stems)
            found = candidates(connection, query, holding, filters, self._context.window)
            ranking = Ranking(query, rarities(connection, holding))
            ranked = ranking.rank(found)[: max(0, limit)]
            return Found(query, tuple(_hit(connection, one) for one in ranked))

    def read(self, text: str) -> ReadQuery:
        synonyms = self._context.synonyms()
        with self._store.reading() as connection:
            return read_query(text, self._vocabulary(connection, synonyms), synonyms)

    def suggest(self, text: str, *, limit: int = 8) -> tuple[Heading, ...]:
        synonyms = self._context.synonyms()
        with self._store.reading() as connection:
            vocabulary = self._vocabulary(connection, synonyms)
            finder = heading_finder(connection)
            typed, most = text[:MAX_LETTERS], max(0, limit)
            return tuple(suggested(typed, limit=most, find=finder, correct=vocabulary.likely))

    def rebuild(self, documents: Iterable[TutorialDocument]) -> None:
        self._store.prepare()
        started = self._last_change()
        # Analysing takes long and writing does not: staged first, so that nobody waits.
        staged = sqlite3.connect("", isolation_level=None)
        try:
            words = _stage(staged, documents)
            with self._store.writing(checked=False) as connection:
                _replace(connection, staged, words, since=started)
        finally:
            staged.close()

    def stamps(self) -> Mapping[str, str]:
        with self._store.reading() as connection:
            return dict(connection.execute("SELECT id, stamp FROM tutorials"))

    def health(self) -> Health:
        try:
            with self._store.reading() as connection:
                documents = connection.execute("SELECT count(*) FROM tutorials").fetchone()[0]
                steps = connection.execute("SELECT count(*) FROM steps").fetchone()[0]
        except (IndexLost, sqlite3.Error) as error:
            return Health(ok=False, documents=0, steps=0, detail=str(error))
        return Health(ok=True, documents=documents, steps=steps)

    def _vocabulary(self, connection: sqlite3.Connection, synonyms: Synonyms) -> Lexicon:
        """The lexicon of the state that `connection` sees, kept until the index changes."""
        state = (meta(connection, "epoch"), sequence(connection), synonyms)
        kept = self._lexicon
        if kept is None or kept[0] != state:
            others = [(word, shown, 1) for word, shown in synonyms.words.items()]
            indexed = connection.execute("SELECT word, written, tutorials FROM words")
            kept = self._lexicon = (state, Lexicon([*indexed, *others]))
        return kept[1]

    def _last_change(self) -> int:
        try:
            with self._store.reading() as connection:
                return sequence(connection)
        except IndexLost:
            return 0


def _stage(staged: sqlite3.Connection, documents: Iterable[TutorialDocument]) -> list[WordRow]:
    """Puts the analysed documents aside as JSON; gives the rows of their words."""
    staged.execute("CREATE TABLE staged (id TEXT PRIMARY KEY, analysed TEXT)")
    staged.execute("BEGIN")
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for document in documents:
        analysed = analyse(document)
        counts.update(analysed.words.keys())
        for word, shown in analysed.words.items():
            written.setdefault(word, shown)
        row = (document.id, json.dumps({**asdict(analysed), "words": {}}))
        staged.execute("INSERT OR REPLACE INTO staged VALUES (?, ?)", row)
    return [(word, written[word], count) for word, count in counts.items()]


def _replace(
    connection: sqlite3.Connection, staged: sqlite3.Connection, words: list[WordRow], *, since: int
) -> None:
    """Everything that the index holds by what was staged, but for what changed `since`."""
    changed = {
        row[0] for row in connection.execute("SELECT id FROM changes WHERE sequence > ?", (since,))
    }
    kept = [document for one in changed if (document := stored(connection, one)) is not None]
    recreate_tables(connection)
    connection.executemany("INSERT INTO words VALUES (?, ?, ?)", words)
    for identity, text in staged.execute("SELECT id, analysed FROM staged ORDER BY rowid"):
        if identity not in changed:
            insert(connection, _unstaged(json.loads(text)))
    for document in kept:
        analysed = analyse(document)
        insert(connection, analysed)
        count_words(connection, analysed.words, by=1)


def _unstaged(value: dict[str, Any]) -> Analysed:
    return Analysed(document=document_of(value.pop("document")), **value)


def _hit(connection: sqlite3.Connection, ranked: Ranked) -> Hit:
    document = stored(connection, ranked.id)
    assert document is not None  # read in the same transaction as the candidate
    return Hit(
        document, ranked.score, tuple(StepHit(number, score) for number, score in ranked.steps)
    )
