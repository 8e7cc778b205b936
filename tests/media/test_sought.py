"""A scroll is named by the words that it brings and that are said."""

from __future__ import annotations

from media.cues import judge
from media.deeds import Deed
from media.language import language
from media.sought import goes_up, sought
from media.titles import step_title
from media.types import ScreenLine

FRENCH = language("fr")
SCROLL = Deed(20.0, 22.0, "scroll", 0.8, "scroll")
ORDER = judge(18.0, 20.0, "helper", "Maintenant, continuez jusqu'à prévenir le vendeur.", FRENCH)
LINES = (
    ScreenLine(0.0, 19.9, "Ce qui ne s'annule pas", (80, 120, 300, 26)),
    ScreenLine(19.8, 30.0, "Ce qui ne s'annule pas", (80, 60, 300, 26)),
    ScreenLine(19.8, 30.0, "Prévenir le vendeur", (80, 400, 225, 26)),
    ScreenLine(19.8, 30.0, "Où trouver quelqu’un", (80, 600, 225, 26)),
)


def said(text: str, start: float, speaker: str = "helper"):
    return judge(start, start + 2, speaker, text, FRENCH)


def test_what_was_asked_for_and_comes_into_view():
    assert sought(SCROLL, [ORDER], LINES, 720) == "Prévenir le vendeur"


def test_what_was_there_before_is_not_what_was_sought():
    told = said("Descendez après ce qui ne s'annule pas.", 18.0)
    assert sought(SCROLL, [told], LINES, 720) is None


def test_what_stood_at_the_bottom_is():
    lines = (ScreenLine(0.0, 19.9, "Prévenir le vendeur", (80, 690, 225, 26)), *LINES)
    assert sought(SCROLL, [ORDER], lines, 720) == "Prévenir le vendeur"


def test_what_is_read_aloud_on_arrival_where_nobody_asked_for_anything():
    read = said("Où trouver quelqu'un, voilà.", 23.0, "learner")
    assert sought(SCROLL, [read], LINES, 720) == "Où trouver quelqu’un"
    assert sought(SCROLL, [ORDER, read], LINES, 720) == "Prévenir le vendeur"


def test_the_title_says_how_far_and_which_way():
    assert step_title([ORDER], "scroll", "Prévenir le vendeur", FRENCH) == (
        "Descendez jusqu’à « Prévenir le vendeur »"
    )
    up = said("Remontez un peu.", 18.0)
    assert step_title([up], "scroll", "Prévenir le vendeur", FRENCH) == (
        "Remontez jusqu’à « Prévenir le vendeur »"
    )
    assert step_title([up], "scroll", None, FRENCH) == "Remontez dans la page"


def test_going_back_up_is_seen_by_what_moves_down_the_picture():
    down = LINES
    up = (
        ScreenLine(0.0, 19.9, "Ce qui ne s'annule pas", (80, 60, 300, 26)),
        ScreenLine(19.8, 30.0, "Ce qui ne s'annule pas", (80, 400, 300, 26)),
        ScreenLine(0.0, 60.0, "Accueil", (80, 10, 90, 26)),
    )
    assert not goes_up(SCROLL, down)
    assert goes_up(SCROLL, up)
    assert not goes_up(SCROLL, ()), "one scrolls down where nothing tells"


def test_the_title_says_that_one_goes_back_up():
    assert step_title([], "scroll", None, FRENCH, up=True) == "Remontez dans la page"
    assert step_title([], "scroll", "Prévenir le vendeur", FRENCH, up=True) == (
        "Remontez jusqu’à « Prévenir le vendeur »"
    )
