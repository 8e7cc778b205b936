"""Ranks questions over documents with the real index, in a file that is thrown away."""

import argparse
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from kb.search.elastic import ElasticIndex
from kb.search.engines import INDEXES, index_of
from kb.search.evaluation import ranked_lists


class Command(BaseCommand):
    help = (
        "Builds a throw-away index from DOCUMENTS, ranks QUERIES and writes "
        "query_id <tab> document_id <tab> score, best first."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--documents", type=Path, required=True, help="JSON lines, or .gz")
        parser.add_argument("--queries", type=Path, required=True, help="JSON lines")
        parser.add_argument("--run", type=Path, required=True, help="the file to write")
        parser.add_argument("--index", choices=INDEXES, default="embedded")
        parser.add_argument(
            "--steps", action="store_true", help="name the best step: document_id#step_id"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        with tempfile.TemporaryDirectory() as folder:
            index = index_of(options["index"], Path(folder) / "search.sqlite3")
            seconds: list[float] = []
            ranked = ranked_lists(
                index,
                options["documents"],
                options["queries"],
                steps=options["steps"],
                took=seconds.append,
            )
            with options["run"].open("w", encoding="utf-8") as run:
                for query, document, score in ranked:
                    run.write(f"{query}\t{document}\t{score:.6f}\n")
            health = index.health()
            if isinstance(index, ElasticIndex):
                index.drop()
        self.stdout.write(f"{health.documents} documents, {health.steps} steps")
        if seconds:
            ordered = sorted(seconds)
            half, most = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
            self.stdout.write(
                f"{len(ordered)} questions: p50 {half * 1000:.1f} ms, p95 {most * 1000:.1f} ms"
            )
