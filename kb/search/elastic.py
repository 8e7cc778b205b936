"""The index on Elasticsearch 9: the same words, the same two stages, on a server.

Text is analysed in Python as for the embedded index, so that both find the same; the server keeps
stems (its `whitespace` analyser takes them as they are) and gives candidates by BM25F, and
`ranking` orders them. A tutorial is one document, its titles nested in it, so that it changes all
at once. Names: `PREFIX` is an alias of the index in use, `PREFIX-…` are indices. Whatever changes
is written to all of them, and a rebuild only creates what is not there: nothing that changed
meanwhile is undone, and searches go on until the alias moves.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from elasticsearch import (
    ApiError,
    BadRequestError,
    Elasticsearch,
    NotFoundError,
    TransportError,
    helpers,
)

from kb.search.documents import TutorialDocument, document_of
from kb.search.elastic_schema import FIELDS, MAPPING, PHRASES, SETTINGS, VERSION, row_of
from kb.search.headings import LOOKED_AT, Heading, HeadingFinder, Wanted, suggested
from kb.search.index import (
    NO_FILTERS,
    Filters,
    Found,
    Health,
    Hit,
    IndexContext,
    IndexDown,
    IndexLost,
    StepHit,
)
from kb.search.query import MAX_LETTERS, ReadQuery, read_query
from kb.search.ranking import Candidate, Ranked, Ranking, StepWords, rarity
from kb.search.rows import analyse
from kb.search.spelling import Lexicon
from kb.search.synonyms import Synonyms

SECONDS = 5.0
"""How long the server may take to answer a search; after that it is down."""

CONFLICT = 409
PAGE = 50_000
"""Words of the vocabulary that are fetched at once."""

_TUTORIAL = {"term": {"kind": "tutorial"}}
State = tuple[str, int]


class ElasticIndex:
    """A MomentIndex on a server. `prefix`: the alias, and the beginning of every index's name."""

    def __init__(self, context: IndexContext, address: str, prefix: str) -> None:
        self._context, self._alias = context, prefix
        self._server = Elasticsearch(
            address, request_timeout=SECONDS, max_retries=0, retry_on_timeout=False
        )
        self._lexicon: tuple[tuple[State, Synonyms], Lexicon] | None = None

    def put(self, document: TutorialDocument) -> None:
        with _translated():
            self._state()
            row = row_of(analyse(document))
            for name in self._indices():
                self._server.index(index=name, id=document.id, document=row, refresh=True)

    def remove(self, document_id: str) -> None:
        with _translated():
            current, _sequence = self._state()
            for name in self._indices():
                if name == current:
                    self._server.options(ignore_status=404).delete(
                        index=name, id=document_id, refresh=True
                    )
                else:
                    # A rebuild that has read it already must not bring it back.
                    self._server.index(index=name, id=document_id, document={"kind": "removed"})

    def search(
        self, text: str, *, limit: int = 20, filters: Filters = NO_FILTERS, exact: bool = False
    ) -> Found:
        with _translated():
            synonyms = self._context.synonyms()
            query = read_query(text, self._vocabulary(synonyms), synonyms, exact=exact)
            if not query.concepts:
                return Found(query)
            answer = self._server.search(index=self._alias, **self._question(query, filters))
            ranking = Ranking(query, _rarities(answer["aggregations"]["everything"]))
            ranked = ranking.rank([_candidate(hit) for hit in answer["hits"]["hits"]])
            return Found(query, tuple(self._hits(ranked[: max(0, limit)])))

    def read(self, text: str) -> ReadQuery:
        with _translated():
            synonyms = self._context.synonyms()
            return read_query(text, self._vocabulary(synonyms), synonyms)

    def suggest(self, text: str, *, limit: int = 8) -> tuple[Heading, ...]:
        with _translated():
            vocabulary = self._vocabulary(self._context.synonyms())
            finder = HeadingFinder(self._beginning, self._matching)
            typed, most = text[:MAX_LETTERS], max(0, limit)
            return tuple(suggested(typed, limit=most, find=finder, correct=vocabulary.likely))

    def rebuild(self, documents: Iterable[TutorialDocument]) -> None:
        with _translated():
            name = f"{self._alias}-{secrets.token_hex(6)}"
            self._server.indices.create(index=name, mappings=MAPPING, settings=SETTINGS)
            try:
                self._fill(name, documents)
                self._switch(name)
            except BaseException:
                self._server.options(ignore_status=404).indices.delete(index=name)
                raise

    def stamps(self) -> Mapping[str, str]:
        with _translated():
            self._state()
            rows = helpers.scan(
                self._server, index=self._alias, query={"query": _TUTORIAL, "_source": ["stamp"]}
            )
            return {row["_id"]: row["_source"]["stamp"] for row in rows}

    def health(self) -> Health:
        try:
            with _translated():
                self._state()
                counted = self._server.search(
                    index=self._alias,
                    size=0,
                    track_total_hits=True,
                    query=_TUTORIAL,
                    aggs={"steps": {"sum": {"field": "steps"}}},
                )
        except (IndexLost, IndexDown) as error:
            down = isinstance(error, IndexDown)
            return Health(ok=False, documents=0, steps=0, detail=str(error), down=down)
        documents = counted["hits"]["total"]["value"]
        steps = int(counted["aggregations"]["steps"]["value"])
        return Health(ok=True, documents=documents, steps=steps)

    def drop(self) -> None:
        """Removes all of it from the server."""
        with _translated():
            for name in self._indices():
                self._server.indices.delete(index=name)

    # --- the server --------------------------------------------------------------------------

    def _indices(self) -> list[str]:
        """Every index of ours: the one in use, and those that are being built."""
        found = self._server.indices.get(index=f"{self._alias}-*", features="aliases")
        own = re.compile(f"{re.escape(self._alias)}-[0-9a-f]{{12}}")
        return [name for name in found if own.fullmatch(name)]

    def _state(self) -> State:
        """The index in use and the number of its last change; raises IndexLost where there is none
        of this version."""
        found = self._server.indices.stats(
            index=self._alias, level="shards", filter_path="indices.*.shards.*.seq_no.max_seq_no"
        )
        ((name, one),) = found["indices"].items()
        if self._lexicon is None or self._lexicon[0][0][0] != name:
            about = self._server.indices.get_mapping(index=name)[name]["mappings"]
            if about.get("_meta", {}).get("version") != VERSION:
                raise IndexLost("an index of another version")
        copies = [copy for shard in one["shards"].values() for copy in shard]
        return name, max(copy["seq_no"]["max_seq_no"] for copy in copies)

    def _vocabulary(self, synonyms: Synonyms) -> Lexicon:
        """The lexicon of the state of now, kept until the index changes."""
        state = self._state(), synonyms
        kept = self._lexicon
        if kept is None or kept[0] != state:
            others = [(word, shown, 1) for word, shown in synonyms.words.items()]
            kept = self._lexicon = (state, Lexicon([*self._words(), *others]))
        return kept[1]

    def _words(self) -> Iterator[tuple[str, str, int]]:
        sources: list[dict[str, Any]] = [{"word": {"terms": {"field": "words"}}}]
        pages: dict[str, Any] = {"size": PAGE, "sources": sources}
        while True:
            answer = self._server.search(
                index=self._alias, size=0, query=_TUTORIAL, aggs={"words": {"composite": pages}}
            )["aggregations"]["words"]
            for bucket in answer["buckets"]:
                word, _tab, written = bucket["key"]["word"].partition("\t")
                yield word, written, bucket["doc_count"]
            if "after_key" not in answer:
                return
            pages["after"] = answer["after_key"]

    def _fill(self, name: str, documents: Iterable[TutorialDocument]) -> None:
        actions = (
            {
                "_op_type": "create",
                "_index": name,
                "_id": document.id,
                "_source": row_of(analyse(document)),
            }
            for document in documents
        )
        server = self._server.options(request_timeout=60)
        # What is there already is newer.
        for done, about in helpers.streaming_bulk(server, actions, raise_on_error=False):
            if not done and about["create"]["status"] != CONFLICT:
                raise IndexDown(f"the server refuses a document: {about['create'].get('error')}")

    def _switch(self, name: str) -> None:
        """Makes this the index in use, with what changed in the old one and was not read again."""
        server = self._server.options(request_timeout=60)
        server.indices.refresh(index=name)
        old = [one for one in self._indices() if one != name]
        away = {"index": f"{self._alias}-*", "alias": self._alias, "must_exist": False}
        here = {"index": name, "alias": self._alias}
        server.indices.update_aliases(actions=[{"remove": away}, {"add": here}])
        if old:
            server.options(ignore_status=404).indices.delete(index=old)

    def _hits(self, ranked: Sequence[Ranked]) -> Iterator[Hit]:
        """With the documents, which are fetched for these alone: most of an answer is their text.
        One that was removed meanwhile is left out."""
        if not ranked:
            return
        answer = self._server.mget(
            index=self._alias, ids=[one.id for one in ranked], source_includes=["held.document"]
        )
        for one, kept in zip(ranked, answer["docs"], strict=True):
            if kept.get("found"):
                steps = tuple(StepHit(number, score) for number, score in one.steps)
                yield Hit(document_of(kept["_source"]["held"]["document"]), one.score, steps)

    # --- questions ---------------------------------------------------------------------------

    def _question(self, query: ReadQuery, filters: Filters) -> dict[str, Any]:
        phrases = dict.fromkeys(
            alternative.stems for concept in query.concepts for alternative in concept.alternatives
        )
        single = " ".join(phrase[0] for phrase in phrases if len(phrase) == 1)
        asked: list[dict[str, Any]] = [
            {"combined_fields": {"query": single, "fields": list(FIELDS)}}
        ]
        near = {"type": "phrase", "slop": 2, "fields": list(PHRASES)}
        asked += [
            {"multi_match": {"query": " ".join(phrase), **near}}
            for phrase in phrases
            if len(phrase) > 1
        ]
        only = [_TUTORIAL]
        only += [{"term": {name: value}} for name, value in asdict(filters).items() if value]
        stems = {stem: {"term": {"all": stem}} for stem in query.stems}
        counted = {"filter": _TUTORIAL, "aggs": {"stems": {"filters": {"filters": stems}}}}
        return {
            "size": self._context.window,
            "query": {"bool": {"should": asked, "minimum_should_match": 1, "filter": only}},
            "source": ["held.stems"],
            "track_total_hits": False,
            "aggs": {"everything": {"global": {}, "aggs": {"tutorials": counted}}},
        }

    def _beginning(self, text: str, most: int) -> list[Heading]:
        return self._headings({"prefix": {"headings.folded": text}}, most)

    def _matching(self, wanted: Wanted) -> list[Heading]:
        every = [
            {"bool": {"should": [{"prefix": {"headings.by": one}} for one in beginnings]}}
            for beginnings in wanted
        ]
        return self._headings({"bool": {"filter": every}}, LOOKED_AT // 4)

    def _headings(self, query: dict[str, Any], most: int) -> list[Heading]:
        nested = {
            "path": "headings",
            "query": query,
            "score_mode": "none",
            "inner_hits": {"size": 10, "_source": False, "fields": ["headings.folded"]},
        }
        answer = self._server.search(
            index=self._alias,
            size=most,
            query={"bool": {"filter": [_TUTORIAL, {"nested": nested}]}},
            source=["held.headings", "held.document.title"],
        )
        return [
            Heading(hit["_id"], number, title, hit["_source"]["held"]["document"]["title"], folded)
            for hit in answer["hits"]["hits"]
            for inner in hit["inner_hits"]["headings"]["hits"]["hits"]
            for number, title, folded in [
                hit["_source"]["held"]["headings"][inner["_nested"]["offset"]]
            ]
        ]


@contextmanager
def _translated() -> Iterator[None]:
    """A missing index as IndexLost, a server that does not answer as IndexDown."""
    try:
        yield
    except NotFoundError as error:
        raise IndexLost("there is no index") from error
    except BadRequestError:
        raise
    except (ApiError, TransportError) as error:
        raise IndexDown(f"Elasticsearch does not answer: {error}") from error


def _candidate(hit: Any) -> Candidate:
    stems = hit["_source"]["held"]["stems"]
    steps = [StepWords(*step) for step in stems.pop("steps")]
    return Candidate(hit["_id"], hit["_score"], steps=steps, **stems)


def _rarities(everything: Any) -> dict[str, float]:
    tutorials = everything["tutorials"]
    return {
        stem: rarity(tutorials["doc_count"], bucket["doc_count"])
        for stem, bucket in tutorials["stems"]["buckets"].items()
    }
