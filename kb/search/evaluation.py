"""Ranked lists for a set of documents and questions with known answers."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from kb.search.documents import StepDocument, TutorialDocument
from kb.search.index import MomentIndex

RANKED = 20
"""How many documents a ranked list holds at most."""


def read_documents(path: Path) -> Iterator[tuple[TutorialDocument, list[str]]]:
    """The documents of a JSON-lines file, plain or gzipped, each with the ids of its steps."""
    for value in _lines(path):
        steps = value.get("steps", [])
        document = TutorialDocument(
            id=value["id"],
            title=value.get("title", ""),
            summary=value.get("summary") or "",
            service=value.get("service") or "",
            steps=tuple(
                StepDocument(number, step.get("title") or "", step.get("text") or "")
                for number, step in enumerate(steps, start=1)
            ),
        )
        yield document, [step["id"] for step in steps]


def read_queries(path: Path) -> Iterator[tuple[str, str]]:
    """The id and the text of each question of a JSON-lines file."""
    for value in _lines(path):
        yield value["id"], value["text"]


def ranked_lists(
    index: MomentIndex,
    documents: Path,
    queries: Path,
    *,
    steps: bool = False,
    took: Callable[[float], object] = lambda _seconds: None,
) -> Iterator[tuple[str, str, float]]:
    """(question, document or document#step, score), best first, from an index built for it.

    `took` is called with the seconds of each search.
    """
    step_ids: dict[str, list[str]] = {}

    def given() -> Iterator[TutorialDocument]:
        for document, ids in read_documents(documents):
            step_ids[document.id] = ids
            yield document

    index.rebuild(given())
    for query, text in read_queries(queries):
        began = perf_counter()
        found = index.search(text, limit=RANKED)
        took(perf_counter() - began)
        for hit in found.hits:
            best = hit.steps[0].number
            if not steps:
                yield query, hit.document.id, hit.score
            elif best:
                yield query, f"{hit.document.id}#{step_ids[hit.document.id][best - 1]}", hit.score


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)
