"""Suggestions while one types: titles whose words begin as what was typed so far.

Each title of a tutorial or a step is a heading. The words that are finished must be there in any
form, the last one as a beginning; one that no heading knows is taken for what it is most like.
Every function works within the transaction of its caller.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kb.search.analysis import Token, fold, is_stop_word, tokens
from kb.search.documents import TutorialDocument

MIN_LETTERS = 2
MAX_WORDS = 12
LOOKED_AT = 400
"""Headings that are ranked at most: two letters match more than any list shows."""

STEPS_A_TUTORIAL = 100_000
"""Row ids: those of a tutorial's headings follow one another."""

Correct = Callable[[str, bool], Iterable[str]]
"""What an unknown word may stand for; True: it is only the beginning of a word."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a tutorial (`number` 0) or of one of its steps."""

    document_id: str
    number: int
    title: str
    tutorial: str


@dataclass(frozen=True, slots=True)
class _Typed:
    """A word of what was typed; `open`: perhaps not finished."""

    token: Token
    open: bool


def put_headings(connection: sqlite3.Connection, row: int, document: TutorialDocument) -> None:
    """Adds the headings of the tutorial that has this row."""
    first = row * STEPS_A_TUTORIAL
    rows = [(first, document.title, f"{document.title} {document.service}")]
    rows += [(first + step.number, step.title, step.title) for step in document.steps]
    connection.executemany(
        "INSERT INTO headings VALUES (?, ?, ?)",
        [(at, title, _folded(title)) for at, title, _words in rows],
    )
    connection.executemany(
        "INSERT INTO heading_words (rowid, words) VALUES (?, ?)",
        [(at, _folded(words)) for at, _title, words in rows],
    )


def remove_headings(connection: sqlite3.Connection, row: int) -> None:
    """Takes the headings of a tutorial out."""
    span = (row * STEPS_A_TUTORIAL, (row + 1) * STEPS_A_TUTORIAL - 1)
    connection.execute("DELETE FROM heading_words WHERE rowid BETWEEN ? AND ?", span)
    connection.execute("DELETE FROM headings WHERE id BETWEEN ? AND ?", span)


def headings(
    connection: sqlite3.Connection, text: str, *, limit: int, correct: Correct
) -> list[Heading]:
    """At most `limit` headings that what was typed may become, best first."""
    typed = _typed(text)
    if sum(len(word.token.word) for word in typed) < MIN_LETTERS:
        return []
    found = _beginning(connection, text, limit) | _matching(connection, _all_of(typed))
    if len(found) < limit:
        found |= _matching(connection, _all_of(typed, correct))
    if not found and len(typed) > 1:
        # One of the words is in the way: each is left out once.
        for left_out in typed:
            rest = [word for word in typed if word is not left_out]
            found |= _matching(connection, _all_of(rest, correct))
    wanted = _folded(text)
    words = [word.token.word for word in typed if not is_stop_word(word.token.word)]
    ranked = sorted(found, key=lambda row: _order(row, wanted, words))[:limit]
    return [_heading(connection, at, title) for at, title, _text in ranked]


Row = tuple[int, str, str]


def _beginning(connection: sqlite3.Connection, text: str, limit: int) -> set[Row]:
    """Headings that begin with what was typed, letter by letter."""
    start = _folded(text)
    return set(
        connection.execute(
            "SELECT id, title, folded FROM headings WHERE folded >= ? AND folded < ? LIMIT ?",
            (start, start + "\U0010ffff", 4 * limit),
        )
    )


def _matching(connection: sqlite3.Connection, query: str) -> set[Row]:
    if not query:
        return set()
    return set(
        connection.execute(
            "SELECT headings.id, title, folded FROM heading_words"
            " JOIN headings ON headings.id = heading_words.rowid"
            " WHERE heading_words MATCH ? LIMIT ?",
            (query, LOOKED_AT),
        )
    )


def _typed(text: str) -> list[_Typed]:
    found = tokens(text)[:MAX_WORDS]
    unfinished = bool(text) and text[-1].isalnum()
    return [
        _Typed(token, open=unfinished and token is found[-1] and token.end >= len(text))
        for token in found
    ]


def _all_of(typed: list[_Typed], correct: Correct | None = None) -> str:
    """Each word that matters in FTS5's language: quoted, so that nothing typed is syntax."""
    telling = [word for word in typed if word.open or not is_stop_word(word.token.word)]
    # A single letter at the end says nothing yet, and may be an article (« d’ »).
    telling = [word for word in telling if len(word.token.word) > 1] or telling or typed
    return " AND ".join(f"({_one_of(word, correct)})" for word in telling)


def _one_of(word: _Typed, correct: Correct | None) -> str:
    token = word.token
    stem = token.stem if token.word.startswith(token.stem) and len(token.stem) > 2 else token.word
    own = token.word if word.open else stem
    instead = list(correct(token.word, word.open)) if correct else []
    return " OR ".join(f'"{one}"*' for one in dict.fromkeys([own, *instead]))


def _order(row: Row, wanted: str, words: list[str]) -> tuple[float, int, str]:
    """What begins as typed comes first, then tutorials before steps, then the shorter."""
    at, title, folded = row
    held = sum(any(own.startswith(word) for own in folded.split()) for word in words)
    missing = (len(words) - held) / len(words) if words else 0.0
    step = at % STEPS_A_TUTORIAL != 0
    return (2 * (not folded.startswith(wanted)) + 3 * missing + step, len(title), title)


def _heading(connection: sqlite3.Connection, at: int, title: str) -> Heading:
    row, number = divmod(at, STEPS_A_TUTORIAL)
    identity, tutorial = connection.execute(
        "SELECT id, title FROM tutorials WHERE rowid = ?", (row,)
    ).fetchone()
    return Heading(identity, number, title, tutorial)


def _folded(text: str) -> str:
    return " ".join(token.word for token in tokens(fold(text)))
