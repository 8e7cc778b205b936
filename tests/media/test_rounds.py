"""A way that leads back to where one was is seen as one."""

from __future__ import annotations

from media.deeds import Deed
from media.rounds import Round, rounds, told_of
from media.row import Atom, Row


def press(t: float, label: str, *, page: bool = True, back: float | None = None) -> Atom:
    deed = Deed(t, t + 0.5, "click", 1.0, "click", label=label, page=page, large=page, back=back)
    return Atom(t, t + 0.5, deed=deed)


def test_a_page_that_is_left_and_seen_again_is_a_round() -> None:
    row = Row([press(1, "Aide"), press(10, "Offres"), press(20, "Retour", back=10.0)], picture=True)
    assert rounds(row) == [Round("page", 1, 2, 0)]


def test_what_lies_further_back_is_found_past_a_page_in_between() -> None:
    row = Row(
        [
            press(1, "Aide"),
            press(10, "Offres"),
            press(15, "Détail"),
            press(20, "Accueil", back=9.8),
        ],
        picture=True,
    )
    assert rounds(row) == [Round("page", 1, 3, 1)]


def test_a_thing_pressed_once_more_is_a_round_unless_long_ago() -> None:
    soon = Row([press(1, "Parcourir"), press(4, "vieux.pdf"), press(9, "Parcourir")], picture=True)
    late = Row([press(1, "Suivant"), press(4, "Oui"), press(200, "Suivant")], picture=True)
    assert rounds(soon) == [Round("label", 0, 2, 1)]
    assert rounds(late) == []


def test_each_deed_is_told_where_it_stands_in_a_round() -> None:
    row = Row([press(1, "Parcourir"), press(4, "vieux.pdf"), press(9, "Parcourir")], picture=True)
    found = rounds(row)
    out, on, back = (told_of(found, place)[3:] for place in range(3))
    assert out == [2.0, 0.0, 0.0]
    assert on == [0.0, 2.0, 0.0]
    assert back == [0.0, 0.0, 2.0]
