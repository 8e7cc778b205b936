"""What is said right before a value is typed, and what tells that it is none."""

from __future__ import annotations

import pytest

from media.shown import look
from media.types import ScreenLine, Utterance, Word
from tests.screens import FOOT, line, typing

FIELD = (115, 234, 330, 42)


def field(value: str, start: float) -> ScreenLine:
    return line(value, 127, 244, start)


@pytest.mark.parametrize(
    ("text", "probability", "covered"),
    [
        ("C'est moi, je mets le prénom en premier.", 0.9, False),
        ("C'est moi, je mets le prénom en premier.", 0.6, True),
        ("C'est moi, je mets Paule en premier.", 0.9, True),
        ("C'est moi, je mets faure en premier.", 0.9, True),
        ("C'est moi, je mets le 12 en premier.", 0.9, True),
        ("La forêt noire.", 0.9, True),
        ("Oui ça fait f a u r e.", 0.9, True),
        ("Colette est celle que je mets.", 0.9, True),
        ("C'est moi, je mets le prénom en premier.", 1.0, True),
    ],
)
def test_an_answer_surely_understood_that_tells_no_value_is_not_covered(
    text: str, probability: float, covered: bool
) -> None:
    words = tuple(Word(1.0, 2.8, word, probability) for word in text.split())
    answer = Utterance(1.0, 2.8, None, text, words, sounds_like="learner")
    lines = [line("Nom", 115, 206), field("Nicole Faure", 4.0), FOOT]
    assert bool(look(lines, [typing(FIELD)], [answer]).heard) is covered


@pytest.mark.parametrize(
    ("doubted", "value", "covered"),
    [
        ("en majuscules", "Odette Faure", False),
        ("en fort", "Nicole Faure", True),
        ("mi collant", "Nicole Faure", True),
        ("en majuscules", "Ny Ho", True),
        ("en majuscules et sans espace", "Odette Faure", True),
        ("le roi", "Odette Roy", True),
        ("un indien", "Awa Ndiaye", True),
        ("la rue", "Denise Larue", True),
    ],
)
def test_a_little_that_was_not_understood_may_be_the_value_if_it_is_anything_like_it(
    doubted: str, value: str, covered: bool
) -> None:
    text = f"Bon, je mets mon nom, {doubted}."
    count = len(text.split()) - len(doubted.split())
    words = tuple(
        Word(1.0, 2.8, word, 0.9 if n < count else 0.5) for n, word in enumerate(text.split())
    )
    answer = Utterance(1.0, 2.8, None, text, words, sounds_like="learner")
    lines = [line("Nom", 115, 206), field(value, 4.0), FOOT]
    assert bool(look(lines, [typing(FIELD)], [answer]).heard) is covered


@pytest.mark.parametrize(
    ("figures", "covered"), [("599, au 61", False), ("599", True), ("19,99 le 12 03", True)]
)
def test_a_voice_after_as_many_figures_as_were_typed_is_not_covered(
    figures: str, covered: bool
) -> None:
    said = [Utterance(1.0, 3.0, None, f"J'ai le message, {figures}.", sounds_like="learner")]
    lines = [line("Code reçu", 115, 206), field("582 061", 4.0), FOOT]
    read = look(lines, [typing(FIELD)], said, [(4.4, 5.2)])
    assert bool(read.unclear) is covered


@pytest.mark.parametrize("name", ["Guillemette Roy", "Christophe Py", "Delahousse"])
def test_a_voice_however_brief_may_say_a_name_that_is_typed(name: str) -> None:
    lines = [line("Nom", 115, 206), field(name, 4.0), FOOT]
    assert look(lines, [typing(FIELD)], [], [(2.4, 3.12)]).unclear
