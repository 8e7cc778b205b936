import pytest

from media.labels_said import Labels, is_label
from media.types import ScreenLine, Utterance, Word


def said(text: str, certainty: float = 1.0) -> Utterance:
    words = tuple(
        Word(n * 0.4, n * 0.4 + 0.3, word, certainty) for n, word in enumerate(text.split())
    )
    return Utterance(0.0, words[-1].end, "helper", text, words)


def shown(*texts: str, start: float = 0.0, end: float = 60.0) -> tuple[ScreenLine, ...]:
    return tuple(ScreenLine(start, end, text, (0, 0, 90, 20), 0.99) for text in texts)


def written(text: str, *labels: str, certainty: float = 0.5) -> str:
    return Labels(shown(*labels)).applied(said(text, certainty)).text


@pytest.mark.parametrize(
    ("heard", "label", "right"),
    [
        ("un bouton par courir, il", "Parcourir", "un bouton Parcourir, il"),
        ("sur joint d'un fichier", "Joindre un fichier", "sur Joindre un fichier"),
        ("dans Restorations scolaires", "Restauration scolaire", "dans Restauration scolaire"),
        ("cliquez sur brouillant", "Brouillons", "cliquez sur brouillant"),
        ("le bouton enregistré.", "Enregistrer", "le bouton Enregistrer."),
    ],
)
def test_what_names_a_label_is_written_as_it_stands_there(
    heard: str, label: str, right: str
) -> None:
    assert written(heard, label) == right


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("là ce sont les documents de Paul", "Mes documents", id="a part of it"),
        pytest.param("il faut payer le monsieur par virement", "Virements", id="one sound"),
        pytest.param("on va partager l'album, c'est simple", "Partagés", id="one sound, a verb"),
        pytest.param("allez voir la mairie", "Messages envoyés", id="something else"),
        pytest.param("on regarde la facture", "facture_eau.pdf", id="a file"),
    ],
)
def test_what_does_not_name_it_is_left_alone(text: str, label: str) -> None:
    assert written(text, label) == text


def test_words_that_were_surely_heard_are_left_alone() -> None:
    heard = "une vue des lunettes neuves"
    assert written(heard, "Revue et lunettes neuves", certainty=0.95) == heard


def test_a_label_that_stands_there_at_another_time_is_not_meant() -> None:
    lines = shown("Parcourir", start=100.0)
    heard = said("un bouton par courir", 0.5)
    assert Labels(lines).applied(heard) == heard


def test_nobodys_personal_values_are_written_into_what_is_said() -> None:
    heard = said("c'est bien Solanges bertier", 0.3)
    lines = shown("Solange Berthier")
    assert Labels(lines).applied(heard).text == "c'est bien Solange Berthier"
    assert Labels(lines, ["Solange Berthier"]).applied(heard) == heard


@pytest.mark.parametrize(
    "line",
    ["a@b.fr", "https://exemple.fr/", "12 rue de la Gare", "OK", "carte_vitale.jpg", "1 234,50 €"],
)
def test_values_addresses_and_files_are_no_labels(line: str) -> None:
    assert not is_label(line)


def test_the_circle_before_a_choice_is_not_read_aloud() -> None:
    assert written("je l'ai perdu en fin", "O Je l'ai perdue") == "Je l'ai perdue en fin"
