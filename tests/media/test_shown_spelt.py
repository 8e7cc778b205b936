"""Numbers of letters and figures, found in what was heard when somebody read them out."""

from __future__ import annotations

import pytest

from media.shown import look
from media.shown.spelt import is_spelt, read_out
from media.types import Utterance
from tests.screens import FOOT, line, typing


@pytest.mark.parametrize(
    ("value", "heard", "told"),
    [
        pytest.param("TQ7M4K", "Técusez M4 Car,", "Técusez M4 Car", id="letters became words"),
        pytest.param("29B7K4", "Avec quoi, voilà, 29b, 7k4.", "29b, 7k4", id="in two pieces"),
        pytest.param("DV 4027", "Attendez, des vés 40, 27.", "des vés 40, 27"),
        pytest.param("PE-40-817", "Paix 40, 800 17.", "Paix 40, 800 17", id="a hundred apart"),
        pytest.param(
            "AZ-618-KD", "A, Z, six cent dix-huit, K, D.", "A, Z, six cent dix-huit, K, D"
        ),
    ],
)
def test_it_is_found_however_it_was_written(value: str, heard: str, told: str) -> None:
    place = read_out(heard, value)
    assert place
    assert heard[slice(*place)] == told


@pytest.mark.parametrize(
    "heard",
    [
        "Et le code, faut gratter.",
        "C'est ce papier bleu de l'école pour l'élection, ça ferme ce soir.",
        "Sept heures quarante, c'est trop tôt.",
        "52.",
        "",
    ],
)
@pytest.mark.parametrize("value", ["TQ7M4K", "29B7K4", "PE-40-817"])
def test_it_is_not_found_in_other_words(value: str, heard: str) -> None:
    assert read_out(heard, value) is None


@pytest.mark.parametrize(
    ("value", "spelt"),
    [("TQ7M4K", True), ("417283", False), ("B12", False), ("Marchadier", False)],
)
def test_it_has_letters_and_figures(value: str, spelt: bool) -> None:
    assert is_spelt(value, "code") is spelt


@pytest.mark.parametrize(
    ("label", "value", "heard"),
    [
        ("Code confidentiel", "29B7K4", "Avec quoi, voilà, 29b, 7k4."),
        ("Code reçu par SMS", "508316", "À sa vibre, 50, 93, 16."),
    ],
)
def test_a_code_misheard_is_covered_whoever_said_it(label: str, value: str, heard: str) -> None:
    field = (115, 234, 330, 42)
    lines = [line(label, 115, 206), line(value, 127, 244, 4.0), FOOT]
    read = look(lines, [typing(field)], [Utterance(0.2, 2.4, None, heard)])
    assert {number for number, _ in read.heard} == {0}


@pytest.mark.parametrize(
    "heard", ["Técusez M4 Car. Je répète : Técusez M4 Car.", "Alors, des cas, et puis Car."]
)
def test_an_answer_is_covered_whole_though_a_part_of_it_was_understood(heard: str) -> None:
    field = (115, 234, 330, 42)
    lines = [line("Code confidentiel", 115, 206), line("TQ7M4K", 127, 244, 4.0), FOOT]
    said = Utterance(0.2, 2.4, None, heard, sounds_like="learner")
    read = look(lines, [typing(field)], [said])
    assert any((one.start, one.end) == (0, len(heard)) for _, one in read.heard)
