"""What people put right in the words holds, and the listening learns from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.recordings import services
from kb.recordings.models import HeardWord
from kb.recordings.selectors import masked_transcript
from kb.recordings.services import NoSuchSentence
from media.corrections import corrections
from media.redact import COVERED
from media.types import Masks, SpokenMask, Utterance, Word, to_json
from tests import factories

pytestmark = pytest.mark.django_db


def said(start: float, text: str, step: float = 0.5) -> Utterance:
    words = tuple(
        Word(start + step * place, start + step * place + step, word)
        for place, word in enumerate(text.split())
    )
    return Utterance(start, words[-1].end, "helper", text, words)


FIRST, SECOND = said(0.0, "cliquez sur france connecte"), said(4.0, "puis sur valider")


def heard(recording, *utterances: Utterance, spoken: tuple[SpokenMask, ...] = ()):
    protect = {"transcript": to_json(utterances), "masks": to_json(Masks(spoken))}
    factories.stage_done(recording, "transcribe", {"transcript": to_json(utterances)})
    factories.stage_done(recording, "protect", protect)


@pytest.fixture
def recording():
    recording = factories.bare_recording()
    heard(recording, FIRST, SECOND)
    return recording


def put_right(recording, one: Utterance, text: str):
    place = {"start": one.start, "end": one.end, "speaker": one.speaker}
    return services.caption_edit(recording=recording, text=text, **place)


def texts(recording) -> list[str]:
    return [one.text for one in masked_transcript(recording)]


def test_a_sentence_put_right_is_read_with_the_times_of_its_words(recording):
    put_right(recording, FIRST, "Cliquez sur FranceConnect.")
    first, second = masked_transcript(recording)
    assert first.text == "Cliquez sur FranceConnect."
    assert (first.words[-1].start, first.words[-1].end) == (1.0, 2.0)
    assert second == SECOND


def test_it_may_be_put_right_again_and_left_out(recording):
    put_right(recording, FIRST, "Cliquez.")
    put_right(recording, FIRST, "")
    assert texts(recording) == [SECOND.text]
    assert recording.caption_edits.count() == 1


def test_it_holds_when_the_machine_listens_again_and_cuts_otherwise(recording):
    put_right(recording, FIRST, "Cliquez sur FranceConnect.")
    heard(recording, said(0.0, "cliquez sur"), said(1.0, "franse connecte"), SECOND)
    assert texts(recording) == ["Cliquez sur FranceConnect.", SECOND.text]


def test_what_is_found_to_be_personal_later_is_hidden_in_it_too(recording):
    put_right(recording, FIRST, "Cliquez sur Lucette Morel.")
    heard(recording, FIRST, SECOND, spoken=(SpokenMask(1.0, 2.0, "name", 0.9, "helper"),))
    assert texts(recording)[0] == f"Cliquez sur {COVERED}"


def test_a_longer_sentence_heard_later_is_read_as_it_was_heard(recording):
    put_right(recording, FIRST, "Cliquez.")
    longer = said(0.0, "cliquez sur france connecte et puis encore sur valider")
    heard(recording, longer, SECOND)
    assert texts(recording)[0] == longer.text


def test_a_sentence_left_out_can_be_brought_back(recording):
    put_right(recording, FIRST, "")
    assert texts(recording) == [SECOND.text]
    put_right(recording, FIRST, "Cliquez.")
    assert texts(recording)[0] == "Cliquez."


def test_what_nobody_confirmed_goes_with_its_recording(recording):
    put_right(recording, FIRST, "Cliquez sur FranceConnect.")
    put_right(recording, SECOND, "puis sur Envoyer")
    services.heard_word_ignore(HeardWord.objects.get(right="Envoyer"))
    services.recording_delete(recording=recording)
    assert [word.right for word in HeardWord.objects.all()] == ["Envoyer"]


def test_a_sentence_that_is_not_there_is_refused(recording):
    with pytest.raises(NoSuchSentence):
        services.caption_edit(recording=recording, start=1.0, end=9.0, speaker="", text="Oui")


def test_names_that_were_misheard_are_proposed_and_counted(recording):
    put_right(recording, FIRST, "Cliquez sur FranceConnect.")
    heard(recording, said(9.0, "encore france connecte"))
    put_right(recording, said(9.0, "encore france connecte"), "Encore FranceConnect.")
    (word,) = HeardWord.objects.all()
    assert (word.heard, word.right, word.times) == ("france connecte", "FranceConnect", 2)


@pytest.mark.parametrize(
    "text", ["Cliquez sur le 06 12 34 56 78", "Cliquez sur [nom]", "Cliquez sur a = b"]
)
def test_what_is_personal_or_no_word_is_never_learnt(recording, text):
    put_right(recording, FIRST, text)
    assert not HeardWord.objects.exists()


def test_a_word_that_is_confirmed_is_put_right_from_then_on(recording, settings, tmp_path):
    settings.KB_VOCABULARY = tmp_path / "words.txt"
    Path(settings.KB_VOCABULARY).write_text("CAF = caffe")
    put_right(recording, FIRST, "Cliquez sur FranceConnect.")
    word = HeardWord.objects.get()
    services.heard_word_confirm(word)
    services.heard_word_confirm(word)
    assert settings.KB_VOCABULARY.read_text() == "CAF = caffe\nFranceConnect = france connecte\n"
    learnt = corrections("en", settings.KB_VOCABULARY)
    assert learnt.applied(FIRST).text == "cliquez sur FranceConnect"


def test_a_word_left_alone_is_not_proposed_again(recording):
    put_right(recording, FIRST, "Cliquez sur FranceConnect.")
    services.heard_word_ignore(HeardWord.objects.get())
    put_right(recording, FIRST, "Cliquez sur france connecte")
    put_right(recording, FIRST, "Cliquez sur FranceConnect.")
    assert HeardWord.objects.filter(state="proposed", right="FranceConnect").count() == 0
