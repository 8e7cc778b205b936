import pytest

from media.utterances import HeardWord, public, utterances


def words(text: str, pauses: dict[int, float] | None = None) -> list[HeardWord]:
    """Words of 0.2 s, 0.05 s apart, with the given pauses before the words of those numbers."""
    t, out = 0.0, []
    for number, word in enumerate(text.split()):
        t += (pauses or {}).get(number, 0.05)
        out.append(HeardWord(t, t + 0.2, f" {word}", 0.9))
        t += 0.2
    return out


@pytest.mark.parametrize(
    ("text", "pauses", "expected"),
    [
        pytest.param("Oui d'accord alors", {2: 0.8}, ["Oui d'accord", "alors"], id="pause"),
        pytest.param(
            "On va là. Cliquez ici.", {3: 0.3}, ["On va là.", "Cliquez ici."], id="sentence"
        ),
        pytest.param("Oui. Cliquez ici.", {}, ["Oui. Cliquez ici."], id="one breath"),
        pytest.param("Oui. Cliquez ici.", {1: 0.4}, ["Oui.", "Cliquez ici."], id="short answer"),
        pytest.param("Voici M. Dupont", {}, ["Voici M. Dupont"], id="abbreviation"),
        pytest.param(
            "C'est à 10 m. Eh bien, cliquez.",
            {4: 0.4},
            ["C'est à 10 m.", "Eh bien, cliquez."],
            id="a-measure",
        ),
        pytest.param("", {}, [], id="nothing"),
    ],
)
def test_utterances_end_at_pauses_and_sentences(
    text: str, pauses: dict[int, float], expected: list[str]
) -> None:
    assert [one.text for one in utterances(words(text, pauses))] == expected


def test_halves_of_a_word_are_joined() -> None:
    halves = [HeardWord(0, 0.2, " l", 0.9), HeardWord(0.2, 0.5, "'écran", 0.9)]
    said = public(next(utterances(halves)), "helper")
    assert [word.text for word in said.words] == ["l'écran"]
    assert (said.text, said.speaker) == ("l'écran", "helper")
