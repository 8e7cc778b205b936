"""Corrections: of unknown words only, to the nearest common one."""

import pytest

from kb.search.spelling import Lexicon
from media.sounds import skeleton, sound

WORDS = {
    "impot": "impôt", "connexion": "connexion", "piece": "pièce", "jointe": "jointe",
    "travail": "travail", "salaire": "salaire", "licenciement": "licenciement",
    "attestation": "attestation", "passe": "passe", "mot": "mot", "document": "document",
    "rendez": "rendez", "conseiller": "conseiller", "taxe": "taxe", "fonciere": "foncière",
    "numero": "numéro",
}  # fmt: skip


@pytest.fixture(scope="module")
def lexicon():
    return Lexicon([(word, written, 5) for word, written in WORDS.items()])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("inpot", "impot", id="sound"),
        pytest.param("conexion", "connexion", id="one letter of two"),
        pytest.param("peice", "piece", id="letters swapped"),
        pytest.param("travay", "travail", id="ay for ail"),
        pytest.param("slaire", "salaire", id="a vowel left out"),
        pytest.param("lisansiman", "licenciement", id="altogether by ear"),
        pytest.param("atestassion", "attestation", id="ssion for tion"),
        pytest.param("konseiller", "conseiller", id="k for c"),
        pytest.param("tacse", "taxe", id="x"),
        pytest.param("documan", "document", id="an for en"),
        pytest.param("nuero", "numero", id="a letter missing"),
        pytest.param("coment", "comment", id="a word that says nothing"),
    ],
)
def test_a_misspelt_word(lexicon, typed, meant):
    assert not lexicon.knows(typed)
    assert lexicon.nearest(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("limpot", "impot", id="article without its apostrophe"),
        pytest.param("taxefonciere", "taxe fonciere", id="two words in one"),
    ],
)
def test_words_run_together(lexicon, typed, meant):
    assert lexicon.nearest(typed) == meant


@pytest.mark.parametrize("word", ["impot", "impots", "2024", "vous", "pieces"])
def test_known_words_need_no_correction(lexicon, word):
    assert lexicon.knows(word)


@pytest.mark.parametrize("word", ["xyzzy", "chocolat", "kwyjibo", "qsdfgh", "ab"])
def test_a_word_like_no_other_is_left(lexicon, word):
    assert lexicon.nearest(word) is None


def test_the_correction_is_shown_with_its_accents(lexicon):
    assert lexicon.written("fonciere") == "foncière"


def test_an_empty_vocabulary_knows_words_that_say_nothing():
    assert Lexicon([]).nearest("coment") == "comment"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("impot", "inpo"),
        ("photo", "foto"),
        ("qualite", "kalite"),
        ("bateau", "bato"),
        ("caisse", "kesse"),
        ("chercher", "cherche"),
        ("declaration", "deklarassion"),
        ("exemple", "eksanple"),
    ],
)
def test_two_spellings_of_one_sound_share_a_code(one, other):
    assert sound(one) == sound(other)


def test_skeleton():
    assert skeleton("salaire") == "slr"
