"""What a tutorial is about: its title, its sentence, its service, its skills."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from media.language import DATA, language
from media.summary import summarise
from media.types import ScreenLine, Step, Utterance

FRENCH = language("fr")


def shown(text: str, *, at: int = 300, height: int = 20, left: int = 40, long: float = 60.0):
    return ScreenLine(0.0, long, text, (left, at, 12 * len(text), height))


def aim_of(heard: str, *lines: ScreenLine) -> str:
    return summarise([Utterance(5, 9, "helper", heard)], [], lines, FRENCH).title


def test_a_misheard_word_of_the_aim_is_written_as_on_the_screen():
    lines = [shown("Votre certificat de travail")]
    assert aim_of("Je voudrais imprimer mon sertifica.", *lines) == "Imprimer votre certificat"


def test_a_name_that_stands_nowhere_on_the_screen_is_left_out_of_the_title():
    assert aim_of("On va essayer de prendre un rendez-vous chez Andrew.") == (
        "Prendre un rendez-vous"
    )


def test_an_occasion_gives_way_to_what_the_heading_says_is_done():
    heading = shown("Prendre rendez-vous", height=44)
    small = [shown(f"Ligne {n}", at=350 + 30 * n) for n in range(5)]
    assert aim_of("On se retrouve pour votre rendez-vous.", heading, *small) == (
        "Prendre rendez-vous"
    )


def test_a_heading_that_only_ends_like_a_verb_is_not_what_is_done():
    heading = shown("Locataire longue durée", height=44)
    small = [shown(f"Ligne {n}", at=350 + 30 * n) for n in range(5)]
    assert "ocataire" not in aim_of("On se retrouve pour votre carte grise.", heading, *small)


def test_the_last_button_says_what_was_done_where_nobody_says_it():
    steps = [
        Step(0, 1, "Cliquez sur « Mes virements »", target="Mes virements"),
        Step(1, 2, "Cliquez sur « Ajouter un bénéficiaire »", target="Ajouter un bénéficiaire"),
    ]
    assert summarise([], steps, [], FRENCH).title == "Ajouter un bénéficiaire"


@pytest.mark.parametrize(
    ("lines", "service"),
    [
        pytest.param([shown("https://www.caf.fr/allocataires", at=8)], "CAF", id="address"),
        pytest.param(
            [shown("emploi-exemple.fr/accueil", at=8), shown("Emploi Exemple", at=60)],
            "Emploi Exemple",
            id="own-name-in-the-address",
        ),
        pytest.param(
            [shown("courlis.exemple/recus", at=8), shown("≈ Courlis", at=60)],
            "Courlis",
            id="a-logo-read-as-a-sign",
        ),
        pytest.param([shown("ameli", at=60), shown("Mon compte")], "ameli", id="header"),
        pytest.param(
            [shown("boutique.fr/panier", at=8), shown("Soldes d'hiver", at=60)],
            None,
            id="a-header-that-is-no-name",
        ),
        pytest.param(
            [shown("domiclair.exemple/espace", at=8), shown("Crédit d'impôt", at=60)],
            None,
            id="a-word-of-another-site",
        ),
    ],
)
def test_the_service_is_read_from_the_pages(lines, service):
    assert summarise([], [], [*lines, shown("Pied de page", at=900)], FRENCH).service == service


def test_the_page_is_believed_before_what_is_said():
    lines = [shown("impots.gouv.fr", at=8), shown("Pied de page", at=900)]
    talk = [Utterance(5, 9, "learner", "Ma fille travaille à la CAF et à la CAF on attend.")]
    assert summarise(talk, [], lines, FRENCH).service == "impots.gouv"


def test_the_tutorial_is_named_after_the_stated_aim():
    aim = "Donc l'objectif, c'est de répondre à la mairie avec votre justificatif, d'accord ?"
    summary = summarise([Utterance(5, 9, "helper", aim)], [], [], FRENCH)
    assert summary.title == "Répondre à la mairie avec votre justificatif"


@pytest.mark.parametrize(
    ("heard", "sentence"),
    [
        pytest.param(
            "L'objectif, c'est de répondre à la mairie.",
            "Ce tutoriel montre pas à pas comment répondre à la mairie.",
            id="what-is-done",
        ),
        pytest.param(
            "Bonjour, on se retrouve pour votre rendez-vous chez le médecin.",
            "Ce tutoriel vous guide pas à pas pour votre rendez-vous chez le médecin.",
            id="occasion",
        ),
        pytest.param("Bonjour.", "Ce tutoriel vous guide pas à pas.", id="nothing-stated"),
    ],
)
def test_the_summary_is_a_plain_sentence(heard, sentence):
    steps = [Step(0, 1, "Ouvrez"), Step(1, 2, "Cliquez"), Step(2, 3, "Revenez", mistake=True)]
    assert summarise([Utterance(5, 9, "helper", heard)], steps, [], FRENCH).summary == sentence


@pytest.mark.parametrize(
    ("heard", "title"),
    [
        pytest.param(
            "Je voudrais m'inscrire à la cantine.", "S'inscrire à la cantine", id="oneself"
        ),
        pytest.param(
            "Vous voulez vous abonner au journal ?", "S'abonner au journal", id="before-a-vowel"
        ),
        pytest.param(
            "Je voudrais me désabonner du journal.", "Se désabonner du journal", id="a-whole-word"
        ),
        pytest.param(
            "On va apprendre à se faire rembourser un billet.",
            "Se faire rembourser un billet",
            id="told-by-the-second-word",
        ),
        pytest.param(
            "Je voudrais vous montrer la cantine.", "Montrer la cantine", id="somebody-else"
        ),
        pytest.param(
            "J'ai besoin de m'acheter un billet.", "Acheter un billet", id="a-thing-for-oneself"
        ),
        pytest.param(
            "Je voudrais m'imprimer ce papier.", "Imprimer ce papier", id="this-thing-for-oneself"
        ),
    ],
)
def test_what_one_does_to_oneself_is_called_so(heard, title):
    about = summarise([Utterance(5, 9, "learner", heard)], [Step(0, 1, "Ouvrez")], [], FRENCH)
    what = title[0].lower() + title[1:]
    assert about.title == title
    assert about.summary == f"Ce tutoriel montre pas à pas comment {what}."


@pytest.mark.parametrize(
    ("address", "site"),
    [
        pytest.param("https://www.caf.fr/compte", "le site de la CAF", id="an-article"),
        pytest.param("https://www.edf.fr/facture", "le site d’EDF", id="a-vowel"),
        pytest.param("https://www.doctolib.fr", "Doctolib", id="a-name-alone"),
        pytest.param("https://www.lumelia.fr", "le site Lumélia", id="one-that-is-not-known"),
    ],
)
def test_the_site_of_a_service_is_called_as_one_says(address, site):
    pages = [shown(address, at=8), shown("Lumélia", at=60), shown("Pied de page", at=900)]
    about = summarise([], [Step(0, 1, "Ouvrez")], pages, FRENCH)
    assert about.title == f"Pas à pas sur {site}"
    assert about.summary.startswith(f"Ce tutoriel vous guide pas à pas sur {site}")


def test_every_known_service_is_called_as_one_says():
    assert set(FRENCH.titles.sites) == set(json.loads((DATA / "services.json").read_text("utf-8")))


def test_the_service_named_is_found():
    steps = [Step(0, 1, "Ouvrez le site de la CAF")]
    assert summarise([], steps, [], FRENCH).service == "CAF"


def test_without_words_there_is_a_title_all_the_same():
    assert summarise([], [], [], FRENCH).title


def test_a_cut_label_names_no_tutorial():
    steps = [Step(0, 1, "Cliquez sur « iter des photos »", target="iter des photos")]
    assert "iter" not in summarise([], steps, [], FRENCH).title.split()[0].lower()


def test_what_the_helper_asked_for_names_the_tutorial_where_no_button_does():
    steps = [Step(0, 1, "Ajoutez un bénéficiaire"), Step(1, 2, "Cliquez à l’endroit indiqué")]
    assert summarise([], steps, [], FRENCH).title == "Ajouter un bénéficiaire"


def test_what_is_said_or_shown_on_a_wrong_way_names_no_tutorial():
    wrong = Step(4, 20, "En cas d'erreur", mistake=True)
    heard = [
        Utterance(5, 9, "learner", "Je voudrais faire opposition."),
        Utterance(30, 34, "helper", "Alors, on va contester un paiement."),
    ]
    assert summarise(heard, [], [], FRENCH).title == "Faire opposition"
    assert summarise(heard, [wrong], [], FRENCH).title == "Contester un paiement"
    small = [shown(f"Ligne {n}", at=350 + 30 * n) for n in range(5)]
    heading = replace(shown("Faire opposition", height=44), start=6.0)
    assert summarise([], [], [heading, *small], FRENCH).title == "Faire opposition"
    assert "opposition" not in summarise([], [wrong], [heading, *small], FRENCH).title


def test_advice_in_two_sentences_names_no_tutorial():
    small = [shown(f"Ligne {n}", at=350 + 30 * n) for n in range(5)]
    steps = [Step(10, 20, "Cliquez sur « Déclarer un sinistre »", target="Déclarer un sinistre")]
    one = shown("Réparez les objets abîmés", height=34)
    two = shown("Réparez les objets abîmés. Ne repeignez pas", height=34)
    assert summarise([], [], [one, *small], FRENCH).title == "Réparer les objets abîmés"
    assert summarise([], steps, [two, *small], FRENCH).title == "Déclarer un sinistre"


def pressed(*labels: str, verb: str = "Cliquez sur") -> list[Step]:
    return [Step(t, t + 1, f"{verb} « {label} »", target=label) for t, label in enumerate(labels)]


def test_what_one_came_for_names_the_tutorial_not_how_one_went_on():
    steps = pressed("Renouveler une carte", "M’envoyer le code", "Envoyer ma demande")
    assert summarise([], steps, [], FRENCH).title == "Renouveler une carte"


def test_of_two_things_done_the_one_that_is_spoken_of_names_the_tutorial():
    steps = pressed("Changer de langue", "Demander la parcelle", "Envoyer ma demande")
    heard = [Utterance(9, 12, "helper", "Elle est belle, cette parcelle.")]
    assert summarise(heard, steps, [], FRENCH).title == "Demander la parcelle"


def test_what_the_page_says_in_the_readers_name_is_what_is_done():
    steps = pressed("Je prends rendez-vous", "Valider le rendez-vous")
    assert summarise([], steps, [], FRENCH).title == "Prendre rendez-vous"


def test_a_heading_is_named_without_its_number():
    small = [shown(f"Ligne {n}", at=350 + 30 * n) for n in range(5)]
    heading = shown("Renouveler une carte, 1 sur 2", height=44)
    assert summarise([], [], [heading, *small], FRENCH).title == "Renouveler une carte"


def test_a_card_is_called_by_its_first_words_not_by_what_explains_them():
    steps = pressed("Déclarer une perte Elle n’est pas rentrée")
    assert summarise([], steps, [], FRENCH).title == "Déclarer une perte"


def test_what_is_ticked_on_the_way_or_cut_short_names_no_tutorial():
    steps = pressed("Bloquer les appels") + pressed("Prévenir aussi par courriel", verb="Cochez")
    heard = [Utterance(9, 12, "helper", "Le courriel, oui, par courriel.")]
    assert summarise(heard, steps, [], FRENCH).title == "Bloquer les appels"
    assert summarise([], pressed("Verser mon"), [], FRENCH).title != "Verser votre"


def typed(title: str) -> Step:
    return Step(0, 1, title, action="type")


@pytest.mark.parametrize(
    ("steps", "skill", "told"),
    [
        pytest.param(
            [typed("Tapez votre courriel"), typed("Tapez votre courriel")],
            "Envoyer et lire des courriels",
            False,
            id="an-address-in-a-form",
        ),
        pytest.param(
            [typed("Tapez votre nom"), typed("Tapez votre courriel")],
            "Remplir un formulaire en ligne",
            True,
            id="a-form",
        ),
        pytest.param(
            [typed("Remplissez la case « Objet »"), *pressed("Nouveau message")],
            "Envoyer et lire des courriels",
            True,
            id="a-letter",
        ),
        pytest.param(
            pressed("J’ai perdu un objet", "Choisir un autre objet"),
            "Envoyer et lire des courriels",
            False,
            id="a-thing-lost",
        ),
    ],
)
def test_skills_are_those_that_the_steps_exercise(steps, skill, told):
    assert (skill in summarise([], steps, [], FRENCH).skills) == told
