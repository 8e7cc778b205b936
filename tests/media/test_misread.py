"""Misread words of a button are put right by what is known of them; all else stays."""

from __future__ import annotations

import pytest

from media.language import language
from media.misread import read_right
from media.types import ScreenEvent, ScreenLine, Utterance

FRENCH = language("fr")


def label(read: str, said: str = "", *elsewhere: str) -> str | None:
    event = ScreenEvent(3.0, "click", (100, 100, 120, 40), text=read)
    lines = [
        ScreenLine(0.0, 9.0, text, (100, 200 + 40 * n, 200, 20))
        for n, text in enumerate((read, *elsewhere))
    ]
    (found,) = read_right([event], [Utterance(1.0, 2.0, None, said)], lines, FRENCH)
    return found.text


@pytest.mark.parametrize(
    ("read", "said", "meant"),
    [
        ("Lancer la rechrche", "Vous lancez la recherche.", "Lancer la recherche"),
        ("emboursement", "Retard et remboursement, nous y voilà.", "remboursement"),
    ],
)
def test_a_misread_word_is_what_was_said(read: str, said: str, meant: str) -> None:
    assert label(read, said) == meant


def test_or_what_stands_elsewhere() -> None:
    assert label("Certificat de parainage", "", "Le parrainage, mode d'emploi") == (
        "Certificat de parrainage"
    )


@pytest.mark.parametrize(
    ("read", "said", "elsewhere"),
    [
        pytest.param("Lancer la rechrche", "Allez-y.", (), id="nothing is known"),
        pytest.param("Nouvel IBAN", "Elle vient du Liban.", (), id="capitals"),
        pytest.param("Filet de sandre", "C'est Sandra qui l'a dit.", (), id="a name"),
        pytest.param("Envoyer la liste", "Renvoyez la piste.", (), id="words that are some"),
        pytest.param(
            "Mairie de Brisson", "Quel frisson !", ("Bienvenue à Brisson",), id="read twice"
        ),
        pytest.param("Wero", "Un vrai héros.", ("Wero et virement, hero",), id="a brand"),
        pytest.param("Lucas Meunyer", "Mon meunier.", (), id="a family name"),
        pytest.param("https://gare.exemple/apres", "Et après ?", (), id="an address"),
    ],
)
def test_all_else_stays(read: str, said: str, elsewhere: tuple[str, ...]) -> None:
    assert label(read, said, *elsewhere) == read
