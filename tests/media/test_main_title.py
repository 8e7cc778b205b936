"""The title of a tutorial: what was done, and with what."""

from __future__ import annotations

import pytest

from media.language import language
from media.main_title import MainTitle, main_title, stems
from media.summary import summarise
from media.types import ScreenLine, Step, Utterance

FRENCH = language("fr")
FILL = [ScreenLine(0.0, 60.0, f"Ligne {n}", (40, 350 + 30 * n, 90, 20)) for n in range(6)]


def heading(text: str, start: float = 0.0, end: float = 20.0) -> ScreenLine:
    return ScreenLine(start, end, text, (40, 300, 20 * len(text), 40))


def pressed(*labels: str) -> list[Step]:
    return [
        Step(10 * t, 10 * t + 9, f"Cliquez sur « {label} »", target=label, action="click")
        for t, label in enumerate(labels)
    ]


def title(steps: list[Step], *lines: ScreenLine, said: str = "") -> str:
    heard = [Utterance(2, 5, "learner", said)] if said else []
    return str(main_title(heard, steps, [*lines, *FILL], FRENCH))


@pytest.mark.parametrize(
    ("labels", "heads", "said", "expected"),
    [
        pytest.param(
            ("Déclarer un sinistre", "Dégât des eaux", "Continuer"),
            ("Dégât des eaux",),
            "",
            "Déclarer un sinistre : dégât des eaux",
            id="a-deed-that-says-little-is-told-with-what-was-chosen",
        ),
        pytest.param(
            ("Commander",),
            ("Bouquets d’anniversaire",),
            "C'est pour un anniversaire.",
            "Commander : bouquets d’anniversaire",
            id="one-verb-alone",
        ),
        pytest.param(
            ("Transmettre", "Comptes rendus de [nom]", "Se déconnecter"),
            (),
            "Les comptes rendus, on va se déconnecter après.",
            "Transmettre",
            id="what-is-masked-is-no-subject",
        ),
        pytest.param(
            ("Réserver", "Réserver un passage"),
            (),
            "",
            "Réserver un passage",
            id="the-fuller-one-of-two",
        ),
        pytest.param(
            ("Prolonger ma carte", "Bleu"),
            ("Prolonger ma carte",),
            "Je voudrais prolonger ma carte.",
            "Prolonger votre carte",
            id="a-clear-deed-needs-no-subject",
        ),
        pytest.param(
            ("Envoyer l'inscription",),
            ("Première inscription",),
            "",
            "Première inscription",
            id="what-it-was-not-how-it-ended",
        ),
        pytest.param(
            ("Demander", "Étape suivante", "À mon adresse", "Vérifiez"),
            ("Où est le problème ?", "Bonjour", "Marcel Ferrandez", "Demande envoyée"),
            "Mon adresse, oui, le problème.",
            "Demander",
            id="no-subject-of-places-questions-and-people",
        ),
        pytest.param(
            ("Confirmer le rendez-vous",),
            ("Confirmer le rendez-vous",),
            "Je voudrais prendre rendez-vous.",
            "Prendre rendez-vous",
            id="what-it-was-said-to-be-not-how-it-ended",
        ),
        pytest.param(
            ("Télécharger l’accusé",),
            ("J’ai déménagé", "Monique"),
            "Il faut que je le dise, que j'ai déménagé.",
            "J’ai déménagé",
            id="what-a-page-says-for-its-reader",
        ),
        pytest.param(
            ("Ajouter un CV", "CV et réalisations"), (), "", "Ajouter un CV", id="capitals"
        ),
        pytest.param(("M’actualiser",), (), "", "S'actualiser", id="what-a-button-says-of-me"),
    ],
)
def test_the_title_is_the_deed_and_what_it_was_done_with(labels, heads, said, expected):
    lines = [heading(text) for text in heads]
    assert title(pressed(*labels), *lines, said=said) == expected


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("Votre carte est prolongée", "Prolonger votre carte"),
        ("Votre rendez-vous est bien pris", "Prendre votre rendez-vous"),
        ("Merci, vos trois places sont gardées", ""),
        ("Votre demande est enregistrée", ""),
        ("Votre panier est vide", ""),
    ],
)
def test_what_the_last_page_says_was_done_is_what_is_done(shown, expected):
    assert main_title([], [], [heading(shown), *FILL], FRENCH).deed == expected


def test_what_stands_on_every_page_is_no_subject():
    steps, always = pressed("Faire une demande"), heading("Lumélia", end=60.0)
    assert title(steps, always, said="Lumélia, oui.") == "Faire une demande"


def test_of_two_deeds_that_counts_of_which_more_is_said_at_the_beginning():
    steps = pressed("Changer de langue", "Résilier mon abonnement")
    assert title(steps, said="L'abonnement, c'est trop cher.") == "Résilier votre abonnement"


def test_one_verb_without_a_subject_is_told_with_the_service():
    address = ScreenLine(0.0, 60.0, "https://www.caf.fr/espace", (40, 8, 200, 18))
    about = summarise([], pressed("Résilier"), [address, *FILL], FRENCH)
    assert about.title == "Résilier sur le site de la CAF"
    assert about.summary == "Ce tutoriel montre pas à pas comment résilier sur le site de la CAF."


def test_a_sentence_names_the_subject_in_brackets():
    steps = pressed("Signaler un problème", "Éclairage public")
    about = summarise([], steps, [heading("Éclairage public"), *FILL], FRENCH)
    assert about.title == "Signaler un problème : éclairage public"
    assert about.summary == (
        "Ce tutoriel montre pas à pas comment signaler un problème (éclairage public)."
    )


def test_forms_of_a_word_have_one_stem_and_small_words_none():
    assert stems("Inscrire", FRENCH) == stems("une inscription", FRENCH)
    assert stems("de la, pour votre", FRENCH) == ()


def test_nothing_tells_nothing():
    assert not str(main_title([], [], [], FRENCH))


def test_names_keep_their_capital_within_a_title():
    assert str(MainTitle("Voir", "La Poste")) == "Voir : La Poste"
    assert str(MainTitle("Voir", "Éclairage public")) == "Voir : éclairage public"
    assert str(MainTitle("Voir", "CAF et impôts")) == "Voir : CAF et impôts"
