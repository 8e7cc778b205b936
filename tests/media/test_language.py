"""Languages as data: English, and one that nobody has described."""

from __future__ import annotations

import json

import pytest

from media.cues import judge
from media.language import DATA, language
from media.segment import segment
from media.summary import summarise
from media.titles import step_target, step_title
from media.types import MediaInfo, ScreenEvent, Step, Track, Utterance

ENGLISH = language("en")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Now click on Sign in, at the top.", "instruction"),
        ("You need to type your date of birth.", "instruction"),
        ("Go ahead and press the green button.", "instruction"),
        ("It's the blue button on the right.", "instruction"),
        ("Yes, I see it.", "agreement"),
        ("Where do I click?", "question"),
        ("Oh no, not that one, go back.", "correction"),
        ("Hold on, it's loading.", "waiting"),
        ("Hello, how are you today?", "beside"),
        ("My daughter bought a new car yesterday.", "beside"),
    ],
)
def test_english_is_understood(words, kind):
    assert judge(1.0, 3.0, None, words, ENGLISH).kind == kind


@pytest.mark.parametrize(
    ("words", "action", "label", "title"),
    [
        ("Now click on sign in, please.", "click", None, "Click “Sign in”"),
        ("Now click there.", "click", "⚙ Settings", "Click “Settings”"),
        ("Tick the box.", "click", "I accept the terms", "Tick “I accept the terms”"),
        ("Enter your password.", "type", "Password", "Type your password"),
        ("Scroll down a bit.", "scroll", None, "Scroll down a bit"),
        ("Right.", "click", None, "Click where shown"),
    ],
)
def test_english_titles_have_english_marks(words, action, label, title):
    said = [judge(1.0, 3.0, "helper", words, ENGLISH)]
    assert step_title(said, action, label, ENGLISH) == title
    if label and action == "click":
        assert step_target(title) == label.removeprefix("⚙ ")


def test_an_english_tutorial_says_what_it_shows():
    talk = [Utterance(1, 3, "helper", "Today we're going to book an appointment at the bank.")]
    about = summarise(talk, [Step(0, 1, "Click “Next”")] * 2, [], ENGLISH)
    assert about.title == "Book an appointment at the bank"
    assert about.summary == (
        "This tutorial shows step by step how to book an appointment at the bank."
    )


def test_a_language_that_is_not_known_leaves_the_picture_and_plain_titles():
    info = MediaInfo(30.0, 1280, 720, (Track(0, "video", "vp8"), Track(1, "audio", "opus")))
    press = ScreenEvent(t=12.0, kind="click", point=(300, 200), box=(260, 180, 80, 40))
    talk = [Utterance(10, 12, None, "Klicken Sie bitte auf Weiter.")]
    (step,) = segment(info, talk, [press, ScreenEvent(t=12.5, kind="page", end=13)], (), "de")
    assert step.title == "Cliquez à l’endroit indiqué"
    assert step.click == (300, 200)


def test_where_nothing_tells_the_language_it_is_that_of_the_site():
    assert language("") is language("fr")
    assert language(ENGLISH) is ENGLISH


@pytest.mark.parametrize("word", ["klicken", "adres", "telefon"])
def test_words_of_a_language_that_is_not_known_are_not_compared_by_french_sounds(word):
    assert language("de").sound(word) == word


def test_every_language_has_all_its_files_and_a_regional_code_is_its_language():
    codes = {path.name.split(".")[1] for path in DATA.glob("cues.*.json")}
    assert {"fr", "en"} <= codes
    for code in codes:
        assert language(code).verbs
        assert language(code).skills
    assert language("en-GB").titles == ENGLISH.titles


def test_no_phrase_of_a_language_is_there_twice():
    for path in DATA.glob("cues.*.json"):
        for name, phrases in json.loads(path.read_text("utf-8"))["cues"].items():
            assert len(phrases) == len(set(phrases)), (path.name, name)
