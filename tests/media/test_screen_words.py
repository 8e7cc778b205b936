"""Words that stand on the screen, in what is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.language import language
from media.lexicon import lexicon
from media.screen_words import ScreenWords
from media.types import ScreenLine, Utterance, Word

KNOWN = lexicon(language("fr"))


def said(text: str, certainty: float = 0.5, start: float = 0.0) -> Utterance:
    words = tuple(
        Word(start + n * 0.4, start + n * 0.4 + 0.3, word, certainty)
        for n, word in enumerate(text.split())
    )
    return Utterance(start, words[-1].end, "helper", text, words)


def shown(*texts: str, start: float = 0.0, end: float = 60.0) -> tuple[ScreenLine, ...]:
    return tuple(ScreenLine(start, end, text, (0, 0, 90, 20), 0.99) for text in texts)


def written(text: str, *lines: str, certainty: float = 0.5, personal: tuple[str, ...] = ()) -> str:
    (found,) = ScreenWords(shown(*lines), personal, KNOWN).applied([said(text, certainty)])
    return found.text


@pytest.mark.parametrize(
    ("heard", "line", "right"),
    [
        ("un bouton par courir, il", "Parcourir", "un bouton Parcourir, il"),
        ("dans Restorations scolaires", "Restauration scolaire", "dans Restauration scolaire"),
        ("alors l'ongle orquestre.", "Orchestre", "alors l'ongle Orchestre."),
        ("sur ton opérate c'est", "La grande opérette de mai", "sur ton opérette c'est"),
        ("la ligne vicomune vous", "Attestation de vie commune", "la ligne vie commune vous"),
        ("rue des tanners", "27 rue des Tanneurs", "rue des Tanneurs"),
    ],
)
def test_what_names_something_on_the_screen_is_written_as_it_stands_there(
    heard: str, line: str, right: str
) -> None:
    assert written(heard, line) == right


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("là ce sont les documents de Paul", "Mes documents", id="a part of it"),
        pytest.param("il faut payer le monsieur par virement", "Virements", id="one sound"),
        pytest.param("on va partager l'album, c'est simple", "Partagés", id="one sound, a verb"),
        pytest.param("allez voir la mairie", "Messages envoyés", id="something else"),
        pytest.param("on regarde la facture", "facture_eau.pdf", id="a file"),
    ],
)
def test_what_does_not_name_it_is_left_alone(text: str, line: str) -> None:
    assert written(text, line, certainty=0.9) == text


def test_words_that_were_surely_heard_are_left_alone() -> None:
    heard = "une vue des lunettes neuves"
    assert written(heard, "Revue et lunettes neuves", certainty=0.95) == heard


def test_nothing_is_put_into_the_mouth_of_one_who_speaks_of_somebody() -> None:
    """A value of a person replaces what is no word alone, which was that value misspelt."""
    name = ("Solange Berthier",)
    assert written("c'est madame berthié ici", *name, personal=name) != "c'est madame berthié ici"
    assert written("c'est solide berger ici", *name, personal=name) == "c'est solide berger ici"
    assert written("ça, les mille", "Camille Roux", personal=("Camille Roux",)) == "ça, les mille"


def test_what_else_a_file_is_called_that_has_somebodys_name_is_said_of_other_things() -> None:
    heard, line = "cochez rendre mon cévé visible", "Rendre mon CV visible"
    assert written(heard, line, personal=("CV_Karim_Belaid_2026.pdf",)) == line


@pytest.mark.parametrize(
    ("heard", "line"),
    [
        ("un bouton 06 12 34 56 78 par courir, il", "Parcourir"),
        ("le code 45 21 orquestre.", "Orchestre"),
        ("habite 12 rue des tanners", "rue des Tanneurs"),
    ],
)
def test_no_figure_is_lost(heard: str, line: str) -> None:
    found = written(heard, line)
    assert [part for part in found.split() if part.isdigit()] == [
        part for part in heard.split() if part.isdigit()
    ]


def test_somebody_elses_name_stays() -> None:
    heard = "bonjour madame Rousselin voilà"
    assert written(heard, "Marcelle Roussin", personal=("Marcelle Roussin",)) == heard


def test_a_language_not_learnt_stays_as_it_is_heard() -> None:
    talk = [said("cliquez sur par courir")]
    for code in ("es", "zh"):
        found = ScreenWords(shown("Parcourir"), (), lexicon(language(code))).applied(talk)
        assert found == talk


def test_what_stands_there_much_later_is_not_compared() -> None:
    talk = [said("un bouton par courir, il")]
    assert ScreenWords(shown("Parcourir", start=900.0, end=960.0), (), KNOWN).applied(talk) == talk


def test_no_screen_no_change() -> None:
    talk = [said("cliquez sur par courir")]
    assert ScreenWords((), (), KNOWN).applied(talk) == talk
    assert ScreenWords(shown("Parcourir"), (), KNOWN).applied([]) == []


LINES = st.lists(st.sampled_from(["Se connecter", "27 rue des Tanneurs", "Orchestre", "a@b.fr"]))
TALK = st.lists(
    st.text(st.sampled_from("abcdeinorstuéè' ,."), min_size=1, max_size=60).filter(str.strip),
    max_size=4,
)


@given(TALK, LINES)
def test_times_and_voices_stay_whatever_is_said(texts: list[str], lines: list[str]) -> None:
    talk = [said(text, start=10.0 * n) for n, text in enumerate(texts)]
    found = ScreenWords(shown(*lines), (), KNOWN).applied(talk)
    assert [(one.start, one.end, one.voice) for one in found] == [
        (one.start, one.end, one.voice) for one in talk
    ]
    for one, was in zip(found, talk, strict=True):
        assert one.words[0].start == was.words[0].start
        assert one.words[-1].end == pytest.approx(was.words[-1].end)
        assert one.text.split() == [word.text for word in one.words]
