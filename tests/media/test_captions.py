import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.captions import Cue, chapters, read_vtt, replay_captions, write_vtt
from media.errors import MediaError
from media.spans import PlacedSpan
from media.types import Utterance, Word

milliseconds = st.integers(0, 100 * 3600 * 1000).map(lambda ms: ms / 1000)
texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1).map(
    lambda text: " ".join(text.split())
)


@given(st.lists(st.builds(Cue, milliseconds, milliseconds, texts.filter(bool)), max_size=8))
def test_what_is_written_is_read_again(cues: list[Cue]):
    assert list(read_vtt(write_vtt(cues))) == cues


@pytest.mark.parametrize("text", ["a & b", "<b>gras</b>", "1 --> 2", "&lt;", "deux\nlignes"])
def test_signs_of_the_format_are_only_text(text: str):
    assert read_vtt(write_vtt([Cue(1.0, 2.0, text)])) == (Cue(1.0, 2.0, text),)


def test_no_text_can_end_its_cue():
    written = write_vtt([Cue(1.0, 2.0, "un\n\n00:05.000 --> 00:06.000\ndeux")])
    assert len(read_vtt(written)) == 1


def test_the_form_is_webvtt():
    expected = "WEBVTT\n\n00:00:01.500 --> 01:00:02.000\nCliquez &amp; attendez\n"
    assert write_vtt([Cue(1.5, 3602.0, "Cliquez & attendez")]) == expected


def test_captions_of_others_are_read():
    text = (
        "\ufeffWEBVTT - titre\r\n\r\nNOTE rien\r\n\r\nSTYLE\r\n::cue {}\r\n\r\n"
        "7\r\n00:01.000 --> 00:02.500 align:start\r\n<v Anne>Bonjour</v> &amp; merci\r\n"
    )
    assert read_vtt(text) == (Cue(1.0, 2.5, "Bonjour & merci"),)


@pytest.mark.parametrize("text", ["", "1\n00:00:01,000 --> 00:00:02,000\nSRT", "WEBVTTX"])
def test_other_files_are_refused(text: str):
    with pytest.raises(MediaError) as caught:
        read_vtt(text)
    assert caught.value.code == "bad_captions"


@given(st.text(max_size=200))
def test_reading_never_fails_otherwise(text: str):
    read_vtt("WEBVTT\n\n" + text)


WORDS = tuple(Word(10.0 + n, 10.9 + n, f"mot{n}") for n in range(4))
UTTERANCE = Utterance(10.0, 13.9, "helper", "mot0 mot1 mot2 mot3", WORDS)


def test_captions_are_on_the_clock_of_the_replay():
    cues = replay_captions([UTTERANCE], [PlacedSpan(8.0, 15.0, "a", 100.0)])
    assert cues == (Cue(102.0, 105.9, "mot0 mot1 mot2 mot3"),)


def test_only_the_words_within_a_span_are_shown():
    cues = replay_captions([UTTERANCE], [PlacedSpan(11.0, 13.0, "a", 0.0)])
    assert cues == (Cue(0.0, 1.9, "mot1 mot2"),)


def test_what_is_said_outside_the_spans_is_left_out():
    assert replay_captions([UTTERANCE], [PlacedSpan(20.0, 30.0, "a", 0.0)]) == ()


def test_spans_may_come_in_another_order():
    spans = [PlacedSpan(12.0, 14.0, "b", 0.0), PlacedSpan(10.0, 12.0, "a", 2.0)]
    assert [cue.text for cue in replay_captions([UTTERANCE], spans)] == ["mot2 mot3", "mot0 mot1"]


def test_long_speech_is_cut_between_words():
    words = tuple(Word(n, n + 0.9, "quelquechose") for n in range(20))
    text = " ".join(word.text for word in words)
    cues = replay_captions(
        [Utterance(0.0, 20.0, None, text, words)], [PlacedSpan(0.0, 20.0, "a", 0.0)]
    )
    assert " ".join(cue.text for cue in cues) == text
    assert max(len(cue.text) for cue in cues) <= 84


def test_chapters_are_the_spans_by_name():
    spans = [PlacedSpan(8.0, 10.0, "Ouvrez", 0.0), PlacedSpan(2.0, 3.0, "", 2.0)]
    assert chapters(spans) == (Cue(0.0, 2.0, "Ouvrez"), Cue(2.0, 3.0, "2"))
