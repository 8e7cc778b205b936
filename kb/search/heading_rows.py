"""The headings of the embedded index. Every function works within its caller's transaction."""

from __future__ import annotations

import sqlite3

from kb.search.documents import TutorialDocument
from kb.search.headings import LOOKED_AT, Heading, HeadingFinder, Wanted, headings_of

STEPS_A_TUTORIAL = 100_000
"""Row ids: those of a tutorial's headings follow one another."""

_FOUND = (
    "SELECT headings.id, headings.title, headings.folded, tutorials.id, tutorials.title"
    " FROM headings JOIN tutorials ON tutorials.rowid = headings.id / 100000"
)


def put_headings(connection: sqlite3.Connection, row: int, document: TutorialDocument) -> None:
    """Adds the headings of the tutorial that has this row."""
    first = row * STEPS_A_TUTORIAL
    for number, title, folded, words in headings_of(document):
        at = first + number
        connection.execute("INSERT INTO headings VALUES (?, ?, ?)", (at, title, folded))
        connection.execute("INSERT INTO heading_words (rowid, words) VALUES (?, ?)", (at, words))


def remove_headings(connection: sqlite3.Connection, row: int) -> None:
    """Takes the headings of a tutorial out."""
    span = (row * STEPS_A_TUTORIAL, (row + 1) * STEPS_A_TUTORIAL - 1)
    connection.execute("DELETE FROM heading_words WHERE rowid BETWEEN ? AND ?", span)
    connection.execute("DELETE FROM headings WHERE id BETWEEN ? AND ?", span)


def heading_finder(connection: sqlite3.Connection) -> HeadingFinder:
    """How this state of the index is asked for headings."""

    def beginning(text: str, most: int) -> list[Heading]:
        rows = connection.execute(
            f"{_FOUND} WHERE folded >= ? AND folded < ? LIMIT ?", (text, text + "\U0010ffff", most)
        )
        return [_heading(*row) for row in rows]

    def matching(wanted: Wanted) -> list[Heading]:
        # Each is quoted, so that nothing typed is syntax to FTS5.
        either = (" OR ".join(f'"{one}"*' for one in beginnings) for beginnings in wanted)
        query = " AND ".join(f"({one})" for one in either)
        rows = connection.execute(
            f"{_FOUND} JOIN heading_words ON headings.id = heading_words.rowid"
            " WHERE heading_words MATCH ? LIMIT ?",
            (query, LOOKED_AT),
        )
        return [_heading(*row) for row in rows]

    return HeadingFinder(beginning, matching)


def _heading(at: int, title: str, folded: str, identity: str, tutorial: str) -> Heading:
    return Heading(identity, at % STEPS_A_TUTORIAL, title, tutorial, folded)
