"""Why a piece is where it is."""

from __future__ import annotations

import pytest

from media.cues import judge
from media.deeds import Deed
from media.fusion import Piece, fitted_weights
from media.grounds import GROUNDS, MOST, grounds
from media.language import language
from media.row import Atom
from media.segment import segment
from media.types import MediaInfo, ScreenEvent, Step, Track, Utterance

FRENCH = language("fr")
INFO = MediaInfo(120.0, 1280, 720, (Track(0, "video", "vp8"), Track(1, "audio", "opus")))


def said(t: float, text: str) -> Atom:
    return Atom(t, t + 2.0, said=judge(t, t + 2.0, "helper", text, FRENCH))


def clicked(t: float, **more: object) -> Atom:
    return Atom(t, t + 0.4, deed=Deed(t, t + 0.4, "click", 1.0, "click", **more))


def told(found) -> list[tuple[str, float, float]]:
    return [(one.kind, one.t, pytest.approx(one.weight)) for one in found]


def press(t: float, label: str, **page: float) -> list[ScreenEvent]:
    """A press on something, and the page that it brings."""
    box = (260, 180, 80, 40)
    return [
        ScreenEvent(t, "click", box, point=(300, 200), text=label),
        ScreenEvent(t + 0.5, "page", (0, 0, 1280, 720), t + 1.0, **page),
    ]


@pytest.fixture(scope="module")
def steps() -> tuple[Step, ...]:
    """Three steps, the second a wrong way that nobody says a word of."""
    screen = [
        *press(20, "Mon compte"),
        *press(40, "Mes factures"),
        *press(46, "Accueil", same_as=40.4),
        *press(55, "Mes documents"),
    ]
    words = {
        16: "Cliquez sur Mon compte.",
        36: "Maintenant ouvrez vos documents.",
        52: "Cliquez sur Mes documents.",
    }
    talk = [Utterance(t, t + 3.0, "helper", text) for t, text in words.items()]
    return segment(INFO, talk, screen, (), "fr")


def test_a_wrong_way_that_nobody_speaks_of_is_told_by_the_way_back(steps):
    assert [step.mistake for step in steps] == [False, True, False]
    assert ("screen.returned", 46.0) in {(one.kind, one.t) for one in steps[1].evidence}


def test_words_that_name_what_is_pressed_and_the_pause_before_them_are_reasons(steps):
    first, *others = [(one.kind, one.t) for one in steps[2].evidence]
    assert first == ("speech.label", 52.0)
    assert sorted(others) == [("pause", 52.0), ("screen.click", 55.0)]


def test_nobody_knows_what_came_before_the_recording(steps):
    assert "pause" not in {one.kind for one in steps[0].evidence}


def test_a_reason_weighs_what_its_features_brought_and_what_speaks_against_is_none():
    counted = {"deed": 1.5, "last_deed": 2.5, "named": -1.0, "role_does": -0.4, "first_gap": 0.5}
    piece = Piece("step", (said(10.0, "Cliquez."), clicked(13.0)), counted)
    before = Piece("step", (clicked(5.0),), {"next_gap": 0.25, "next_turn": 0.5, "deed": 9.0})
    assert told(grounds(piece, before)) == [
        ("screen.click", 13.0, 4.0),
        ("pause", 10.0, 0.75),
        ("turn", 10.0, 0.5),
    ]


def test_what_one_sentence_tells_is_one_reason():
    counted = {"call": 2.0, "named": 3.0, "near": 1.5}
    atoms = (said(10.0, "Cliquez sur Mon compte."), clicked(13.0, label="Mon compte"))
    assert told(grounds(Piece("step", atoms, counted), None)) == [("speech.label", 10.0, 6.5)]


@pytest.mark.parametrize(
    ("naming", "kind"), [(2.5, "speech.label"), (1.9, "speech.label"), (1.0, "speech.instruction")]
)
def test_of_kinds_that_count_about_the_same_the_particular_one_is_told(naming, kind):
    counted = {"call": 2.2, "named": naming}
    atoms = (said(10.0, "Cliquez sur Mon compte."), clicked(13.0, label="Mon compte"))
    assert [one.kind for one in grounds(Piece("step", atoms, counted), None)] == [kind]


def test_going_back_by_a_button_is_no_page_that_was_seen_before():
    back = Atom(16.0, 16.4, deed=clicked(16.0).deed, way_back=True)
    piece = Piece("mistake", (clicked(13.0, undone=15.0), back), {"returns": 5.0})
    assert told(grounds(piece, None)) == [("screen.back", 16.0, 5.0)]


def test_only_the_strongest_are_kept():
    counted = {"call": 1.0, "deed": 2.0, "chosen": 3.0, "shown": 4.0, "unshown_mistake": 5.0}
    first, second = clicked(13.0, pointed=12.0), clicked(15.0, chosen=True, unshown=True)
    found = grounds(Piece("step", (said(10.0, "Cliquez."), first, second), counted), None)
    assert len(found) == MOST
    assert [one.weight for one in found] == [6.0, 5.0, 3.0, 2.0]


def test_a_piece_that_nothing_speaks_for_says_at_least_what_it_is():
    piece = Piece("mistake", (clicked(13.0),), {"redone": -0.9, "returns": 0.0})
    assert told(grounds(piece, None)) == [("screen.click", 13.0, 0.0)]


def test_every_feature_of_a_ground_is_one_of_the_cut():
    counted = {name for ground in GROUNDS for name in ground.features}
    assert counted <= set(fitted_weights())
