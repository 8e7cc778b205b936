"""What is said and not understood right after words that announce a value is bleeped."""

from dataclasses import replace

import pytest

from media.shown import look
from media.shown.announced import announced
from media.types import Utterance, Word

VOICE = (3.0, 5.5)


def spoken(text: str, end: float = 2.9, pace: float = 0.25) -> Utterance:
    """The text, each of its words as long, the last one ending there."""
    words = text.split()
    starts = [end - pace * (len(words) - n) for n in range(len(words))]
    timed = [Word(at, at + pace, word) for at, word in zip(starts, words, strict=True)]
    return Utterance(timed[0].start, end, None, text, tuple(timed))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Si vous avez un souci, vous m'écrivez à", "email"),
        ("Mon adresse mail, c'est", "email"),
        ("Alors mon numéro de portable c'est le", "phone"),
        ("Vous pouvez me rappeler au", "phone"),
        ("Je suis née le", "birth_date"),
        ("J'habite au", "address"),
        ("Le code, c'est", "code"),
        ("Votre compte est bien ouvert.", None),
        ("Vous cliquez à", None),
        ("Ma carte, je ne sais plus.", None),
        ("C'est le", None),
    ],
)
def test_words_announce_the_value_that_nobody_understood(text: str, kind: str | None) -> None:
    found = [(mask.start, mask.end, mask.kind) for mask in announced([VOICE], [spoken(text)])]
    assert found == ([(*VOICE, kind)] if kind else [])


def test_only_what_follows_at_once_is_announced() -> None:
    assert not list(announced([VOICE], [spoken("Vous m'écrivez à", end=0.5)]))


def test_words_said_since_then_are_what_counts() -> None:
    said = [spoken("Vous m'écrivez à", end=1.5), spoken("Très bien.", end=2.8)]
    assert not list(announced([VOICE], said))


def test_the_yes_of_the_other_does_not_end_it() -> None:
    learner = replace(spoken("Mon numéro, c'est le", end=2.4), speaker="learner")
    helper = replace(spoken("Oui.", end=2.9), speaker="helper")
    assert [mask.kind for mask in announced([VOICE], [learner, helper])] == ["phone"]


def test_the_words_after_the_voice_are_not_those_before_it() -> None:
    sentence = spoken("Vous m'écrivez à", end=2.9)
    after = (Word(5.6, 5.9, "c'est"), Word(5.9, 6.4, "noté."))
    whole = Utterance(
        sentence.start, 6.4, None, f"{sentence.text} c'est noté.", (*sentence.words, *after)
    )
    assert [mask.kind for mask in announced([VOICE], [whole])] == ["email"]


def test_it_is_bleeped_though_nothing_is_typed() -> None:
    (mask,) = look([], [], [spoken("Vous m'écrivez à")], [VOICE]).unclear
    assert (mask.start, mask.end) == VOICE
