"""Titles from the label that was read where one pressed or typed."""

from __future__ import annotations

import pytest

from media.cues import judge
from media.label_names import label_name, tidy
from media.language import language
from media.titles import mistake_title, step_title

FRENCH = language("fr")


def title(action: str, label: str, words: str = "") -> str:
    said = [judge(1.0, 3.0, "helper", words, FRENCH)] if words else []
    return step_title(said, action, label, FRENCH)


@pytest.mark.parametrize(
    ("action", "label", "words", "expected"),
    [
        pytest.param("click", "Se connecter", "", "Cliquez sur « Se connecter »", id="button"),
        pytest.param(
            "click", "✎ Nouveau message", "", "Cliquez sur « Nouveau message »", id="icon"
        ),
        pytest.param("click", "Ma carte ›", "", "Cliquez sur « Ma carte »", id="arrow-behind"),
        pytest.param("click", "←", "", "Cliquez sur la flèche de retour", id="only-an-arrow"),
        pytest.param("click", "☰", "", "Cliquez sur les trois traits du menu", id="only-lines"),
        pytest.param("click", "10h40", "", "Choisissez « 10h40 »", id="time"),
        pytest.param(
            "click", "J'ai lu le règlement", "", "Cochez « J'ai lu le règlement »", id="consent"
        ),
        pytest.param(
            "click",
            "Mes documents",
            "On ouvre le dossier Mes documents.",
            "Ouvrez « Mes documents »",
            id="the-helper's-verb",
        ),
        pytest.param(
            "click",
            "Sans porc",
            "Ouvrez la liste, et prenez sans porc.",
            "Cliquez sur « Sans porc »",
            id="a-verb-for-something-else",
        ),
        pytest.param(
            "choose",
            "12",
            "Le calendrier, tu l'ouvres et tu prends vendredi le 12.",
            "Choisissez « 12 »",
            id="no-day-is-opened",
        ),
        pytest.param(
            "choose", "Choisir une date ▾", "", "Cliquez sur « Choisir une date »", id="infinitive"
        ),
        pytest.param(
            "type",
            "Numéro de sécurité sociale :",
            "",
            "Tapez votre numéro de sécurité sociale",
            id="one's-own-number",
        ),
        pytest.param("type", "Objet", "", "Remplissez la case « Objet »", id="field"),
        pytest.param(
            "type",
            "Nom du dossier",
            "",
            "Remplissez la case « Nom du dossier »",
            id="the-name-of-a-thing",
        ),
        pytest.param("type", "Vos pensions *", "", "Tapez vos pensions", id="vos"),
        pytest.param("type", "Prénoms", "", "Tapez vos prénoms", id="several"),
        pytest.param(
            "type", "Votre courriel, pour la confirmation", "", "Tapez votre courriel", id="aside"
        ),
    ],
)
def test_the_label_makes_the_title(action, label, words, expected):
    assert title(action, label, words) == expected


@pytest.mark.parametrize("label", ["Recevoir les offres", "Rester connecté"])
def test_what_the_helper_says_to_untick_is_unticked_though_called_as_a_button_is(label):
    assert title("click", label, f"Décochez {label}.") == f"Décochez « {label} »"


@pytest.mark.parametrize("label", ["Recevoir les offres", "Rester connecté"])
def test_what_is_often_ticked_beforehand_is_not_said_to_be_ticked(label):
    assert title("click", label) == f"Cliquez sur « {label} »"


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Par SMS au 06 39 98 05 62", "Cliquez sur « Par SMS »"),
        ("Recevoir un code à karim.belaid@exemple.fr", "Cliquez sur « Recevoir un code »"),
        ("M. 06 39 98 05 62", "Cliquez à l’endroit indiqué"),
    ],
)
def test_a_label_is_told_up_to_what_is_somebodys(label, expected):
    assert title("click", label) == expected


@pytest.mark.parametrize("label", ["CV_Karim_Belaid.pdf", "Sophie Martin", "06 39 98 12 55"])
def test_a_label_that_may_be_somebody_is_in_no_title(label):
    made = title("click", label)
    assert "«" not in made
    assert made in ("Choisissez le fichier", "Cliquez à l’endroit indiqué")


def test_of_a_long_label_the_first_words_are_told():
    long = "J'accepte de recevoir par courrier électronique les nouvelles de la bibliothèque"
    assert title("click", long) == (
        "Cochez « J'accepte de recevoir par courrier électronique les… »"
    )


def test_the_button_that_led_back_makes_the_title_of_a_mistake():
    assert mistake_title([], "← Retour à l'album", FRENCH) == (
        "En cas d’erreur : cliquez sur « Retour à l'album »"
    )


@pytest.mark.parametrize(
    ("label", "name"),
    [("📎 Joindre", "Joindre"), ("Nom *", "Nom"), ("Oui !", "Oui !"), ("× ", ""), ("À", "À")],
)
def test_signs_are_no_part_of_a_name(label, name):
    assert tidy(label) == name


@pytest.mark.parametrize(
    ("label", "name"),
    [
        pytest.param("Valid", "Valider", id="cut"),
        pytest.param("Telécharger", "Telécharger", id="an-accent-is-no-matter"),
        pytest.param("Tout refur", "Tout refuser", id="misread"),
        pytest.param("Commande", "Commande", id="a-word-of-its-own"),
        pytest.param("Renvoyer", "Renvoyer", id="another-verb"),
        pytest.param("Se déconnecter", "Se déconnecter", id="the-opposite"),
        pytest.param("Se reconnecter", "Se reconnecter", id="once-more"),
        pytest.param("Chercher", "Chercher", id="a-shorter-verb"),
        pytest.param("https://www.exemple.fr", "", id="address"),
        pytest.param("ion", "", id="scrap"),
        pytest.param("2025", "2025", id="year-of-papers"),
        pytest.param("1951", "", id="year-of-birth"),
        pytest.param("063998", "", id="a-number"),
        pytest.param("Aide en ligne. Durée de la démarche : dix minutes", "", id="text"),
        pytest.param("10h40", "10h40", id="time"),
        pytest.param("Oui, j'ai travaillé", "Oui, j'ai travaillé", id="answer"),
    ],
)
def test_what_was_read_is_put_right_or_is_no_label(label, name):
    assert label_name(label, FRENCH) == name


def test_a_press_that_opened_a_window_to_type_in_is_a_press():
    words = "Ensuite, on clique sur nouveau message, le bouton rouge."
    assert title("type", "Nouveau", words) == "Cliquez sur « Nouveau message »"


def test_where_the_label_is_somebody_the_words_make_the_title():
    assert title("click", "Paul Durand", "Ajoutez un bénéficiaire.") == "Ajoutez un bénéficiaire"


def test_a_button_of_one_letter_is_misread_and_a_field_is_not():
    words = "On ouvre le message de la mairie."
    assert title("click", "À", words) == "Ouvrez le message de la mairie"
    assert title("type", "À", words) == "Remplissez la case « À »"
