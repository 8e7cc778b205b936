"""Titles and texts, from labels and from what is said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.cues import judge
from media.language import language
from media.titles import clean, mistake_title, step_target, step_text, step_title

FRENCH = language("fr")


def said(text: str, speaker: str | None = "helper", start: float = 1.0):
    return judge(start, start + 2.0, speaker, text, FRENCH)


@pytest.mark.parametrize(
    ("text", "action", "title"),
    [
        pytest.param(
            "Ensuite, on clique sur Nouveau message, le bouton rouge à gauche.",
            "click",
            "Cliquez sur « Nouveau message »",
            id="label",
        ),
        pytest.param("Oui, cliquez sur l'heure.", "click", "Cliquez sur l'heure", id="thing"),
        pytest.param(
            "Ensuite, on clique sur « joindre un fichier » avec le trombone.",
            "click",
            "Cliquez sur « Joindre un fichier »",
            id="quoted",
        ),
        pytest.param("Rechercher.", "click", "Cliquez sur « Rechercher »", id="label-read-aloud"),
        pytest.param(
            "Recevoir un code par SMS, cliquez.",
            "click",
            "Cliquez sur « Recevoir un code par SMS »",
            id="label-first",
        ),
        pytest.param(
            "Et votre date de naissance.", "type", "Tapez votre date de naissance", id="field"
        ),
        pytest.param("Il faut lui donner un titre.", "type", "Donnez un titre", id="infinitive"),
        pytest.param(
            "Faites descendre la page pour voir.", "scroll", "Faites descendre la page", id="scroll"
        ),
        pytest.param(
            "On vérifie, on clique sur le message envoyé.",
            "click",
            "Cliquez sur le message envoyé",
            id="second-order",
        ),
        pytest.param(
            "On ouvre le message de la grande mairie le tout premier de la liste.",
            "click",
            "Ouvrez le message de la grande mairie le tout premier",
            id="cut-at-a-whole-word",
        ),
        pytest.param("Oui, voilà.", "click", "Cliquez à l’endroit indiqué", id="nothing-said"),
    ],
)
def test_a_title_is_a_short_order(text, action, title):
    assert step_title([said(text)], action, None, FRENCH) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Descendez jusqu'à Télécharger.", "Descendez jusqu’à « Télécharger »"),
        ("Il faut descendre jusqu'au bouton par courir.", "Descendez jusqu’à « Parcourir »"),
        ("Vous descendez tout en bas.", "Descendez tout en bas"),
        ("Descendez un tout petit peu.", "Descendez dans la page"),
        ("Remontez en haut de la page.", "Remontez en haut de la page"),
    ],
)
def test_scrolling_says_where_to(text, title):
    assert step_title([said(text)], "scroll", None, FRENCH) == title


@pytest.mark.parametrize(
    ("text", "action"),
    [
        pytest.param("Le coureur breton emporte le sprint.", "click", id="television"),
        pytest.param("Tapez les tapos printent.", "type", id="misheard"),
        pytest.param("Dans la case, tapez ophtalmologue.", "type", id="a-value"),
        pytest.param("Regardez les petits anglais.", "click", id="where-to-look"),
        pytest.param("Prenez Inès.", "click", id="somebody"),
        pytest.param("Descendez un peu.", "click", id="another-action"),
    ],
)
def test_words_that_may_be_wrong_give_way_to_a_plain_title(text, action):
    assert step_title([said(text)], action, None, FRENCH) == FRENCH.titles.plain[action]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Ensuite, on clique sur joint d'un fichier.", "Cliquez sur « Joindre un fichier »"),
        ("Il y a un bouton par courir, il ouvre vos fichiers.", "Cliquez sur « Parcourir »"),
        ("Recevois un code par SMS cliqué.", "Cliquez sur « Recevoir un code par SMS »"),
        ("Continuez.", "Cliquez sur « Continuer »"),
        ("Vous allez dans mes démarches.", "Cliquez sur « Mes démarches »"),
    ],
)
def test_a_misheard_name_of_a_usual_button_is_known_by_its_sound(text, title):
    assert step_title([said(text)], "click", None, FRENCH) == title


def test_the_order_that_fits_the_action_gives_the_title():
    sentences = [said("On clique dans la grande zone."), said("On écrit un petit mot.", start=2.0)]
    assert step_title(sentences, "type", None, FRENCH) == "Écrivez un petit mot"


def test_what_the_learner_dictates_is_never_a_title():
    assert "Dupont" not in step_title([said("Dupont, Jeanne.", "learner")], "type", None, FRENCH)


def test_a_personal_value_is_masked_in_the_title():
    title = step_title([said("Tapez le 06 39 98 12 55.")], "type", None, FRENCH)
    assert "06 39" not in title


def test_the_title_of_a_mistake_is_the_way_back():
    title = mistake_title(
        [said("Non, pas là."), said("Revenez en arrière avec la flèche.")], None, FRENCH
    )
    assert title == "En cas d’erreur : revenez en arrière avec la flèche"


def test_the_target_is_the_label_in_the_title():
    assert step_target("Cliquez sur « Envoyer »") == "Envoyer"
    assert step_target("Descendez") is None


def test_hesitations_are_left_out():
    assert clean("Euh, ben voilà, alors cliquez, euh, ici, hein.", FRENCH) == "Cliquez, ici."


def test_the_text_keeps_at_most_two_sentences_of_the_helper():
    sentences = [
        said("Regardez."),
        said("Cliquez sur Envoyer.", start=2.0),
        said("Le bouton est en bas.", start=3.0),
        said("Ici ?", "learner", start=4.0),
    ]
    text = step_text(sentences, "Titre", FRENCH)
    assert "Cliquez sur Envoyer." in text
    assert "Ici" not in text


def test_a_sentence_said_in_two_breaths_is_one_sentence():
    sentences = [said("On clique sur nouveau message,"), said("le bouton rouge.", start=3.0)]
    assert (
        step_text(sentences, "Titre", FRENCH) == "On clique sur nouveau message, le bouton rouge."
    )


def test_what_is_typed_is_no_text():
    sentences = [said("Et la ville juste en dessous."), said("Roubaix.", None, start=3.0)]
    assert step_text(sentences, "Titre", FRENCH) == "Et la ville juste en dessous."


def test_a_sentence_of_which_nothing_is_left_is_no_text():
    assert step_text([said("On écrit l'adresse."), said("C'est.", start=3.0)], "Titre", FRENCH) == (
        "On écrit l'adresse."
    )


@settings(deadline=None)  # The first sentence waits for the language.
@given(st.lists(st.text(max_size=80), max_size=4), st.sampled_from(["click", "type", "scroll"]))
def test_any_words_give_a_title(texts, action):
    assert step_title([said(text) for text in texts], action, None, FRENCH).strip()
