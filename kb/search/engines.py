"""Which index is in use: the one place that names the implementations."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings

from kb.search.elastic import ElasticIndex
from kb.search.embedded import EmbeddedIndex
from kb.search.fallback import WithFallback
from kb.search.index import IndexContext, MomentIndex
from kb.search.synonyms import Synonyms, shipped_synonyms

INDEXES = ("embedded", "elastic")


def index_of(
    name: str, path: Path | None, synonyms: Callable[[], Synonyms] = shipped_synonyms
) -> MomentIndex:
    """A new index by its name: kept at `path` or in memory, or on the server of the settings."""
    context = IndexContext(path=path, synonyms=synonyms)
    if name == "elastic":
        return ElasticIndex(context, settings.KB_ELASTICSEARCH_URL, f"try-{secrets.token_hex(8)}")
    return EmbeddedIndex(context)


def current_index() -> MomentIndex:
    """The index that the settings ask for."""
    path = Path(settings.KB_VAR) / "search.sqlite3"
    server = settings.KB_ELASTICSEARCH_URL if settings.KB_SEARCH_INDEX == "elastic" else ""
    return _kept(path, server, settings.KB_ELASTICSEARCH_PREFIX)


@cache
def _kept(path: Path, server: str, prefix: str) -> MomentIndex:
    # Django imports this module before the models may be.
    from kb.search.answers import current_synonyms

    context = IndexContext(path=path, synonyms=current_synonyms)
    local = EmbeddedIndex(context)
    return WithFallback(ElasticIndex(context, server, prefix), local) if server else local
