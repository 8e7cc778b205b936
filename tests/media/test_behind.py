"""Values that the question for consent lies over."""

from __future__ import annotations

import pytest

from media.types import ScreenEvent, ScreenLine
from tests.screens import line, shown


def under(question: str, *events: ScreenEvent) -> float:
    """From when on a name is covered that is read at 20.2 s, once the words over it are gone."""
    over = line(question, 369, 305, 3.0, 20.0)
    value = line("Bonjour Daniel Rouvière", 502, 229, 20.2, 30.0)
    return min(mask.start for mask in shown(over, value, events=events) if mask.kind == "name")


def test_a_name_is_covered_from_when_the_page_came() -> None:
    page = ScreenEvent(2.0, "page", (0, 0, 1280, 720), 3.0)
    assert under("Tout accepter", page) == pytest.approx(2.5)
    assert under("Tout refuser") == 0.0


def test_other_words_that_go_tell_nothing() -> None:
    assert under("Chargement de la page") == pytest.approx(19.7)
    assert under("Gestion des cookies") == pytest.approx(19.7)


def test_what_comes_with_another_page_was_not_there_before() -> None:
    page = ScreenEvent(19.8, "page", (0, 0, 1280, 720), 20.2)
    assert under("Tout accepter", page) == pytest.approx(19.7)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Commande GD-58 204 au nom de Marcelle Roussin", True),
        ("Colis à retirer avant vendredi soir pour Daniel Rouvière", True),
        ("Ce livre raconte la vie de Daniel Rouvière en cent photos", False),
        ("Rendez-vous au lycée professionnel pour la fête de fin d'année", False),
    ],
)
def test_a_name_of_whom_something_is_for_is_found_in_a_sentence(text: str, named: bool) -> None:
    found = shown(ScreenLine(0.0, 10.0, text, (280, 354, 398, 20)))
    assert ("name" in {mask.kind for mask in found}) is named
