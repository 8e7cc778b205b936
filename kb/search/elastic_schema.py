"""What the server keeps of a tutorial: the mapping of an index, and a document of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kb.search.headings import headings_of
from kb.search.rows import Analysed

VERSION = "3"
"""Raise it when the mapping or the analysis changes: an index of another version is built again."""

FIELDS = ("title^8", "summary^4", "step_titles^4", "text^2", "said")
PHRASES = ("title^2", "summary^1.5", "step_titles^1.5", "text", "said")
"""For words that stand together the weights multiply the score, not how often they are there."""
_STEMS = {"type": "text", "analyzer": "whitespace", "copy_to": "all"}
_KEPT = {"type": "object", "enabled": False}
MAPPING: dict[str, Any] = {
    "dynamic": False,
    "_meta": {"version": VERSION},
    "properties": {
        "kind": {"type": "keyword"},
        "stamp": {"type": "keyword", "index": False},
        **{name: {"type": "keyword"} for name in ("service", "skill", "level", "device")},
        "steps": {"type": "integer"},
        **{name.split("^")[0]: _STEMS for name in FIELDS},
        "all": {"type": "text", "analyzer": "whitespace", "norms": False},
        "words": {"type": "keyword"},
        "headings": {
            "type": "nested",
            "properties": {
                "folded": {"type": "keyword", "ignore_above": 300},
                "by": {
                    "type": "text",
                    "analyzer": "whitespace",
                    "index_prefixes": {"min_chars": 2, "max_chars": 6},
                },
            },
        },
        "held": _KEPT,
    },
}
# The weights are twice those of the embedded index, since none may be under 1. So is k1: the scores
# are the same.
SETTINGS = {
    "number_of_shards": 1,
    "number_of_replicas": 0,
    "refresh_interval": "1s",
    "similarity": {"default": {"type": "BM25", "k1": 2.4, "b": 0.75}},
}


def row_of(analysed: Analysed) -> dict[str, Any]:
    """A tutorial as the server gets it."""
    document = analysed.document
    headings = headings_of(document)
    columns = list(zip(*analysed.steps, strict=True)) or [(), (), ()]
    names = ("step_titles", "text", "said")
    return {
        "kind": "tutorial",
        "stamp": document.stamp,
        "service": document.service,
        "skill": document.skills,
        "level": document.level,
        "device": document.device,
        "steps": len(document.steps),
        "title": analysed.title,
        "summary": analysed.summary,
        **{name: " ".join(column) for name, column in zip(names, columns, strict=True)},
        "words": [f"{word}\t{written}" for word, written in analysed.words.items()],
        "headings": [{"folded": folded, "by": by} for _number, _title, folded, by in headings],
        "held": {
            "document": asdict(document),
            "stems": {
                "title": analysed.title,
                "summary": analysed.summary,
                "published": document.published,
                "steps": [
                    [step.number, *stems]
                    for step, stems in zip(document.steps, analysed.steps, strict=True)
                ],
            },
            "headings": [[number, title, folded] for number, title, folded, _by in headings],
        },
    }
