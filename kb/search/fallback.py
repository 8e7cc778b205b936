"""An index on a server, and one on this machine that answers while the server does not."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from kb.search.documents import TutorialDocument
from kb.search.elastic import ElasticIndex
from kb.search.headings import Heading
from kb.search.index import NO_FILTERS, Filters, Found, Health, IndexDown, MomentIndex
from kb.search.query import ReadQuery

logger = logging.getLogger(__name__)

SAID_EVERY = 60.0
"""Seconds between two lines of the log that say the same."""

T = TypeVar("T")


class WithFallback:
    """A MomentIndex. Both hold the same.

    A change that the server misses is made here all the same, and raises IndexDown: its row stays
    (`kb.search.changes`) and it is made again.
    """

    def __init__(self, server: ElasticIndex, local: MomentIndex) -> None:
        self._server, self._local = server, local
        self._said = -SAID_EVERY

    def put(self, document: TutorialDocument) -> None:
        self._local.put(document)
        self._server.put(document)

    def remove(self, document_id: str) -> None:
        self._local.remove(document_id)
        self._server.remove(document_id)

    def search(
        self, text: str, *, limit: int = 20, filters: Filters = NO_FILTERS, exact: bool = False
    ) -> Found:
        return self._or(
            lambda: self._server.search(text, limit=limit, filters=filters, exact=exact),
            lambda: self._local.search(text, limit=limit, filters=filters, exact=exact),
        )

    def read(self, text: str) -> ReadQuery:
        return self._or(lambda: self._server.read(text), lambda: self._local.read(text))

    def suggest(self, text: str, *, limit: int = 8) -> tuple[Heading, ...]:
        return self._or(
            lambda: self._server.suggest(text, limit=limit),
            lambda: self._local.suggest(text, limit=limit),
        )

    def rebuild(self, documents: Iterable[TutorialDocument]) -> None:
        read = list(documents)
        self._local.rebuild(read)
        self._or(lambda: self._server.rebuild(read), lambda: None)

    def stamps(self) -> Mapping[str, str]:
        """Where the two differ the stamp is empty, as of a tutorial that has changed."""
        local = self._local.stamps()
        server = self._or(self._server.stamps, lambda: local)
        return {
            one: local[one] if local.get(one) == server.get(one) else ""
            for one in {*local, *server}
        }

    def health(self) -> Health:
        local, server = self._local.health(), self._server.health()
        if server.down and local.ok:
            return Health(
                ok=True,
                documents=local.documents,
                steps=local.steps,
                detail=f"{server.detail}; the index of this machine answers meanwhile",
            )
        return server if local.ok else local

    def _or(self, ask: Callable[[], T], instead: Callable[[], T]) -> T:
        try:
            return ask()
        except IndexDown as error:
            now = time.monotonic()
            if now - self._said >= SAID_EVERY:
                self._said = now
                logger.warning("%s; the index of this machine answers meanwhile", error)
            return instead()
