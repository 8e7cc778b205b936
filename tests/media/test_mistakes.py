"""What tells a wrong way from two steps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from media.cues import acts_upon, goes_back, judge
from media.deeds import Deed
from media.features import features
from media.fusion import Piece
from media.language import language
from media.mistake_features import restored
from media.row import Atom, Row
from media.segment import steps_of
from media.types import MediaInfo, Track

FRENCH = language("fr")


def pressed(t: float, label: str, back: float | None = None, **told: bool) -> Atom:
    deed = Deed(t, t + 0.5, "click", 1.0, "click", label=label, page=True, large=True, back=back)
    return Atom(t, t + 0.5, deed=deed, way_back=goes_back(label, FRENCH), **told)


def said(t: float, text: str) -> Atom:
    return Atom(t, t + 1.0, said=judge(t, t + 1.0, None, text, FRENCH))


def test_one_is_where_one_was_when_the_last_thing_done_is_what_was_done_before():
    row = Row(
        [
            pressed(1.0, "Parcourir"),
            pressed(3.0, "ancien.pdf"),
            said(5.0, "Ah non, c'est l'ancien, on recommence."),
            pressed(7.0, "Parcourir"),
            pressed(9.0, "nouveau.pdf"),
        ],
        picture=True,
    )
    assert restored(row, 1, 4)
    assert not restored(row, 1, 5)
    found = features(row, 1, 4, "mistake")
    assert found
    assert found["restored"] == found["restored_told"] == 1.0


def test_what_is_regretted_and_gone_back_from_tells_against_a_step():
    row = Row(
        [
            said(0.0, "Je vais dans les factures."),
            pressed(2.0, "Factures"),
            said(4.0, "Ah non, ce n'est pas là."),
            pressed(6.0, "Retour", back=1.0, repair=True),
        ],
        picture=True,
    )
    step, back = features(row, 0, 2, "step"), features(row, 3, 4, "step")
    mistake, left_out = features(row, 0, 4, "mistake"), features(row, 2, 3, "outside")
    assert step
    assert back
    assert mistake
    assert left_out
    assert step["then_taken_back"] == 1.0
    assert back["led_back"] == back["way_back_step"] == 1.0
    assert mistake["told_back"] == 1.0
    assert left_out["out_regret"] == 1.0


@pytest.mark.parametrize(
    ("label", "acts"),
    [("Valider", True), ("Me connecter", True), ("Mes factures", False), ("Retour", False)],
)
def test_a_label_that_does_something_is_told_from_one_that_names_a_place(label: str, acts: bool):
    assert acts_upon(label, FRENCH) is acts


def test_something_that_starts_again_by_itself_is_no_mistake():
    assert not judge(0.0, 1.0, None, "Et si ça recommence, je fais quoi ?", FRENCH).wrong
    assert judge(0.0, 1.0, None, "On recommence.", FRENCH).wrong


def test_looking_down_a_page_is_no_wrong_way():
    scroll = Deed(2.0, 4.0, "scroll", 0.8, "scroll")
    row = Row([Atom(2.0, 4.0, deed=scroll), said(5.0, "Ah non, ce n'est pas là.")], picture=True)
    assert features(row, 0, 2, "mistake") is None


@pytest.mark.parametrize(("astray", "may_be"), [(-0.1, True), (-2.0, False)])
def test_a_wrong_field_is_told_of_by_what_is_said_of_it(astray: float, may_be: bool):
    typing = Deed(2.0, 4.0, "typing", 1.0, "typing", label="Numéro d'allocataire")
    reads = replace(said(5.0, "Numéro d'allocataire, oh."), roles={"astray": astray})
    row = Row(
        [said(0.0, "Le quotient, c'est 412."), Atom(2.0, 4.0, deed=typing), reads], picture=True
    )
    assert (features(row, 0, 3, "mistake") is not None) is may_be


def wrong(t: float) -> Piece:
    said = Atom(t, t + 1.0, said=judge(t, t + 1.0, None, "Ah non, pas là.", FRENCH))
    deed = Deed(t + 2.0, t + 2.5, "click", 1.0, "click", label="Retour", point=(10, 10))
    return Piece("mistake", (said, Atom(t + 2.0, t + 2.5, deed=deed, way_back=True)), {})


def right(t: float) -> Piece:
    return replace(wrong(t), label="step")


@pytest.mark.parametrize(
    ("pieces", "walls", "starts"),
    [
        ([wrong(10.0), wrong(14.0)], [], [10.0]),
        ([wrong(10.0), right(14.0), wrong(18.0)], [], [10.0, 14.0, 18.0]),
        ([wrong(10.0), wrong(20.0)], [(13.0, 19.0)], [10.0, 20.0]),
        ([right(10.0), right(14.0)], [], [10.0, 14.0]),
    ],
    ids=["one wrong way", "a step between", "off the record between", "two steps"],
)
def test_mistakes_with_nothing_between_them_are_one_wrong_way(pieces, walls, starts):
    info = MediaInfo(60.0, 1280, 720, (Track(0, "video", "vp8"),))

    steps = steps_of(info, pieces, FRENCH, walls)

    assert [step.start for step in steps] == pytest.approx(starts, abs=1.5)
