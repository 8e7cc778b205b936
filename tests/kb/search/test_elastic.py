"""Search on a real Elasticsearch: killed, started again, rebuilt while people search."""

import threading
from dataclasses import replace

import pytest

from kb.search.elastic import ElasticIndex
from kb.search.embedded import EmbeddedIndex
from kb.search.fallback import WithFallback
from kb.search.index import IndexContext, IndexDown
from kb.search.synonyms import shipped_synonyms
from tests.kb.search.documents import ALL, IMPOTS
from tests.services.elasticsearch.server import Server

pytestmark = [
    pytest.mark.elasticsearch,
    pytest.mark.slow,
    pytest.mark.xdist_group("elasticsearch"),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    running = Server(tmp_path_factory.mktemp("elasticsearch"))
    running.start()
    yield running
    running.kill()


def of(path, server, prefix="kept"):
    context = IndexContext(path=path, synonyms=shipped_synonyms)
    on_server = ElasticIndex(context, server.address, prefix)
    return on_server, WithFallback(on_server, EmbeddedIndex(context))


def found(index, text):
    return [hit.document.id for hit in index.search(text).hits]


def test_a_killed_server_loses_nothing_and_stops_no_search(tmp_path, server):
    on_server, index = of(tmp_path / "search.sqlite3", server)
    index.rebuild(ALL)
    cantine = replace(IMPOTS, id="4", title="Payer la cantine", stamp="x")
    index.put(cantine)
    server.kill()
    with pytest.raises(IndexDown):
        on_server.search("cantine")
    # The index of this machine answers, and says so.
    assert found(index, "cantine") == ["4"]
    assert index.suggest("payer la can")[0].document_id == "4"
    assert index.health().ok
    assert "does not answer" in index.health().detail
    piscine = replace(IMPOTS, id="5", title="Réserver la piscine", stamp="y")
    # It says that the server missed them, so that their rows stay.
    with pytest.raises(IndexDown):
        index.put(piscine)
    with pytest.raises(IndexDown):
        index.remove("3")
    assert found(index, "piscine") == ["5"]

    server.start()
    # What was written before it died is there; what it missed is seen as a difference.
    assert found(on_server, "cantine") == ["4"]
    stamps = index.stamps()
    assert {one for one, stamp in stamps.items() if not stamp} == {"3", "5"}
    index.put(piscine)
    index.remove("3")
    assert index.stamps() == {"1": "a", "2": "a", "4": "x", "5": "y"}
    assert found(on_server, "piscine") == ["5"]


def test_a_name_that_begins_as_another_is_not_touched(server):
    short, long = of(None, server, "abc")[0], of(None, server, "abc-def")[0]
    for index in (short, long):
        index.rebuild(ALL)
    short.remove("1")
    short.rebuild(ALL[1:])
    assert set(long.stamps()) == {"1", "2", "3"}
    assert set(short.stamps()) == {"2", "3"}


def test_searches_go_on_while_it_is_built_again(tmp_path, server):
    on_server, _index = of(None, server, "rebuilt")
    on_server.rebuild(ALL)
    faults, stop = [], threading.Event()

    def ask():
        while not stop.is_set():
            if found(on_server, "rendez-vous caf")[:1] != ["1"]:
                faults.append("not found")

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        for _ in range(3):
            on_server.rebuild(replace(one, stamp="again") for one in ALL)
    finally:
        stop.set()
        asking.join()
    assert not faults
    assert set(on_server.stamps().values()) == {"again"}
    assert len(on_server._indices()) == 1


@pytest.mark.django_db
def test_the_site_uses_it_where_the_settings_say_so(publish, settings, server):
    from kb.search import find, rebuild
    from kb.search.engines import current_index

    settings.KB_SEARCH_INDEX, settings.KB_ELASTICSEARCH_URL = "elastic", server.address
    settings.KB_ELASTICSEARCH_PREFIX = "site"
    tutorial = publish("Prendre rendez-vous avec la CAF", ("Choisissez l'heure", ""))
    assert isinstance(current_index(), WithFallback)
    assert find("rendez vous").moments[0].tutorial_id == tutorial.pk
    tutorial.unpublish()
    rebuild()
    assert not find("rendez vous").moments
