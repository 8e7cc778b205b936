"""What was done, from what was seen."""

from __future__ import annotations

import pytest

from media.deeds import Deed, find_deeds
from media.types import Point, ScreenEvent

FIELD, BUTTON = (292, 193, 330, 49), (292, 265, 166, 41)
TYPED = ScreenEvent(10.0, "typing", FIELD, 20.0, text="Métier recherché")


def after_typing(press: ScreenEvent) -> Deed:
    return find_deeds([TYPED, press])[-1]


@pytest.mark.parametrize("t", [20.3, 24.0])
def test_a_press_supposed_in_the_field_just_filled_was_somewhere_unknown(t: float) -> None:
    press = ScreenEvent(t, "click", FIELD, point=(384, 218), weight=0.5, text="Métier recherché")
    deed = after_typing(press)
    assert (deed.kind, deed.point, deed.box, deed.label) == ("click", None, None, None)


@pytest.mark.parametrize(
    "press",
    [
        ScreenEvent(22.0, "click", FIELD, point=(384, 218), weight=0.9, text="Métier recherché"),
        ScreenEvent(22.0, "click", BUTTON, point=(384, 280), weight=0.5, text="Valider"),
        ScreenEvent(40.0, "click", FIELD, point=(384, 218), weight=0.5, text="Métier recherché"),
    ],
    ids=["seen", "elsewhere", "later"],
)
def test_other_presses_keep_their_place(press: ScreenEvent) -> None:
    assert after_typing(press).point == press.point


LIST_FIELD = ScreenEvent(20.0, "click", (70, 380, 300, 40), point=(200, 400), text="Rythme")


def choice(t: float, opened: float, label: str) -> ScreenEvent:
    box = (70, 490, 300, 40)
    return ScreenEvent(t, "click", box, point=(220, 510), same_as=opened, text=label)


@pytest.mark.parametrize(
    ("box", "name", "fields"),
    [
        pytest.param((424, 362, 324, 36), "Arrivée", 2, id="a field beside it"),
        pytest.param((424, 362, 324, 36), "Départ", 1, id="of the same name"),
        pytest.param((424, 362, 324, 36), "Depart", 1, id="of the same name, misread"),
        pytest.param((424, 362, 324, 36), None, 1, id="without a name"),
        pytest.param((84, 362, 324, 36), "Où êtes-vous ?", 1, id="the same one"),
    ],
)
def test_typing_in_a_field_beside_another_is_no_part_of_the_same(box, name, fields):
    first = ScreenEvent(29.0, "typing", (84, 362, 324, 36), end=31.8, text="Départ")
    second = ScreenEvent(36.0, "typing", box, end=39.2, text=name)
    assert len(find_deeds([first, second])) == fields


def test_a_choice_from_a_list_is_told_from_a_press():
    opening, chosen = find_deeds([LIST_FIELD, choice(22.0, 20.0, "tous les mois")])
    assert (opening.action, opening.chosen) == ("click", False)
    assert (chosen.action, chosen.chosen, chosen.label) == ("choose", True, "tous les mois")


def test_what_is_typed_after_a_choice_is_another_deed():
    typed = ScreenEvent(24.0, "typing", (70, 480, 400, 60), end=27.0, text="Référence")
    deeds = find_deeds([LIST_FIELD, choice(22.0, 20.0, "tous les mois"), typed])
    assert [deed.kind for deed in deeds] == ["click", "click", "typing"]


def test_a_field_that_is_pressed_where_a_row_was_chosen_takes_nothing_of_it():
    field = (70, 490, 400, 40)
    pressed = ScreenEvent(25.0, "click", field, point=(225, 512))
    typed = ScreenEvent(26.0, "typing", field, end=29.0)
    deeds = find_deeds([LIST_FIELD, choice(22.0, 20.0, "tous les mois"), pressed, typed])
    assert [deed.label for deed in deeds] == ["Rythme", "tous les mois", None]


def test_a_choice_in_whose_place_another_is_made_is_undone():
    again = ScreenEvent(30.0, "click", LIST_FIELD.box, point=(210, 398), text="tous les trois mois")
    deeds = find_deeds(
        [
            LIST_FIELD,
            choice(22.0, 20.0, "tous les trois mois"),
            again,
            choice(32.0, 30.0, "tous les mois"),
        ]
    )
    assert [deed.undone for deed in deeds] == [None, 32.0, None, None]


@pytest.mark.parametrize(("point", "deeds"), [((384, 280), 1), (None, 2)])
def test_a_page_comes_late_of_a_press_where_the_mouse_has_stayed(
    point: Point | None, deeds: int
) -> None:
    press = ScreenEvent(22.0, "click", BUTTON, point=(384, 280), text="Valider")
    found = find_deeds([press, ScreenEvent(34.0, "page", point=point)])
    assert len(found) == deeds
