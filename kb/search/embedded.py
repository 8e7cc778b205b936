"""The index that needs no server: SQLite FTS5 in a file of its own, or in memory.

FTS5 gives candidates (any word of the question, weighted columns); `ranking` orders them and finds
the step. Candidates are whole tutorials: with steps as rows of FTS5, a question whose words are spread over a
tutorial's steps finds none of them. Text is analysed here, in Python, and kept as stems.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from kb.search.analysis import tokens
from kb.search.documents import StepDocument, TutorialDocument
from kb.search.index import Filters, Found, Health, Hit, IndexContext, IndexLost, StepHit
from kb.search.query import ReadQuery, read_query
from kb.search.ranking import Candidate, Ranked, Ranking, StepWords, rarity
from kb.search.spelling import Lexicon
from kb.search.store import Store, meta, note_change, recreate_tables, sequence

# title, summary, step titles, step texts, what was said
_COLUMNS = "4.0, 2.0, 2.0, 1.0, 0.5"


@dataclass(frozen=True, slots=True)
class _Analysed:
    """A document with its stems, each field one string, and its words as they are written."""

    document: TutorialDocument
    title: str
    summary: str
    steps: tuple[tuple[str, str, str], ...]
    words: Mapping[str, str]


class EmbeddedIndex:
    """A MomentIndex in SQLite. Threads and processes may share the file."""

    def __init__(self, context: IndexContext) -> None:
        self._context = context
        self._store = Store(context.path)
        self._lexicon: tuple[tuple[str | None, int], Lexicon] | None = None

    def put(self, document: TutorialDocument) -> None:
        analysed = _analyse(document)
        with self._store.writing() as connection:
            _delete(connection, document.id)
            _insert(connection, analysed)
            _count_words(connection, analysed.words, by=1)
            note_change(connection, document.id)

    def remove(self, document_id: str) -> None:
        with self._store.writing() as connection:
            _delete(connection, document_id)
            note_change(connection, document_id)

    def search(
        self, text: str, *, limit: int = 20, filters: Filters = Filters(), exact: bool = False
    ) -> Found:
        with self._store.reading() as connection:
            query = read_query(
                text, self._vocabulary(connection), self._context.synonyms, exact=exact
            )
            if not query.concepts:
                return Found(query)
            candidates = _candidates(connection, query, filters, self._context.window)
            ranking = Ranking(query, _rarities(connection, query.stems))
            ranked = ranking.rank(candidates)[: max(0, limit)]
            return Found(query, tuple(_hit(connection, one) for one in ranked))

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

    def _vocabulary(self, connection: sqlite3.Connection) -> Lexicon:
        """The lexicon of the state that `connection` sees, kept until the index changes."""
        state = (meta(connection, "epoch"), sequence(connection))
        kept = self._lexicon
        if kept is None or kept[0] != state:
            synonyms = [(word, shown, 1) for word, shown in self._context.synonyms.words.items()]
            indexed = connection.execute("SELECT word, written, tutorials FROM words")
            kept = self._lexicon = (state, Lexicon([*indexed, *synonyms]))
        return kept[1]

    def _last_change(self) -> int:
        try:
            with self._store.reading() as connection:
                return sequence(connection)
        except IndexLost:
            return 0


def _analyse(document: TutorialDocument) -> _Analysed:
    words: dict[str, str] = {}

    def stems(text: str) -> str:
        found = tokens(text)
        for token in found:
            if token.word not in words:
                words[token.word] = text[token.start : token.end].lower()
        return " ".join(token.stem for token in found)

    return _Analysed(
        document=document,
        title=stems(document.title),
        summary=stems(f"{document.summary} {document.service}"),
        steps=tuple(
            (stems(step.title), stems(step.text), stems(step.transcript))
            for step in document.steps
        ),
        words=words,
    )


def _stage(staged: sqlite3.Connection, documents: Iterable[TutorialDocument]) -> list[Sequence]:
    """Puts the analysed documents aside as JSON; gives the rows of their words."""
    staged.execute("CREATE TABLE staged (id TEXT PRIMARY KEY, analysed TEXT)")
    staged.execute("BEGIN")
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for document in documents:
        analysed = _analyse(document)
        counts.update(analysed.words.keys())
        for word, shown in analysed.words.items():
            written.setdefault(word, shown)
        row = (document.id, json.dumps({**asdict(analysed), "words": {}}))
        staged.execute("INSERT OR REPLACE INTO staged VALUES (?, ?)", row)
    return [(word, written[word], count) for word, count in counts.items()]


def _replace(
    connection: sqlite3.Connection, staged: sqlite3.Connection, words: list[Sequence], *, since: int
) -> None:
    """Everything that the index holds by what was staged, but for what changed `since`."""
    changed = {
        row[0]
        for row in connection.execute("SELECT id FROM changes WHERE sequence > ?", (since,))
    }
    kept = [document for one in changed if (document := _stored(connection, one)) is not None]
    recreate_tables(connection)
    connection.executemany("INSERT INTO words VALUES (?, ?, ?)", words)
    for identity, text in staged.execute("SELECT id, analysed FROM staged ORDER BY rowid"):
        if identity not in changed:
            _insert(connection, _unstaged(json.loads(text)))
    for document in kept:
        analysed = _analyse(document)
        _insert(connection, analysed)
        _count_words(connection, analysed.words, by=1)


def _unstaged(value: dict) -> _Analysed:
    document = value.pop("document")
    steps = tuple(StepDocument(**step) for step in document.pop("steps"))
    return _Analysed(document=TutorialDocument(**document, steps=steps), **value)


def _insert(connection: sqlite3.Connection, analysed: _Analysed) -> None:
    document = analysed.document
    cursor = connection.execute(
        "INSERT INTO tutorials (id, stamp, title, summary, service, duration)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            document.id,
            document.stamp,
            document.title,
            document.summary,
            document.service,
            document.duration,
        ),
    )
    row = cursor.lastrowid
    connection.executemany(
        "INSERT INTO steps VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (row, step.number, step.title, step.text, step.transcript, step.start, step.still)
            + tuple(stems)
            for step, stems in zip(document.steps, analysed.steps, strict=True)
        ],
    )
    columns = list(zip(*analysed.steps, strict=True)) or [(), (), ()]
    connection.execute(
        "INSERT INTO stems (rowid, title, summary, step_titles, text, said)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (row, analysed.title, analysed.summary, *(" ".join(column) for column in columns)),
    )


def _delete(connection: sqlite3.Connection, document_id: str) -> None:
    document = _stored(connection, document_id)
    if document is None:
        return
    _count_words(connection, _analyse(document).words, by=-1)
    row = _row(connection, document_id)
    connection.execute("DELETE FROM stems WHERE rowid = ?", (row,))
    connection.execute("DELETE FROM steps WHERE tutorial = ?", (row,))
    connection.execute("DELETE FROM tutorials WHERE rowid = ?", (row,))


def _count_words(connection: sqlite3.Connection, words: Mapping[str, str], *, by: int) -> None:
    connection.executemany(
        "INSERT INTO words VALUES (?, ?, ?)"
        " ON CONFLICT (word) DO UPDATE SET tutorials = tutorials + excluded.tutorials",
        [(word, written, by) for word, written in words.items()],
    )
    connection.execute("DELETE FROM words WHERE tutorials <= 0")


def _candidates(
    connection: sqlite3.Connection, query: ReadQuery, filters: Filters, window: int
) -> list[Candidate]:
    where = "AND tutorials.service = ?" if filters.service else ""
    rows = connection.execute(
        "SELECT stems.rowid, tutorials.id, stems.title, stems.summary,"
        f" -bm25(stems, {_COLUMNS}) AS score"
        " FROM stems JOIN tutorials ON tutorials.rowid = stems.rowid"
        f" WHERE stems MATCH ? {where} ORDER BY score DESC, tutorials.id LIMIT ?",
        (_match(query), *([filters.service] if filters.service else []), window),
    ).fetchall()
    return [
        Candidate(identity, score, title.split(), summary.split(), list(_steps(connection, row)))
        for row, identity, title, summary, score in rows
    ]


def _steps(connection: sqlite3.Connection, row: int) -> Iterator[StepWords]:
    for number, title, text, said in connection.execute(
        "SELECT number, title_stems, text_stems, said_stems FROM steps WHERE tutorial = ?", (row,)
    ):
        yield StepWords(number, title.split(), text.split(), said.split())


def _match(query: ReadQuery) -> str:
    """The question in FTS5's language: any of its stems, or of its synonyms'. Stems hold letters
    and digits alone, and each is quoted: nothing that is typed reaches FTS5 as syntax."""
    phrases = dict.fromkeys(
        alternative.stems
        for concept in query.concepts
        for alternative in concept.alternatives
    )
    return " OR ".join(
        f'"{phrase[0]}"'
        if len(phrase) == 1
        else "NEAR({}, 2)".format(" ".join(f'"{stem}"' for stem in phrase))
        for phrase in phrases
    )


def _rarities(connection: sqlite3.Connection, stems: Iterable[str]) -> dict[str, float]:
    documents = connection.execute("SELECT count(*) FROM tutorials").fetchone()[0]
    found = {}
    for stem in stems:
        row = connection.execute("SELECT doc FROM stem_counts WHERE term = ?", (stem,)).fetchone()
        found[stem] = rarity(documents, row[0] if row else 0)
    return found


def _row(connection: sqlite3.Connection, document_id: str) -> int | None:
    row = connection.execute("SELECT rowid FROM tutorials WHERE id = ?", (document_id,)).fetchone()
    return row[0] if row else None


def _stored(connection: sqlite3.Connection, document_id: str) -> TutorialDocument | None:
    found = connection.execute(
        "SELECT rowid, id, title, summary, service, duration, stamp FROM tutorials WHERE id = ?",
        (document_id,),
    ).fetchone()
    if found is None:
        return None
    row, identity, title, summary, service, duration, stamp = found
    steps = connection.execute(
        "SELECT number, title, text, transcript, start, still FROM steps"
        " WHERE tutorial = ? ORDER BY number",
        (row,),
    )
    return TutorialDocument(
        identity,
        title,
        summary,
        service,
        duration,
        tuple(StepDocument(*step) for step in steps),
        stamp,
    )


def _hit(connection: sqlite3.Connection, ranked: Ranked) -> Hit:
    document = _stored(connection, ranked.id)
    assert document is not None  # read in the same transaction as the candidate
    return Hit(
        document, ranked.score, tuple(StepHit(number, score) for number, score in ranked.steps)
    )
