"""French text as the words that search compares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.analysis import fold, is_stop_word, stems, tokens, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Impôt", "impot", id="accent and capital"),
        pytest.param("cœur", "coeur", id="ligature"),
        pytest.param("œŒ æ", "oeoe ae", id="ligatures of both cases"),
        pytest.param("E\u0301TAT", "etat", id="accent as a letter of its own"),
        pytest.param("ﬁchier", "fichier", id="typographic ligature"),
    ],
)
def test_fold(text, expected):
    assert fold(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("l'étape", ["etape"], id="straight apostrophe"),
        pytest.param("l’étape d’après", ["etape", "apres"], id="curly apostrophe"),
        pytest.param("qu'est-ce qu'il faut", ["est", "ce", "il", "faut"], id="qu'"),
        pytest.param("aujourd'hui", ["aujourd", "hui"], id="an apostrophe that elides nothing"),
        pytest.param("rendez-vous", ["rendez", "vous"], id="hyphen"),
        pytest.param("impots.gouv.fr", ["impots", "gouv", "fr"], id="name of a site"),
        pytest.param("3 pièces, 2e étage", ["3", "pieces", "2e", "etage"], id="numbers"),
        pytest.param("« À ! »", ["a"], id="signs"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("pièce jointe", "pieces jointes", id="plural"),
        pytest.param("connecter", "connecté", id="forms of a verb"),
        pytest.param("déclaration", "declarations", id="accents"),
        pytest.param("l'impôt", "impots", id="elision"),
    ],
)
def test_forms_of_a_word_share_their_stem(one, other):
    assert stems(one) == stems(other)


@pytest.mark.parametrize("word", ["le", "pour", "vous", "j", "comment"])
def test_words_that_say_nothing(word):
    assert is_stop_word(word)


@pytest.mark.parametrize("word", ["mail", "compte", "7", "caf", "mot", "passe"])
def test_words_that_say_something(word):
    assert not is_stop_word(word)


@given(st.text(max_size=60))
def test_tokens_stand_where_they_say(text):
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.word in fold(text[token.start : token.end])
