"""Words put right keep their times."""

from hypothesis import given
from hypothesis import strategies as st

from media.retiming import differences, retimed
from media.types import Utterance, Word

HEARD = Utterance(
    10.0,
    12.0,
    "helper",
    "cliquez sur france connecte ici",
    tuple(
        Word(10.0 + 0.4 * place, 10.3 + 0.4 * place, word)
        for place, word in enumerate(["cliquez", "sur", "france", "connecte", "ici"])
    ),
)


def test_words_that_stay_keep_their_times_and_new_ones_take_those_they_replace():
    right = retimed(HEARD, "Cliquez sur FranceConnect ici.")
    assert [word.text for word in right.words] == ["Cliquez", "sur", "FranceConnect", "ici."]
    assert right.words[0] == Word(10.0, 10.3, "Cliquez")
    assert (right.words[2].start, right.words[2].end) == (10.8, 11.5)
    assert right.words[3].start == HEARD.words[4].start


def test_a_label_stays_one_word():
    masked = Utterance(
        0.0, 1.0, None, "le [numéro de téléphone].", (Word(0.5, 1.0, "[numéro de téléphone]."),)
    )
    right = retimed(masked, "Le voici : [numéro de téléphone].")
    assert right.words[-1] == Word(0.5, 1.0, "[numéro de téléphone].")


def test_without_times_of_words_there_are_none_after():
    assert retimed(Utterance(0.0, 1.0, None, "bonjour"), "Bonsoir").words == ()


def test_the_runs_that_differ_are_told():
    assert list(
        differences("cliquez sur france connecte ici.", "Cliquez sur FranceConnect ici.")
    ) == [("france connecte", "FranceConnect")]


WORDS = st.sampled_from(["a", "bé", "cliquez", "ici", "[nom]", "sur", "là"])


@given(st.lists(WORDS, max_size=9).map(" ".join))
def test_times_go_forward_within_the_utterance_whatever_is_written(text):
    right = retimed(HEARD, text)
    assert " ".join(word.text for word in right.words) == text
    times = [time for word in right.words for time in (word.start, word.end)]
    assert times == sorted(times)
    assert all(HEARD.start <= time <= HEARD.end for time in times)
