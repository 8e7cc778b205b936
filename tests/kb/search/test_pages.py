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


def several(publish) -> None:
    publish(*CAF, service="CAF", level="first", device="computer")
    publish("Rendez-vous à la mairie", service="Mairie", level="first", device="phone")
    publish("Rendez-vous chez le médecin", service="Santé", level="ease", device="phone")


def test_the_list_is_narrowed_with_counts(client, publish):
    several(publish)
    text = page(client, q="rendez-vous")
    for words in ("CAF (1)", "Premiers pas (2)", "À l’aise (1)", "Téléphone (2)"):
        assert words in text
    assert 'href="?q=rendez-vous&amp;niveau=first"' in text
    text = page(client, q="rendez-vous", niveau="first")
    assert "2 tutoriels trouvés" in text
    assert "médecin" not in text
    # Where one is chosen, the others of its kind can still be.
    assert "À l’aise (1)" in text
    assert 'href="?q=rendez-vous&amp;niveau=first&amp;appareil=phone"' in text
    text = page(client, q="rendez-vous", niveau="first", appareil="phone")
    assert "1 tutoriel trouvé" in text


def test_what_does_not_narrow_is_not_offered(client, publish):
    publish(*CAF, service="CAF")
    assert "Affiner" not in page(client, q="caf")


def test_filters_that_leave_nothing_can_be_taken_away(client, publish):
    several(publish)
    text = page(client, q="rendez-vous", service="<b>Nulle part</b>", exact="1")
    assert 'href="?q=rendez-vous&amp;exact=1"' in text
    assert "<b>Nulle" not in text


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


def test_did_you_mean_is_a_link(client, publish):
    publish(*CAF)
    text = page(client, q="heures libbres", exact="1")
    assert (
        'Vouliez-vous dire <a href="/recherche/?q=heures%20libres">«\xa0heures libres\xa0»</a>'
        in text
    )
