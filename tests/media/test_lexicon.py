"""Words that are none, and how they are spelt."""

from __future__ import annotations

import pytest

from media.cues import read
from media.language import language
from media.lexicon import lexicon, respelt
from media.titles import step_text
from media.types import Utterance, Word

FRENCH = language("fr")
KNOWN = lexicon(FRENCH)


def heard(text: str, unsure: str = "") -> Utterance:
    """One utterance, of which the ear hardly believes some words."""
    words = tuple(
        Word(0.3 * n, 0.3 * n + 0.25, word, 0.2 if word.strip(".,") in unsure.split() else 0.9)
        for n, word in enumerate(text.split())
    )
    return Utterance(0.0, words[-1].end, "helper", text, words)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("médiatèque", "médiathèque"),
        ("saccoche", "sacoche"),
        ("élicoptère", "hélicoptère"),
        ("verifiez", "vérifiez"),
        ("prennez", "prenez"),
        ("cliquez", None),
        ("cliqué", None),
        ("déjà", None),
        ("cœur", None),
        ("magiscules", None),
        ("franceconnect", None),
        ("Benghanem", None),
    ],
)
def test_a_word_that_is_none_is_spelt_as_the_one_that_sounds_the_same(written, meant):
    assert KNOWN.meant(written) == meant


def test_words_are_known_and_others_are_none():
    text = "Ah, jusqu'au bout, quelqu'un d'absuivantes aujourd'hui. Holizez un coup, Benghanem."
    assert KNOWN.strange(text) == ["absuivantes", "Holizez"]


def test_an_utterance_is_spelt_anew_and_keeps_its_times():
    said = heard("Prennez la saccoche, à Tramelia.")
    right = respelt(said, KNOWN, set())
    assert right.text == "Prenez la sacoche, à Tramelia."
    assert [(w.start, w.end) for w in right.words] == [(w.start, w.end) for w in said.words]
    assert respelt(said, KNOWN, {"prennez", "saccoche"}) is said


def test_a_word_of_the_installation_is_a_word_like_others():
    tongue = language("fr", ("viactis", "Mon EspacePass"))
    assert lexicon(tongue).knows("viactis")
    assert lexicon(tongue).strange("Ouvrez viactis, puis cinébaie.") == ["cinébaie"]
    assert not KNOWN.knows("viactis")
    said = read([heard("Cliquez sur viactis en haut.")], tongue)
    assert step_text(said, "Titre", tongue) == "Cliquez sur viactis en haut."


def test_of_a_language_without_a_list_every_word_is_known():
    silent = lexicon(language("eo"))
    assert silent.knows("bzzzt")
    assert silent.meant("bzzzt") is None


@pytest.mark.parametrize(
    ("text", "unsure", "told"),
    [
        pytest.param("Cliquez sur le bouton vert.", "", True, id="well-heard"),
        pytest.param("Cliquez sur le bouton plat.", "plat", False, id="hardly-believed"),
        pytest.param("Cliquez sur l'absuivante.", "", False, id="no-word"),
        pytest.param("Cliquez sur le bouton cinébaie.", "", True, id="written-on-the-screen"),
        pytest.param("Cliquez sur le bouton vert.", "le", True, id="a-small-word"),
    ],
)
def test_what_the_ear_hardly_believes_is_in_no_text(text, unsure, told):
    said = read([heard(text, unsure)], FRENCH)
    expected = text if told else "Titre."
    assert step_text(said, "Titre", FRENCH, {"cinebaie"}).replace("’", "'") == expected
