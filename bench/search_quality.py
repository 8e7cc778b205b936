"""`python -m bench.search_quality`: the search index beside what there was already.

Plain BM25 (SQLite's FTS5 with its own tokens, any of the words) and the database search that comes
with Wagtail, given the same texts. nDCG@10 and recall@10 by kind of question; the layout of the
files is that of `tests/samples/search`. Elasticsearch takes part where `KB_ELASTICSEARCH_URL` is
set. Wagtail's search takes seconds a question on a large set: `--every 8` asks every eighth.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

from bench.pages import OWN
from bench.report import number, say, table

if TYPE_CHECKING:
    from kb.search.documents import TutorialDocument

RANKED = 10
Search = Callable[[str], Sequence[str]]
"""From a question to the ids of documents, best first."""
Answers = Mapping[str, Mapping[str, int]]
"""By question, how well each document answers: 1 to 3."""


def main() -> int:
    asked = _asked()
    os.environ.setdefault("KB_LOG_LEVEL", "ERROR")
    os.environ["DJANGO_SETTINGS_MODULE"] = "kb.settings"
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ["KB_VAR"] = folder
        import django

        django.setup()
        from kb.search.evaluation import read_documents

        documents = [document for document, _ids in read_documents(asked.documents)]
        answers = _answers(asked.qrels)
        questions = _questions(asked.queries, answers, asked.every)
        kinds = list(questions)
        say(f"{len(documents)} documents, {len(questions[kinds[0]])} questions of each kind\n")
        say(table("nDCG@10 / recall@10", *kinds))
        say(table(*["---"] * (1 + len(kinds))))
        for name, search in _searches(documents, Path(folder)):
            cells = (_scored(search, questions[kind], answers) for kind in kinds)
            say(table(name, *cells))
    return 0


def _scored(search: Search, questions: Sequence[tuple[str, str]], answers: Answers) -> str:
    scores = [_score(search(text)[:RANKED], answers[question]) for question, text in questions]
    return " / ".join(number(fmean(column)) for column in zip(*scores, strict=True))


def _score(ranked: Sequence[str], answers: Mapping[str, int]) -> tuple[float, float]:
    """nDCG and recall of one list. A document that answers well counts 2^grade - 1."""
    best = sorted(answers.values(), reverse=True)[:RANKED]
    gained = _gain([answers.get(one, 0) for one in ranked])
    found = sum(one in answers for one in ranked)
    return gained / _gain(best), found / len(best)


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


# --- the searches ----------------------------------------------------------------------------


def _searches(documents: Sequence[TutorialDocument], folder: Path) -> Iterator[tuple[str, Search]]:
    from kb.search.elastic import ElasticIndex
    from kb.search.engines import index_of

    names = ["embedded", "elastic"] if os.environ.get("KB_ELASTICSEARCH_URL") else ["embedded"]
    for name in names:
        index = index_of(name, folder / "moments.sqlite3")
        index.rebuild(documents)
        try:
            yield (
                f"this project, {name}",
                lambda text, index=index: [one.document.id for one in index.search(text).hits],
            )
        finally:
            if isinstance(index, ElasticIndex):
                index.drop()
    yield "plain BM25, any word", _plain(documents)
    pages = _pages(documents)
    yield "Wagtail's database search", lambda text: pages(text, "and")
    yield "Wagtail's database search, any word", lambda text: pages(text, "or")


def _plain(documents: Sequence[TutorialDocument]) -> Search:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE plain USING fts5("
        "id UNINDEXED, title, body, tokenize = 'unicode61 remove_diacritics 2')"
    )
    with closing(connection.cursor()) as cursor:
        cursor.executemany(
            "INSERT INTO plain VALUES (?, ?, ?)",
            ((one.id, one.title, _body(one)) for one in documents),
        )

    def search(text: str) -> list[str]:
        words = re.findall(r"\w+", text)
        if not words:
            return []
        asked = " OR ".join(f'"{word}"' for word in words)
        rows = connection.execute(
            "SELECT id FROM plain WHERE plain MATCH ? ORDER BY bm25(plain) LIMIT ?",
            (asked, RANKED),
        )
        return [row[0] for row in rows]

    return search


def _body(document: TutorialDocument) -> str:
    steps = [text for step in document.steps for text in (step.title, step.text)]
    return "\n".join([document.summary, document.service, *steps])


def _pages(documents: Sequence[TutorialDocument]) -> Callable[[str, str], list[str]]:
    """Wagtail's search among pages with these texts, all of them in its index."""
    from django.core.management import call_command
    from wagtail.models import Page
    from wagtail.search.index import SearchField

    from bench import site
    from kb.tutorials.models import TutorialPage

    fields = [SearchField(name) for name in ("summary", "service", "steps")]
    TutorialPage.search_fields = [*Page.search_fields, *fields]
    site.prepare()
    site.fill(
        (one.title[:255], one.summary[:500], one.service[:100], _steps(one)) for one in documents
    )
    call_command("update_index", verbosity=0)

    def search(text: str, operator: str) -> list[str]:
        found = TutorialPage.objects.search(text, operator=operator)[:RANKED]
        return [documents[int(page.slug.rpartition("-")[2])].id for page in found]

    return search


def _steps(document: TutorialDocument) -> list[tuple[str, str]]:
    return [(step.title or document.title, step.text) for step in document.steps]


# --- the files -------------------------------------------------------------------------------


def _answers(path: Path) -> Answers:
    answers: dict[str, dict[str, int]] = {}
    for line in path.read_text("utf-8").splitlines():
        question, document, grade = line.split("\t")
        answers.setdefault(question, {})[document] = int(grade)
    return answers


def _questions(path: Path, answers: Answers, every: int) -> dict[str, list[tuple[str, str]]]:
    """By kind: the id under which the answers are known, and the text."""
    kept = set(list(answers)[::every])
    questions: dict[str, list[tuple[str, str]]] = {}
    for line in path.read_text("utf-8").splitlines():
        one = json.loads(line)
        if one["base"] in kept:
            questions.setdefault(one["variant"], []).append((one["base"], one["text"]))
    return questions


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.search_quality", description=__doc__)
    parser.add_argument("--documents", type=Path, default=OWN / "documents.jsonl")
    parser.add_argument("--queries", type=Path, default=OWN / "queries.jsonl")
    parser.add_argument("--qrels", type=Path, default=OWN / "qrels.tsv")
    parser.add_argument("--every", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
