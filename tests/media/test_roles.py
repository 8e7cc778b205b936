"""Sentences are told what part they play by what they mean and what is done around them."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from media.cues import judge
from media.deeds import Deed
from media.language import language
from media.meaning import meanings
from media.role_features import AROUND, LEAST, roles_around
from media.roles import ROLES, with_roles
from media.row import Atom, Role, Row, named_before
from media.types import Speaker

FRENCH = language("fr")


def say(t: float, text: str, who: Speaker = "helper") -> Atom:
    return Atom(t, t + 2.0, said=judge(t, t + 2.0, who, text, FRENCH))


def press(t: float, label: str) -> Atom:
    deed = Deed(t, t + 0.5, "click", 1.0, "click", page=True, label=label, point=(10, 10))
    return Atom(t, t + 0.5, deed=deed)


def likeliest(atom: Atom) -> Role:
    return max(ROLES, key=lambda role: atom.roles[role])


def astray(label: str) -> list[Atom]:
    """A wrong press, told and taken back, then the right one."""
    return [
        say(12.0, "Alors, vous cliquez sur Mes documents."),
        press(16.0, label),
        say(18.0, "Ah non, ce n'est pas là, revenez en arrière."),
        replace(press(22.0, "Retour"), way_back=True, repair=True),
        say(25.0, "Mes documents, juste à côté."),
        press(29.0, "Mes documents"),
    ]


CONVERSATION = [
    say(1.0, "Bonjour madame, comment allez-vous aujourd'hui ?"),
    say(4.0, "Ça va bien, merci, il fait beau chez nous.", "learner"),
    say(12.0, "Alors, vous cliquez sur Se connecter, en haut à droite."),
    press(17.0, "Se connecter"),
    say(18.5, "Voilà, ça y est.", "learner"),
    say(24.0, "Ensuite, cliquez sur Mes documents."),
    press(29.0, "Mes documents"),
]


def test_greetings_are_beside_the_matter_and_instructions_open_steps() -> None:
    told = with_roles(CONVERSATION)

    roles = [likeliest(atom) for atom in told]
    assert roles == ["beside", "beside", "opens", "does", "follows", "opens", "does"]


def test_a_wrong_press_that_is_taken_back_strays() -> None:
    told = with_roles(astray("Mes paiements"))

    assert [likeliest(atom) for atom in told[1::2]] == ["strays", "strays", "does"]


def test_every_sentence_and_deed_has_the_probability_of_each_role() -> None:
    for atom in with_roles([*CONVERSATION, Atom(40.0, 40.0, mark="")]):
        if atom.mark is not None:
            assert atom.roles == {}
            continue
        assert set(atom.roles) == set(ROLES)
        assert min(atom.roles.values()) >= LEAST
        least = len(ROLES) * math.exp(LEAST)
        assert sum(map(math.exp, atom.roles.values())) == pytest.approx(1.0, abs=least)


@pytest.mark.parametrize("atoms", [[], [press(3.0, "Valider")], [Atom(1.0, 1.0, mark="")]])
def test_a_row_without_a_word_is_no_trouble(atoms: list[Atom]) -> None:
    assert len(with_roles(atoms)) == len(atoms)


def test_what_means_the_same_lies_near_in_any_words_and_language() -> None:
    one, same, english, other = meanings(
        [
            "Revenez en arrière, ce n'est pas la bonne page.",
            "Retournez à la page d'avant, on s'est trompé.",
            "Go back, this is not the right page.",
            "Ma fille vient déjeuner dimanche.",
        ]
    )
    assert min(one @ same, one @ english) > one @ other + 0.2


def test_texts_without_words_mean_nothing() -> None:
    assert np.array_equal(meanings(["", "…"]), np.zeros((2, 512), np.float32))
    assert meanings([]).shape == (0, 512)


def test_another_voice_takes_its_turn_only_where_both_are_known() -> None:
    row = Row.of(
        [
            say(1.0, "Cliquez ici."),
            say(4.0, "Voilà.", "learner"),
            press(5.0, "Ici"),
            say(7.0, "Bien."),
        ],
        picture=True,
    )
    assert [row.turn(place) for place in range(5)] == [False, True, False, True, False]


@pytest.mark.parametrize(
    ("pressed", "own", "later"), [("Mes documents", True, False), ("Mes paiements", False, True)]
)
def test_what_was_named_is_told_from_what_was_pressed(pressed: str, own: bool, later: bool) -> None:
    row = Row.of(astray(pressed), picture=True)
    found = named_before(row, 0, 4)
    assert [share > 0.9 for share in found] == [own, later]


def test_what_is_told_of_the_atoms_around_stands_in_order_and_nothing_beyond_the_ends() -> None:
    row = Row.of([say(1.0, "Cliquez ici."), press(4.0, "Ici")], picture=True)
    told = np.array([[-0.1, -2.4], [-3.0, -0.05]])

    found = roles_around(row, told).reshape(2, 2 * AROUND + 1, -1)

    assert np.array_equal(found[:, AROUND, :2], told)
    assert np.array_equal(found[0, AROUND + 1], found[1, AROUND])
    assert (found[0, :AROUND] == LEAST).all()
    assert found[0, AROUND, 2:].tolist() == [1.0, 1.0, row.gap(0)]
