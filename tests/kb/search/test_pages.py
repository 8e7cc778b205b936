"""The page of results."""

from django.utils import translation

CAF = (
    "Prendre rendez-vous avec la CAF",
    ("Ouvrez le site", "Tapez l'adresse."),
    ("Choisissez l'heure", "Les heures libres sont en vert."),
)


def page(client, **query) -> str:
    response = client.get("/recherche/", query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_result_names_the_step_and_opens_it(client, publish):
    tutorial = publish(*CAF, service="CAF")
    text = page(client, q="heures libres")
    assert "Étape 2\xa0: Choisissez l&#x27;heure" in text
    assert f'href="{tutorial.url}#etape-2"' in text
    assert "<mark>heures</mark>" in text


def test_steps_of_one_tutorial_stand_together(client, publish):
    publish(*CAF)
    assert page(client, q="rendez-vous site heure").count('class="result card"') == 1


def test_a_correction_is_named_with_a_way_back(client, publish):
    publish(*CAF)
    text = page(client, q="heures libbres & caff")
    assert "«\xa0heures libres &amp; caf\xa0»" in text
    assert "?q=heures%20libbres%20%26%20caff&amp;exact=1" in text


def test_the_way_back_keeps_the_words_as_they_were_typed(client, publish):
    publish(*CAF)
    text = page(client, q="libbres", exact="1")
    assert "Rien n’a été trouvé" in text


def test_without_a_question_the_latest_tutorials_are_there(client, publish):
    publish(*CAF)
    text = page(client)
    assert CAF[0] in text
    assert "Que voulez-vous faire" in text


def test_no_result_says_what_to_do_next(client, publish):
    publish(*CAF)
    text = page(client, q="xyzzy")
    assert "Essayez avec d’autres mots" in text
    assert CAF[0] in text


def test_an_empty_site_is_no_dead_end(client, home):
    assert 'href="/"' in page(client, q="caf")


def test_what_is_typed_is_only_text(client, publish):
    publish(*CAF)
    assert "<script>alert(1)" not in page(client, q="<script>alert(1)</script> caf")


def test_an_index_that_does_not_answer_is_said(client, publish, monkeypatch):
    publish(*CAF)

    def broken(*_args, **_kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr("kb.search.embedded.EmbeddedIndex.search", broken)
    assert "ne répond pas" in page(client, q="caf")


def test_the_page_speaks_english(client, publish):
    publish(*CAF)
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        assert "1 tutorial found" in page(client, q="caf")
