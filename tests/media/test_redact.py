"""What people decide upon the words of a masked transcript."""

from hypothesis import given
from hypothesis import strategies as st

from media.protect import find_spoken, mask_transcript
from media.redact import COVERED, cover, give_back, hidden, hidden_in_text, words_in
from media.types import SpokenMask, Utterance, Word


def said(text: str, start: float = 0.0, speaker: str | None = "helper") -> Utterance:
    """An utterance of half a second a word."""
    words = tuple(
        Word(start + 0.5 * place, start + 0.5 * place + 0.4, word)
        for place, word in enumerate(text.split())
    )
    return Utterance(start, start + 0.5 * len(words), speaker, text, words)


HEARD = (
    said("Mon numéro est le 06 12 34 56 78 voilà"),
    said("Et mon adresse c'est lucette.morel@example.fr merci", 20.0),
    said("Bonjour madame Martin", 40.0),
)
MASKED = mask_transcript(HEARD)
PHONE, MAIL = find_spoken(HEARD)


def test_a_refused_mask_gives_its_words_back_and_no_others():
    first, second, third = give_back(MASKED, HEARD, [PHONE])
    assert first == HEARD[0]
    assert (second, third) == MASKED[1:]


def test_words_hidden_under_another_kind_in_the_same_span_stay_hidden():
    wrong = SpokenMask(PHONE.start, PHONE.end, "name", 1.0)
    assert give_back(MASKED, HEARD, [wrong]) == MASKED


def test_an_utterance_without_times_is_given_back_whole():
    heard = Utterance(0.0, 3.0, "helper", HEARD[0].text)
    (masked,) = mask_transcript([heard])
    span = SpokenMask(0.0, 3.0, "phone", 1.0)
    assert give_back([masked], [heard], [span]) == (heard,)


def test_what_is_hidden_in_texts_alone_is_proposed_too():
    (name,) = hidden_in_text(MASKED, [PHONE, MAIL])
    assert name.kind == "name"
    assert words_in(HEARD, name) == "Martin"


def test_what_a_person_covers_is_one_label_in_the_text_and_in_the_words():
    (covered,) = cover(
        [said("Je m'appelle Lucette Morel et vous")], [SpokenMask(0.95, 1.95, "", 1)]
    )
    assert covered.text == f"Je m'appelle {COVERED} et vous"
    assert [word.text for word in covered.words] == ["Je", "m'appelle", COVERED, "et", "vous"]


def test_one_speakers_span_leaves_the_others_words():
    mine, yours = said("un deux"), said("trois quatre", speaker="learner")
    span = SpokenMask(0.0, 1.0, "", 1.0, "learner")
    assert cover([mine, yours], [span])[0] == mine
    assert cover([mine, yours], [span])[1].text == COVERED


@given(st.floats(0, 45), st.floats(0.05, 45))
def test_covering_leaves_no_word_that_is_said_in_the_span(start, length):
    span = SpokenMask(start, start + length, "", 1.0)
    for one in cover(HEARD, [span]):
        inside = [w for w in one.words if span.start <= (w.start + w.end) / 2 <= span.end]
        assert all(word.text == COVERED for word in inside)
        assert " ".join(word.text for word in one.words) == one.text


@given(st.floats(0, 45), st.floats(0.05, 45))
def test_giving_back_never_shows_a_value_that_was_not_refused(start, length):
    span = SpokenMask(start, start + length, "phone", 1.0)
    shown = " ".join(one.text for one in give_back(MASKED, HEARD, [span]))
    assert "lucette.morel" not in shown
    assert "Martin" not in shown


WORDS = ("Je", "suis", "[nom]", "Martin", "et")


def test_a_value_found_later_beside_a_label_is_hidden_in_a_sentence_put_right():
    words = tuple(Word(0.5 * n, 0.5 * n + 0.5, w) for n, w in enumerate(WORDS))
    said_ = Utterance(0.0, 2.5, "helper", "Je suis [nom] Martin et", words)
    found = hidden(said_, [SpokenMask(1.35, 2.15, "name", 0.9, "helper")])
    assert found.text == f"Je suis [nom] {COVERED} et"
    assert [word.text for word in found.words] == ["Je", "suis", "[nom]", COVERED, "et"]


def test_a_label_hides_what_it_stands_for_and_leaves_the_words_beside_it():
    words = tuple(
        Word(0.5 * n, 0.5 * n + 0.5, w) for n, w in enumerate(["le", "[numéro]", "voilà"])
    )
    said_ = Utterance(0.0, 1.5, "helper", "le [numéro] voilà", words)
    assert hidden(said_, [SpokenMask(0.35, 1.15, "number", 0.9, "helper")]) == said_


def test_without_times_of_words_the_whole_sentence_is_hidden():
    said_ = Utterance(0.0, 1.5, "helper", "Je suis Martin")
    assert hidden(said_, [SpokenMask(0.5, 1.0, "name", 0.9, "helper")]).text == COVERED


def test_a_word_that_was_given_no_time_can_be_decided_upon():
    heard = Utterance(
        0.0, 1.0, "helper", "Bonjour [nom]", (Word(0.0, 0.5, "Bonjour"), Word(0.5, 0.5, "[nom]"))
    )
    (span,) = hidden_in_text([heard], [])
    assert span.end > span.start


def test_what_the_other_says_meanwhile_is_left():
    mine = said("Oui je vois", 1.0, "learner")
    assert hidden(mine, [SpokenMask(1.0, 2.0, "name", 0.9, "helper")]) == mine
