"""The rows of the embedded index: documents in, candidates and documents out.

Every function works within the transaction of its caller.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from kb.search.analysis import tokens
from kb.search.documents import StepDocument, TutorialDocument
from kb.search.heading_rows import put_headings, remove_headings
from kb.search.index import NO_FILTERS, Filters
from kb.search.query import ReadQuery
from kb.search.ranking import Candidate, StepWords, rarity

_EVERY = "0every0"
"""A word that every tutorial holds."""
_ENOUGH = 2000
"""Tutorials that hold the words which choose, at least, counted once a word."""
# What a match counts in: title, summary, step titles, step texts, what was said.
_BEST = """
SELECT rowid, -bm25(stems, 4.0, 2.0, 2.0, 1.0, 0.5) AS score FROM stems
WHERE stems MATCH :match AND (:all OR rowid IN (
    SELECT rowid FROM tutorials
    WHERE :service IN ('', service) AND :level IN ('', level) AND :device IN ('', device)
    AND (:skill = '' OR EXISTS (SELECT 1 FROM json_each(skills) WHERE value = :skill))
))
ORDER BY score DESC, rowid LIMIT :window
"""


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
        summary=stems(" ".join([document.summary, document.service, *document.skills])),
        steps=tuple(
            (stems(step.title), stems(step.text), stems(step.transcript)) for step in document.steps
        ),
        words=words,
    )


def insert(connection: sqlite3.Connection, analysed: Analysed) -> None:
    document = analysed.document
    cursor = connection.execute(
        "INSERT INTO tutorials (id, title, summary, service, skills, level, device, published,"
        " duration, stamp) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document.id,
            document.title,
            document.summary,
            document.service,
            json.dumps(document.skills, ensure_ascii=False),
            document.level,
            document.device,
            document.published,
            document.duration,
            document.stamp,
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
    titles, texts, said = zip(*analysed.steps, strict=True) if analysed.steps else ((), (), ())
    connection.execute(
        "INSERT INTO stems (rowid, title, summary, step_titles, text, said)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            row,
            analysed.title,
            analysed.summary,
            " ".join(titles),
            " ".join(texts),
            " ".join([*said, _EVERY]),
        ),
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
    connection: sqlite3.Connection,
    query: ReadQuery,
    holding: Mapping[str, int],
    filters: Filters,
    window: int,
) -> list[Candidate]:
    """The `window` tutorials that match best by FTS5's own measure, best first.

    `holding`: how many tutorials hold each stem of the question.
    """
    # Sorted as rows of two numbers: with their texts, sorting takes twice as long.
    asked = {"match": _match(query, holding), "window": window, "all": filters == NO_FILTERS}
    scores = dict(connection.execute(_BEST, asked | asdict(filters)).fetchall())
    rows = json.dumps(list(scores))
    steps: dict[int, list[StepWords]] = {}
    for row, *words in connection.execute(
        "SELECT tutorial, number, title_stems, text_stems, said_stems FROM steps"
        " WHERE tutorial IN (SELECT value FROM json_each(?)) ORDER BY tutorial, number",
        (rows,),
    ):
        steps.setdefault(row, []).append(StepWords(*words))
    found = [
        Candidate(identity, scores[row], title, summary, steps.get(row, ()), published)
        for row, identity, title, summary, published in connection.execute(
            "SELECT tutorials.rowid, tutorials.id, stems.title, stems.summary, published"
            " FROM tutorials JOIN stems ON stems.rowid = tutorials.rowid"
            " WHERE tutorials.rowid IN (SELECT value FROM json_each(?))",
            (rows,),
        )
    ]
    return sorted(found, key=lambda one: (-one.score, one.id))


def _match(query: ReadQuery, holding: Mapping[str, int]) -> str:
    """The question in FTS5's language: any of its stems, or of its synonyms'. Stems hold letters
    and digits alone, and each is quoted: nothing that is typed reaches FTS5 as syntax.

    Most of the time goes into scoring the tutorials that hold a common word and none of the rare
    ones, which are never among the best. So the rarest phrases that are enough choose, and the
    others only count: they stand beside a word that every tutorial holds, and that counts nothing.
    """
    phrases = dict.fromkeys(
        alternative.stems for concept in query.concepts for alternative in concept.alternatives
    )
    held = {phrase: min(holding[stem] for stem in phrase) for phrase in phrases}
    ordered = sorted(phrases, key=lambda phrase: held[phrase])
    total, choosing = 0, 0
    while choosing < len(ordered) and total < _ENOUGH:
        total += held[ordered[choosing]]
        choosing += 1
    choose = " OR ".join(_phrase(phrase) for phrase in ordered[:choosing])
    if choosing == len(ordered):
        return choose
    others = " OR ".join(_phrase(phrase) for phrase in ordered[choosing:])
    return f'({choose}) AND ({others} OR "{_EVERY}")'


def _phrase(stems: tuple[str, ...]) -> str:
    quoted = " ".join(f'"{stem}"' for stem in stems)
    return quoted if len(stems) == 1 else f"NEAR({quoted}, 2)"


def holdings(connection: sqlite3.Connection, stems: Iterable[str]) -> dict[str, int]:
    """How many tutorials hold each stem."""
    asked = "SELECT doc FROM stem_counts WHERE term = ?"
    rows = {stem: connection.execute(asked, (stem,)).fetchone() for stem in stems}
    return {stem: row[0] if row else 0 for stem, row in rows.items()}


def rarities(connection: sqlite3.Connection, holding: Mapping[str, int]) -> dict[str, float]:
    """The weight of each stem, from how many tutorials hold it."""
    documents = connection.execute("SELECT count(*) FROM tutorials").fetchone()[0]
    return {stem: rarity(documents, held) for stem, held in holding.items()}


def _row(connection: sqlite3.Connection, document_id: str) -> int:
    return connection.execute(
        "SELECT rowid FROM tutorials WHERE id = ?", (document_id,)
    ).fetchone()[0]


def stored(connection: sqlite3.Connection, document_id: str) -> TutorialDocument | None:
    found = connection.execute(
        "SELECT rowid, id, title, summary, service, skills, level, device, published, duration,"
        " stamp FROM tutorials WHERE id = ?",
        (document_id,),
    ).fetchone()
    if found is None:
        return None
    row, identity, title, summary, service, skills, level, device, published, duration, stamp = (
        found
    )
    steps = connection.execute(
        "SELECT number, title, text, transcript, start, still FROM steps"
        " WHERE tutorial = ? ORDER BY number",
        (row,),
    )
    return TutorialDocument(
        id=identity,
        title=title,
        summary=summary,
        service=service,
        skills=tuple(json.loads(skills)),
        level=level,
        device=device,
        published=published,
        duration=duration,
        steps=tuple(StepDocument(*step) for step in steps),
        stamp=stamp,
    )
