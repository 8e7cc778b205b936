"""What sentences tell, as a person would say them and as Whisper hears them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.acts import find_acts
from media.cues import judge, read, sentences
from media.language import language
from media.types import Utterance, Word

FRENCH = language("fr")


def said(text: str, speaker: str | None = "helper"):
    return judge(1.0, 3.0, speaker, text, FRENCH)


@pytest.mark.parametrize(
    ("text", "action"),
    [
        pytest.param("Cliquez sur le bouton bleu.", "click", id="imperative"),
        pytest.param("Maintenant on clique sur Envoyer.", "click", id="on"),
        pytest.param("Il faut saisir votre numéro.", "type", id="il-faut"),
        pytest.param("Vous allez descendre dans la page.", "scroll", id="vous-allez"),
        pytest.param("Vous pouvez cocher la case.", "choose", id="vous-pouvez"),
        pytest.param("Séléctioné-le, vous sélectionnez le fichier.", "choose", id="misheard"),
    ],
)
def test_an_order_is_an_instruction_with_its_action(text, action):
    sentence = said(text)
    assert sentence.call >= 1.5
    assert action in [act.action for act in sentence.acts if act.ordered]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("C'est confirmé pour mardi.", id="participle"),
        pytest.param("Bonne recherche à vous.", id="noun"),
        pytest.param("Il a gelé ce matin chez moi aussi.", id="weather"),
    ],
)
def test_talk_is_no_instruction(text):
    assert not any(act.ordered for act in said(text).acts)
    assert said(text).call < 1.0


def test_greetings_and_talk_of_the_family_are_beside_the_matter():
    assert said("Bonjour, comment allez-vous ?").off > 1
    assert said("Mes petits-enfants sont en vacances.").off > 1
    assert said("Cliquez sur Valider.").off == 0


@pytest.mark.parametrize(
    "text",
    ["Ah non, pas là.", "Revenez en arrière.", "On recommence.", "Ce n'est pas le bon endroit."],
)
def test_corrections_are_heard(text):
    assert said(text).wrong


def test_the_learner_gives_weaker_instructions_than_the_helper():
    text = "On clique sur le bouton ?"
    assert said(text, "learner").call < said(text, "helper").call


def test_sentences_take_their_times_from_the_words():
    words = tuple(
        Word(start, start + 0.4, text)
        for start, text in [(0.0, "C'est"), (0.5, "bien."), (4.0, "Cliquez"), (4.5, "ici.")]
    )
    parts = sentences(Utterance(0.0, 5.0, "helper", "C'est bien. Cliquez ici.", words), FRENCH)
    assert [(part[0], part[3]) for part in parts] == [(0.0, "C'est bien."), (4.0, "Cliquez ici.")]


def test_two_orders_in_one_sentence_are_two():
    parts = sentences(
        Utterance(0, 4, "helper", "On choisit le fichier, et puis on clique sur Ouvrir."), FRENCH
    )
    assert [part[3] for part in parts] == ["On choisit le fichier", "on clique sur Ouvrir."]


@settings(deadline=None)  # The first sentence waits for the language.
@given(st.lists(st.text(max_size=60), max_size=5))
def test_any_words_can_be_read(texts):
    transcript = [Utterance(float(n), n + 0.5, None, text) for n, text in enumerate(texts)]
    result = read(transcript, FRENCH)
    assert [s.start for s in result] == sorted(s.start for s in result)
    for text in texts:
        find_acts(text, FRENCH)


def test_a_pause_inside_an_utterance_begins_another_sentence():
    words = (Word(1, 1.4, "Cliquez"), Word(1.4, 1.8, "ici"), Word(4, 4.5, "merci"))
    said = read([Utterance(1, 4.5, "helper", "Cliquez ici merci", words)], FRENCH)
    assert [(s.start, s.text) for s in said] == [(1, "Cliquez ici"), (4, "merci")]


def test_a_word_drawn_out_over_silence_begins_late():
    words = (Word(2, 7, "Cochez"), Word(7, 7.4, "ici"))
    (said,) = read([Utterance(2, 7.4, "helper", "Cochez ici", words)], FRENCH)
    assert said.start == 6
