"""What a person typed, understood."""

import pytest

from kb.search.analysis import stem
from kb.search.query import MAX_WORDS, read_query
from kb.search.spelling import Lexicon
from kb.search.synonyms import Synonyms, shipped_synonyms

WORDS = {
    "caf": "caf",
    "piece": "pièce",
    "jointe": "jointe",
    "mail": "mail",
    "mot": "mot",
    "passe": "passe",
}
LEXICON = Lexicon([(word, written, 3) for word, written in WORDS.items()])
SYNONYMS = Synonyms(["mail, courriel, boîte aux lettres", "mot de passe, code secret"])


def own_words(text: str, **options) -> list[str]:
    read = read_query(text, LEXICON, SYNONYMS, **options)
    return [concept.alternatives[0].stems[0] for concept in read.concepts]


def others(text: str, place: int = 0) -> set[tuple[str, ...]]:
    concept = read_query(text, LEXICON, SYNONYMS).concepts[place]
    return {alternative.stems for alternative in concept.alternatives[1:]}


def test_words_that_say_nothing_are_left_out():
    assert own_words("comment joindre la caf") == [stem("jointe"), "caf"]


def test_they_stay_where_nothing_else_is_asked():
    assert own_words("où est-ce") == ["ou", "est", "ce"]


def test_a_word_counts_once():
    assert own_words("caf CAF la caf") == ["caf"]


def test_a_synonym_is_another_way_to_say_it():
    assert ("courriel",) in others("mail")
    assert (stem("boite"), stem("lettres")) in others("mail")


def test_a_phrase_has_synonyms():
    assert ("cod", "secret") in others("mot de passe", place=0)
    assert ("cod", "secret") in others("mot de passe", place=1)


def test_the_corrected_text_keeps_the_rest_as_it_was_typed():
    read = read_query("Ma pice jointe, à la CAF ?", LEXICON, SYNONYMS)
    assert read.corrected == "Ma pièce jointe, à la CAF ?"


def test_a_corrected_word_that_says_nothing_is_not_worth_a_remark():
    assert read_query("coment caf", LEXICON, SYNONYMS).corrected is None


def test_an_exact_question_is_not_corrected():
    assert own_words("pice", exact=True) == ["pic"]


def test_an_abbreviation_is_read_out():
    assert own_words("mdp") == ["mot", stem("passe")]


def test_a_long_text_is_cut():
    assert len(own_words(" ".join(f"{number}x" for number in range(100)))) <= MAX_WORDS


@pytest.mark.parametrize("text", ["", "  ", "…", "\x00\ud800"])
def test_nothing_is_asked_by_nothing(text):
    assert read_query(text, LEXICON, SYNONYMS).concepts == ()


def test_the_shipped_synonyms_are_read():
    assert ("courriel",) in shipped_synonyms().of(("mail",))


COMMON = Lexicon(
    [
        ("compte", "compte", 60),
        ("comptes", "comptes", 4),
        ("conte", "conte", 1),
        ("travail", "travail", 80),
        ("trave", "trave", 1),
    ]
)


def test_a_rare_word_that_sounds_like_a_common_one_is_kept_and_the_other_proposed():
    read = read_query("ouvrir un conte", COMMON, SYNONYMS)
    assert (read.corrected, read.proposed) == (None, "ouvrir un compte")
    assert [one.alternatives[0].stems[0] for one in read.concepts][-1] == stem("conte")


@pytest.mark.parametrize("text", ["compte", "comptes", "un compte", "le travail"])
def test_nothing_is_proposed_for_what_is_common_already(text):
    assert read_query(text, COMMON, SYNONYMS).proposed is None


def test_a_slip_with_the_stem_of_a_rare_word_is_corrected():
    assert read_query("mon travai", COMMON, SYNONYMS).corrected == "mon travail"


def test_exact_words_come_with_what_they_would_have_become():
    read = read_query("piesse jointe", LEXICON, SYNONYMS, exact=True)
    assert (read.corrected, read.proposed) == (None, "pièce jointe")


def test_it_says_whether_every_word_is_known():
    assert read_query("la piece jointe", LEXICON, SYNONYMS).known
    assert not read_query("la pièce de Dupont", LEXICON, SYNONYMS).known
