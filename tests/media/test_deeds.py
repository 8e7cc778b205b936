"""What was done, from what was seen."""

from __future__ import annotations

import pytest

from media.deeds import Deed, find_deeds
from media.types import ScreenEvent

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
