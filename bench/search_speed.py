"""`python -m bench.search_speed`: the search index alone, with 100,000 steps.

The documents of a JSON-lines file, then as many more as are needed: each takes a title of the file
and draws its steps from all of it. One process, and a folder that is thrown away; `--index elastic`
needs `KB_ELASTICSEARCH_URL`.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from bench.pages import OWN
from bench.report import number, say, table

if TYPE_CHECKING:
    from kb.search.documents import TutorialDocument
    from kb.search.index import MomentIndex

PROMISED = {"embedded": (50.0, 15.0), "elastic": (60.0, None)}
"""Milliseconds at the 95th percentile: a search, a suggestion."""
VISIBLE_S, REBUILD_S = 2.0, 180.0
WARMING = 100
"""Questions that are asked before any is timed: a server's JVM compiles what it runs often."""
TYPED = 0.6
"""The share of a title's letters that is typed when suggestions are asked for."""


def main() -> int:
    """0, or 1 where a promise is not kept."""
    asked = _asked()
    os.environ.setdefault("KB_LOG_LEVEL", "ERROR")
    os.environ["DJANGO_SETTINGS_MODULE"] = "kb.settings"
    kept = True
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ["KB_VAR"] = folder
        import django

        django.setup()
        from kb.search.elastic import ElasticIndex
        from kb.search.engines import index_of
        from kb.search.evaluation import read_documents, read_queries

        read = [document for document, _ids in read_documents(asked.documents)]
        texts = [text for _id, text in read_queries(asked.queries)]
        random.Random(1).shuffle(texts)
        say(f"{asked.steps} steps, {asked.documents.name}; milliseconds, wall\n")
        say(table("index", "asked", "number", "p50", "p95", "most"))
        say(table(*["---"] * 6))
        for name in asked.index:
            index = index_of(name, Path(folder) / "search.sqlite3")
            try:
                kept &= _measured(name, index, read, texts[: asked.requests], asked.steps)
            finally:
                if isinstance(index, ElasticIndex):
                    index.drop()
    say("\nPromises: " + ("kept" if kept else "NOT kept"))
    return 0 if kept else 1


def _measured(
    name: str,
    index: MomentIndex,
    read: Sequence[TutorialDocument],
    texts: Sequence[str],
    steps: int,
) -> bool:
    began = time.perf_counter()
    index.rebuild(_grown(read, steps))
    built = time.perf_counter() - began
    for text in texts[:WARMING]:
        index.search(text)
        index.suggest(text)
    searches = _timed(name, "search", texts, index.search)
    titles = [one.title[: max(2, int(TYPED * len(one.title)))] for one in read[: len(texts)]]
    suggestions = _timed(name, "suggestion", titles, index.suggest)
    visible = _visible(index, read[0])
    again, served = _rebuilt(index, lambda: _grown(read, steps), texts)
    say(table(name, "first build, s", "1", number(built, 0), "", ""))
    say(table(name, "a change is found, s", "1", number(visible, 2), "", ""))
    say(table(name, "built again, s", "1", number(again, 0), "", ""))
    say(table(name, "search meanwhile", str(len(served)), *_shares(served)))
    search_ms, suggest_ms = PROMISED[name]
    return (
        _at(searches, 0.95) <= search_ms
        and (suggest_ms is None or _at(suggestions, 0.95) <= suggest_ms)
        and visible <= VISIBLE_S
        and max(built, again) <= REBUILD_S
    )


def _grown(read: Sequence[TutorialDocument], steps: int) -> Iterator[TutorialDocument]:
    """As many documents as have so many steps in all."""
    drawn = random.Random(7)
    pool = [step for document in read for step in document.steps]
    made = 0
    for turn in count():
        for document in read:
            if made >= steps:
                return
            if turn:
                others = [replace(drawn.choice(pool), number=one.number) for one in document.steps]
                document = replace(
                    document,
                    id=f"{document.id}-{turn}",
                    summary=drawn.choice(read).summary,
                    steps=tuple(others),
                )
            made += max(1, len(document.steps))
            yield document


def _visible(index: MomentIndex, document: TutorialDocument) -> float:
    """Seconds from a change to the first search that finds it."""
    began = time.perf_counter()
    index.put(replace(document, id="new", title="Brancher un xylophone numérique"))
    while not any(hit.document.id == "new" for hit in index.search("xylophone").hits):
        time.sleep(0.01)
    return time.perf_counter() - began


def _rebuilt(
    index: MomentIndex, documents: Callable[[], Iterator[TutorialDocument]], texts: Sequence[str]
) -> tuple[float, list[float]]:
    """Seconds that a rebuild took, and the milliseconds of the searches that went on meanwhile."""
    served: list[float] = []
    done = threading.Event()

    def ask() -> None:
        for place in count():
            if done.is_set():
                return
            began = time.perf_counter()
            index.search(texts[place % len(texts)])
            served.append(1000 * (time.perf_counter() - began))
            time.sleep(0.2)

    asking = threading.Thread(target=ask)
    asking.start()
    began = time.perf_counter()
    try:
        index.rebuild(documents())
    finally:
        took = time.perf_counter() - began
        done.set()
        asking.join()
    return took, sorted(served)


def _timed(
    name: str, asked: str, texts: Sequence[str], ask: Callable[[str], object]
) -> list[float]:
    took = []
    for text in texts:
        began = time.perf_counter()
        ask(text)
        took.append(1000 * (time.perf_counter() - began))
    took.sort()
    say(table(name, asked, str(len(took)), *_shares(took)))
    return took


def _shares(ordered: Sequence[float]) -> list[str]:
    return [number(_at(ordered, share), 1) for share in (0.5, 0.95, 1.0)] if ordered else [""] * 3


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.search_speed", description=__doc__)
    parser.add_argument("--steps", type=int, default=100_000)
    parser.add_argument(
        "--index", choices=sorted(PROMISED), action="append", help="embedded; may stand twice"
    )
    parser.add_argument("--documents", type=Path, default=OWN / "documents.jsonl")
    parser.add_argument("--queries", type=Path, default=OWN / "queries.jsonl")
    parser.add_argument("--requests", type=int, default=400, help="of each kind, at most")
    asked = parser.parse_args()
    asked.index = asked.index or ["embedded"]
    return asked


if __name__ == "__main__":
    sys.exit(main())
