"""Search as JSON: moments and suggestions, for programs and for other sites."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from kb.search import api
from kb.search.models import AskedSearch

CAF = (
    "Prendre rendez-vous avec la CAF",
    ("Ouvrez le site", "Tapez l'adresse."),
    ("Choisissez l'heure", "Les heures libres sont en vert."),
)


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet():
    cache.clear()


def asked(client, what, **query):
    return client.get(f"/api/{what}/", query)


def test_the_moments_come_best_first(client, publish):
    tutorial = publish(*CAF)
    moments = asked(client, "search", q="heures libres").json()
    assert moments[0]["tutorial_id"] == tutorial.pk
    assert moments[0]["address"] == f"{tutorial.url}#etape-2"
    assert {"tutorial", "number", "title", "extract", "start", "still"} <= moments[0].keys()


@pytest.mark.parametrize(("limit", "count"), [("1", 1), ("0", 0), ("50", 2)])
def test_no_more_come_than_asked(client, publish, limit, count):
    publish("Payer la cantine")
    publish("La cantine du collège")
    for what in ("search", "suggest"):
        assert len(asked(client, what, q="cantine", limit=limit).json()) == count


@pytest.mark.parametrize("limit", ["x", "-1", "²", "9" * 30, "51"])
def test_a_limit_that_is_none_is_refused_with_a_reason(client, home, limit):
    answer = asked(client, "search", q="caf", limit=limit)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["query", "limit"]


def test_a_question_without_end_is_refused(client, home):
    assert asked(client, "suggest", q="a" * 301).status_code == 422


@pytest.mark.parametrize("what", ["search", "suggest"])
def test_nothing_can_be_sent_to_it(client, home, what):
    assert client.post(f"/api/{what}/", {"q": "caf"}).status_code == 405


def test_a_tutorial_and_its_step_are_suggested_with_their_addresses(client, publish):
    tutorial = publish(*CAF)
    assert asked(client, "suggest", q="rend").json() == [
        {
            "kind": "tutorial",
            "title": CAF[0],
            "tutorial": CAF[0],
            "number": 0,
            "address": tutorial.url,
        }
    ]
    (step,) = asked(client, "suggest", q="Choisissez l'h").json()
    assert (step["kind"], step["number"]) == ("step", 2)
    assert step["address"] == f"{tutorial.url}#etape-2"


def test_of_one_tutorial_few_steps_are_suggested(client, publish):
    publish("Écrire", *((f"Ouvrez la page {n}", "") for n in "abcdef"))
    assert len(asked(client, "suggest", q="ouvrez").json()) == 2


def test_what_is_no_longer_published_is_not_suggested(client, publish, monkeypatch):
    tutorial = publish(*CAF)
    monkeypatch.setattr("kb.search.signals._index_later", lambda _page: None)
    tutorial.unpublish()
    assert asked(client, "suggest", q="rend").json() == []


def test_an_index_that_does_not_answer_suggests_nothing(client, publish, monkeypatch):
    publish(*CAF)

    def broken(*_args, **_kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr("kb.search.embedded.EmbeddedIndex.suggest", broken)
    assert asked(client, "suggest", q="rend").json() == []


def test_who_asks_too_often_waits(client, home):
    most = int(api.SEARCHES.split("/")[0])
    answers = [asked(client, "search", q="caf").status_code for _ in range(most + 1)]
    assert answers == [200] * most + [429]


@pytest.mark.parametrize(
    ("allowed", "told"),
    [
        ([], None),
        (["https://mairie.example.fr"], "https://mairie.example.fr"),
        (["https://autre.example.fr"], None),
        (["*"], "*"),
    ],
)
def test_other_sites_may_read_it_where_the_operator_says_so(client, home, settings, allowed, told):
    settings.KB_SEARCH_ORIGINS = allowed
    answer = client.get(
        "/api/suggest/", {"q": "caf"}, headers={"Origin": "https://mairie.example.fr"}
    )
    assert answer.get("Access-Control-Allow-Origin") == told


def test_openapi_describes_it(client, home):
    described = client.get("/api/openapi.json").json()
    assert set(described["paths"]) == {"/api/search/", "/api/suggest/"}


def test_the_box_for_other_sites_knows_where_this_one_is(client, home, settings):
    settings.KB_PUBLIC_URL = "https://aide.example.fr"
    answer = client.get("/recherche/boite.js")
    assert answer["Content-Type"].startswith("text/javascript")
    text = answer.content.decode()
    assert 'form.action = "https://aide.example.fr/recherche/"' in text
    assert "https://aide.example.fr/static/search/suggest" in text


def kinds(client, text: str) -> list[tuple[str, str]]:
    return [(one["kind"], one["title"]) for one in asked(client, "suggest", q=text).json()]


def test_what_others_searched_for_is_suggested(client, publish):
    publish(*CAF)
    AskedSearch.objects.create(
        key="heures libres", shown="Heures libres", times=5, clicked=2, last_at=timezone.now()
    )
    assert ("search", "Heures libres") in kinds(client, "heur")
    (other,) = [one for one in asked(client, "suggest", q="heur").json() if one["kind"] == "search"]
    assert client.get(other["address"]).status_code == 200


@pytest.mark.parametrize(
    "row",
    [
        {"times": 2, "clicked": 1},  # perhaps one person
        {"times": 9, "clicked": 0},  # nobody found it useful
        {"times": 9, "clicked": 1, "unanswered": 1},
        {"times": 9, "clicked": 1, "shown": "Heures libres de Mme Dupont"},  # not published
    ],
)
def test_searches_that_say_too_much_or_too_little_are_not_suggested(client, publish, row):
    publish(*CAF)
    row = {"shown": "Heures libres", **row}
    AskedSearch.objects.create(key="heures libres", last_at=timezone.now(), **row)
    assert "search" not in dict(kinds(client, "heur"))


def test_a_correction_is_offered_while_one_types(client, publish):
    publish(*CAF)
    found = kinds(client, "randez vous caff")
    assert found[0] == ("correction", "rendez vous caf")
    assert "correction" not in dict(kinds(client, "rendez-vous"))


def test_the_answer_can_be_narrowed(client, publish):
    publish(*CAF, service="CAF", level="first")
    publish("Rendez-vous à la mairie", service="Mairie", device="phone")
    found = asked(client, "search", q="rendez-vous", level="first").json()
    assert {(one["service"], one["level"]) for one in found} == {("CAF", "first")}
    assert asked(client, "search", q="rendez-vous", service="x" * 151).status_code == 422


def test_suggestions_do_not_count_as_searches(client, home):
    for _time in range(int(api.SEARCHES.split("/")[0]) + 5):
        assert client.get("/api/suggest/?q=ma").status_code == 200
    assert client.get("/api/search/?q=mairie").status_code == 200
