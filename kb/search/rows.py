"""The rows of the embedded index: documents in, candidates and documents out.

Every function works within the transaction of its caller.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kb.search.analysis import tokens
from kb.search.documents import StepDocument, TutorialDocument
from kb.search.heading_rows import put_headings, remove_headings
from kb.search.index import Filters
from kb.search.query import ReadQuery
from kb.search.ranking import Candidate, StepWords, rarity

# What a match counts in: title, summary, step titles, step texts, what was said.
_COLUMNS = (4.0, 2.0, 2.0, 1.0, 0.5)


@dataclass(frozen=True, slots=True)
class Analysed:
    """A document with its stems, each field one string, and its words as they are written."""

    document: TutorialDocument
    title: str
    summary: str
    steps: tuple[tuple[str, str, str], ...]
    words: Mapping[str, str]


def analyse(document: TutorialDocument) -> Analysed:
    words: dict[str, str] = {}

    def stems(text: str) -> str:
        found = tokens(text)
        for token in found:
            if token.word not in words:
                words[token.word] = text[token.start : token.end].lower()
        return " ".join(token.stem for token in found)

    return Analysed(
        document=document,
        title=stems(document.title),
        summary=stems(f"{document.summary} {document.service}"),
        steps=tuple(
            (stems(step.title), stems(step.text), stems(step.transcript)) for step in document.steps
        ),
        words=words,
    )


def insert(connection: sqlite3.Connection, analysed: Analysed) -> None:
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
            (
                row,
                step.number,
                step.title,
                step.text,
                step.transcript,
                step.start,
                step.still,
                *stems,
            )
            for step, stems in zip(document.steps, analysed.steps, strict=True)
        ],
    )
    columns = list(zip(*analysed.steps, strict=True)) or [(), (), ()]
    connection.execute(
        "INSERT INTO stems (rowid, title, summary, step_titles, text, said)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (row, analysed.title, analysed.summary, *(" ".join(column) for column in columns)),
    )
    put_headings(connection, row, document)


def delete(connection: sqlite3.Connection, document_id: str) -> None:
    document = stored(connection, document_id)
    if document is None:
        return
    count_words(connection, analyse(document).words, by=-1)
    row = _row(connection, document_id)
    remove_headings(connection, row)
    connection.execute("DELETE FROM stems WHERE rowid = ?", (row,))
    connection.execute("DELETE FROM steps WHERE tutorial = ?", (row,))
    connection.execute("DELETE FROM tutorials WHERE rowid = ?", (row,))


def overwrite_deleted(connection: sqlite3.Connection) -> None:
    """Leaves no word of what was deleted in the file: FTS5 keeps them until it merges."""
    connection.execute("INSERT INTO stems(stems) VALUES ('optimize')")
    connection.execute("INSERT INTO heading_words(heading_words) VALUES ('optimize')")


def count_words(connection: sqlite3.Connection, words: Mapping[str, str], *, by: int) -> None:
    connection.executemany(
        "INSERT INTO words VALUES (?, ?, ?)"
        " ON CONFLICT (word) DO UPDATE SET tutorials = tutorials + excluded.tutorials",
        [(word, written, by) for word, written in words.items()],
    )
    connection.execute("DELETE FROM words WHERE tutorials <= 0")


def candidates(
    connection: sqlite3.Connection, query: ReadQuery, filters: Filters, window: int
) -> list[Candidate]:
    rows = connection.execute(
        "SELECT stems.rowid, tutorials.id, stems.title, stems.summary,"
        " -bm25(stems, ?, ?, ?, ?, ?) AS score"
        " FROM stems JOIN tutorials ON tutorials.rowid = stems.rowid"
        " WHERE stems MATCH ? AND ? IN ('', tutorials.service)"
        " ORDER BY score DESC, tutorials.id LIMIT ?",
        (*_COLUMNS, _match(query), filters.service, window),
    ).fetchall()
    wanted = query.stems
    return [
        Candidate(
            identity, score, title.split(), summary.split(), list(_steps(connection, row, wanted))
        )
        for row, identity, title, summary, score in rows
    ]


def _steps(
    connection: sqlite3.Connection, row: int, wanted: Collection[str]
) -> Iterator[StepWords]:
    """The words of the steps that may hold a wanted stem; most hold none and stay whole."""
    for number, *fields in connection.execute(
        "SELECT number, title_stems, text_stems, said_stems FROM steps WHERE tutorial = ?", (row,)
    ):
        held = [field.split() if any(stem in field for stem in wanted) else () for field in fields]
        if any(held):
            yield StepWords(number, *held)


def _match(query: ReadQuery) -> str:
    """The question in FTS5's language: any of its stems, or of its synonyms'. Stems hold letters
    and digits alone, and each is quoted: nothing that is typed reaches FTS5 as syntax."""
    phrases = dict.fromkeys(
        alternative.stems for concept in query.concepts for alternative in concept.alternatives
    )
    return " OR ".join(
        f'"{phrase[0]}"'
        if len(phrase) == 1
        else "NEAR({}, 2)".format(" ".join(f'"{stem}"' for stem in phrase))
        for phrase in phrases
    )


def rarities(connection: sqlite3.Connection, stems: Iterable[str]) -> dict[str, float]:
    documents = connection.execute("SELECT count(*) FROM tutorials").fetchone()[0]
    found = {}
    for stem in stems:
        row = connection.execute("SELECT doc FROM stem_counts WHERE term = ?", (stem,)).fetchone()
        found[stem] = rarity(documents, row[0] if row else 0)
    return found


def _row(connection: sqlite3.Connection, document_id: str) -> int:
    return connection.execute(
        "SELECT rowid FROM tutorials WHERE id = ?", (document_id,)
    ).fetchone()[0]


def stored(connection: sqlite3.Connection, document_id: str) -> TutorialDocument | None:
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
