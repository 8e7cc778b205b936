"""What every search index does, whichever engine is behind it."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.search.documents import TutorialDocument
from kb.search.elastic import ElasticIndex
from kb.search.engines import index_of
from kb.search.index import Filters, IndexContext, IndexLost, MomentIndex
from kb.search.synonyms import shipped_synonyms
from tests.kb.search.documents import ALL, COURRIEL, IMPOTS, RENDEZ_VOUS

Make = Callable[[], MomentIndex]


ON_A_SERVER = [
    pytest.mark.elasticsearch,
    pytest.mark.slow,
    pytest.mark.xdist_group("elasticsearch"),
]


@pytest.fixture(
    params=[
        "embedded on disk",
        "embedded in memory",
        pytest.param("elasticsearch", marks=ON_A_SERVER),
    ]
)
def make(request, tmp_path) -> Make:
    """Makes an index; called twice it opens the same one where that is possible."""
    if request.param == "elasticsearch":
        server = request.getfixturevalue("elasticsearch")
        prefix = f"test-{uuid4().hex}"
        context = IndexContext(path=None, synonyms=shipped_synonyms)
        return lambda: ElasticIndex(context, server.address, prefix)
    path = tmp_path / "search.sqlite3" if "disk" in request.param else None
    return lambda: index_of("embedded", path)


@pytest.fixture
def index(make) -> MomentIndex:
    made = make()
    made.rebuild(ALL)
    return made


def found(index: MomentIndex, text: str, **options) -> list[str]:
    return [hit.document.id for hit in index.search(text, **options).hits]


def test_an_index_that_was_never_built_is_lost(make):
    index = make()
    assert not index.health().ok
    with pytest.raises(IndexLost):
        index.search("caf")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("rendez-vous caf", "1", id="as it is written"),
        pytest.param("RENDEZ VOUS CAF", "1", id="capitals"),
        pytest.param("piece jointe", "2", id="without accents"),
        pytest.param("pieces jointes", "2", id="plural"),
        pytest.param("l'impôt", "3", id="elision"),
        pytest.param("inpot", "3", id="as it sounds"),
        pytest.param("tronbone", "2", id="a wrong letter"),
        pytest.param("decalration", "3", id="letters swapped"),
        pytest.param("mail", "2", id="a synonym"),
        pytest.param("rdv", "1", id="an abbreviation"),
        pytest.param("bouton bleu", "1", id="what was said"),
    ],
)
def test_the_tutorial_is_found(index, text, wanted):
    assert found(index, text)[0] == wanted


@pytest.mark.parametrize(
    ("text", "step"),
    [
        pytest.param("se connecter caf", 2, id="title of the step"),
        pytest.param("heures libres", 3, id="text of the step"),
    ],
)
def test_the_step_that_answers_comes_first(index, text, step):
    assert index.search(text).hits[0].steps[0].number == step


def test_a_tutorial_of_which_no_step_matches_is_found_as_a_whole(index):
    assert index.search("conseiller").hits[0].steps[0].number == 0


def test_a_hit_carries_what_is_shown(index):
    hit = index.search("connecter").hits[0]
    assert hit.document == RENDEZ_VOUS


def suggested(index: MomentIndex, text: str, **options) -> list[tuple[str, int]]:
    return [(one.document_id, one.number) for one in index.suggest(text, **options)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("pr", ("1", 0), id="two letters"),
        pytest.param("prendre ren", ("1", 0), id="the beginning of the title"),
        pytest.param("RDV", None, id="no beginning"),
        pytest.param("caf", ("1", 0), id="a later word, or the service"),
        pytest.param("piece join", ("2", 0), id="without accents"),
        pytest.param("déclarer l'imp", ("3", 0), id="elision"),
        pytest.param("trombonne", ("2", 2), id="misspelt"),
        pytest.param("envoier un cou", ("2", 0), id="as it sounds"),
        pytest.param("coisis", ("1", 3), id="misspelt and not finished"),
        pytest.param("signez une décl", ("3", 1), id="a little word that is another"),
        pytest.param("c", None, id="one letter"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_what_is_typed_so_far_suggests_the_title(index, text, wanted):
    assert (suggested(index, text) or [None])[0] == wanted


def test_no_more_is_suggested_than_asked(index):
    assert len(suggested(index, "cliquez", limit=1)) == 1
    assert not suggested(index, "cliquez", limit=0)


def test_suggestions_follow_what_changes(index):
    index.put(replace(IMPOTS, title="Payer la cantine", stamp="b"))
    assert suggested(index, "payer")[0] == ("3", 0)
    assert ("3", 0) not in suggested(index, "déclarer")
    index.remove("3")
    assert not suggested(index, "payer")


def test_what_is_put_replaces_what_was_there(index):
    index.put(replace(IMPOTS, title="Payer la cantine", stamp="b"))
    assert found(index, "cantine") == ["3"]
    assert index.stamps() == {"1": "a", "2": "a", "3": "b"}


def test_the_vocabulary_follows_what_is_put_and_removed(index):
    index.put(replace(IMPOTS, title="Payer la cantine"))
    assert index.search("cantyne").query.corrected == "cantine"
    index.remove("3")
    assert index.search("cantyne").query.corrected is None


def test_what_is_removed_is_not_found(index):
    index.remove("2")
    assert found(index, "courriel") == []
    assert index.health().documents == 2


def test_removing_what_is_not_there_is_no_error(index):
    index.remove("77")
    assert index.health().documents == 3


def test_a_rebuild_holds_exactly_what_it_is_given(index):
    index.rebuild([COURRIEL])
    assert set(index.stamps()) == {"2"}
    assert found(index, "caf") == []


def test_a_rebuild_that_fails_changes_nothing(index):
    def broken() -> Iterator[TutorialDocument]:
        yield COURRIEL
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        index.rebuild(broken())
    assert set(index.stamps()) == {"1", "2", "3"}


def test_what_changes_during_a_rebuild_stays_changed(index):
    newer = replace(RENDEZ_VOUS, title="Un titre plus récent", stamp="b")

    def documents() -> Iterator[TutorialDocument]:
        yield RENDEZ_VOUS
        yield COURRIEL
        yield IMPOTS
        index.put(newer)
        index.remove("2")

    index.rebuild(documents())
    assert index.stamps() == {"1": "b", "3": "a"}
    assert found(index, "courriel") == []


def test_searches_go_on_during_a_rebuild(index):
    def documents() -> Iterator[TutorialDocument]:
        assert found(index, "caf")[0] == "1"
        yield COURRIEL

    index.rebuild(documents())


def test_a_filter_leaves_out_what_does_not_fit(index):
    assert found(index, "adresse", filters=Filters(service="Messagerie")) == ["2"]


@pytest.mark.parametrize(
    "filters",
    [
        Filters(skill="Joindre un fichier"),
        Filters(level="first"),
        Filters(device="phone"),
        Filters(service="Messagerie", skill="Envoyer un courriel", level="first", device="phone"),
    ],
)
def test_every_filter_leaves_out_what_does_not_fit(index, filters):
    skills = ("Envoyer un courriel", "Joindre un fichier")
    index.put(replace(COURRIEL, skills=skills, level="first", device="phone"))
    assert found(index, "adresse") != ["2"]
    assert found(index, "adresse", filters=filters) == ["2"]
    assert found(index, "adresse", filters=replace(filters, level="ease")) == []


def test_a_filter_is_a_value_and_no_question(index):
    for value in ("' OR 1=1 --", '"', "*", "%", "{}"):
        assert found(index, "adresse", filters=Filters(service=value, skill=value)) == []


def test_skills_are_searched_too(index):
    index.put(replace(IMPOTS, skills=("Télétransmission",)))
    assert found(index, "teletransmission") == ["3"]


def test_what_is_fresh_comes_before_what_is_stale(index):
    for identity, day in (("7", "2021-03-01"), ("8", "2026-03-01"), ("9", "2023-03-01")):
        index.put(replace(IMPOTS, id=identity, title="Payer la cantine", published=day))
    assert found(index, "payer la cantine")[:3] == ["8", "9", "7"]
    # But never before what fits better.
    index.put(replace(IMPOTS, id="8", title="Payer l'étude", published="2026-03-01"))
    assert found(index, "payer la cantine")[:2] == ["9", "7"]


def test_a_document_comes_back_as_it_was_given(index):
    given = replace(
        RENDEZ_VOUS, skills=("Prendre rendez-vous",), level="some", published="2026-01-02"
    )
    index.put(given)
    assert index.search("caf").hits[0].document == given


def test_no_more_hits_than_asked(index):
    assert len(found(index, "adresse", limit=1)) == 1
    assert found(index, "adresse", limit=0) == []


def test_corrections_are_named(index):
    assert index.search("piece jointte").query.corrected == "piece jointe"


def test_exact_words_are_not_corrected(index):
    assert index.search("tronbone", exact=True).query.corrected is None
    assert found(index, "tronbone", exact=True) == []


@pytest.mark.parametrize("text", ["", "   ", "?!…", "\x00", "'", "« »"])
def test_nothing_asked_finds_nothing(index, text):
    assert found(index, text) == []


def test_a_question_of_empty_words_is_asked_all_the_same(index):
    assert "1" in found(index, "avec la")


@pytest.mark.parametrize(
    "text",
    [
        '"',
        'caf" OR title:"x',
        "NEAR(a b)",
        "caf*",
        "-caf",
        "title:caf",
        "a AND (b",
        "'; DROP TABLE tutorials; --",
        "<script>alert(1)</script>",
        "{}[]^~\\",
        "x" * 5000,
        "caf " * 2000,
        "İ" * 50,
        "\ud800",
    ],
)
def test_no_syntax_reaches_the_engine(index, text):
    index.search(text)
    assert index.health().documents == 3


@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.characters(), max_size=80))
def test_no_question_ever_raises(index, text):
    index.search(text)


def test_threads_may_ask_and_change_at_once(index):
    faults: list[Exception] = []

    def work(number: int) -> None:
        try:
            for _ in range(5):
                index.put(replace(IMPOTS, id=str(100 + number)))
                found(index, "inpot")
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert index.health().documents == 7
