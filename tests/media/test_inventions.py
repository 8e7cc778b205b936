import pytest

from media.inventions import is_guess, sounds_wrong, without_inventions, without_loops
from media.utterances import HeardUtterance, HeardWord


def heard(text: str, *, probability: float = 0.9, seconds: float = 0.3, **how: float) -> list:
    return [
        HeardWord(n * seconds, (n + 1) * seconds, f" {word}", probability, **how)
        for n, word in enumerate(text.split())
    ]


def kept(text: str, prompt: str = "", **how: float) -> list[str]:
    said = [HeardUtterance(tuple(heard(text, **how)))]
    return [utterance.text for utterance in without_inventions(said, prompt)]


@pytest.mark.parametrize(
    "text",
    [
        "Sous-titres réalisés par la communauté d'Amara.org",
        "Sous-titres réalisés para la communauté d’Amara.org",
        "Merci d'avoir regardé cette vidéo !",
        "Sous-titrage Société Radio-Canada",
        "Abonnez-vous à la chaîne.",
    ],
)
def test_known_inventions_weakly_heard_are_dropped(text: str) -> None:
    assert kept(text, probability=0.7) == []


@pytest.mark.parametrize("text", ["Merci beaucoup.", "Au revoir.", "À bientôt."])
def test_courtesies_go_only_where_hardly_heard(text: str) -> None:
    assert kept(text, probability=0.5) == []
    assert kept(text, probability=0.8) == [text]


def test_a_courtesy_over_likely_silence_is_dropped() -> None:
    assert kept("Merci.", probability=0.9, no_speech=0.8) == []


@pytest.mark.parametrize("text", ["Oui.", "D'accord.", "Non", "Très bien.", "Voilà, c'est là."])
def test_real_short_answers_survive(text: str) -> None:
    assert kept(text, probability=0.7) == [text]


def test_a_sentence_near_an_invention_survives() -> None:
    text = "Merci d'avoir rempli cette page, on continue."
    assert kept(text, probability=0.5) == [text]


def test_what_the_model_hardly_believes_is_dropped() -> None:
    assert kept("Le chat bleu mange la table", probability=0.2) == []


def test_words_faster_than_anyone_speaks_are_dropped() -> None:
    assert kept("on va faire tout cela ensemble maintenant", seconds=0.02) == []


def test_the_vocabulary_repeated_back_is_dropped() -> None:
    prompt = "Numéro de sécurité sociale, mot de passe, Ameli."
    assert kept("Numéro de sécurité sociale, mot de passe", prompt, probability=0.4) == []
    said = "Tapez le mot de passe"
    assert kept(said, prompt, probability=0.5) == [said]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param("oui " * 8, "oui", id="a word"),
        pytest.param("merci beaucoup " * 4, "merci beaucoup", id="two words"),
        pytest.param("je ne sais pas " * 3, "je ne sais pas", id="a phrase"),
        pytest.param("oui oui oui", "oui oui oui", id="people do repeat"),
        pytest.param("cliquez là cliquez là", "cliquez là cliquez là", id="an order given twice"),
    ],
)
def test_loops_are_cut_to_one_turn(text: str, left: str) -> None:
    words = without_loops(tuple(heard(text)))
    assert HeardUtterance(words).text == left


def test_a_window_that_repeats_itself_sounds_wrong() -> None:
    assert sounds_wrong(heard("et puis on va voir la page " * 8))
    assert not sounds_wrong(heard("Cliquez sur le bouton vert en bas de la page."))


def test_a_window_that_the_model_doubts_sounds_wrong() -> None:
    assert sounds_wrong(heard("C'est parti !", log_probability=-1.2))


def test_a_stretch_heard_again_must_convince() -> None:
    assert is_guess(heard("Oh là là", probability=0.5))
    assert not is_guess(heard("Magasinier cariste ?", probability=0.8))


def test_a_number_heard_again_is_kept_even_where_the_model_doubts_it() -> None:
    assert not is_guess(heard("Alors, 253, 0759, 123, 412", probability=0.5))
    assert is_guess(heard("Alors, 253, 0759, 123, 412", probability=0.3))
