"""Why a step is there, in words."""

import pytest

from kb.tutorials.reasons import reasons
from media.grounds import GROUNDS

LINES = [
    {
        "start": 40.0,
        "end": 44.0,
        "speaker": "helper",
        "text": "Alors voilà. Cliquez sur le bouton vert.",
        "words": [
            {"start": 40.0, "end": 40.4, "text": "Alors"},
            {"start": 40.4, "end": 41.0, "text": "voilà."},
            {"start": 42.0, "end": 42.5, "text": "Cliquez"},
            {"start": 42.5, "end": 44.0, "text": "sur le bouton vert."},
        ],
    }
]
NAMES = {"helper": "Marie"}


def told(*evidence, lines=LINES, names=NAMES):
    rows = [dict(zip(("kind", "t", "weight"), one, strict=True)) for one in evidence]
    return [(one["when"], one["text"]) for one in reasons(rows, lines, names)]


def test_what_was_heard_is_quoted_from_there_on():
    assert told(("speech.instruction", 42.0, 2.0)) == [
        ("0:42", "Marie dit quoi faire\u00a0: «\u00a0Cliquez sur le bouton vert.\u00a0»")
    ]


def test_reasons_come_in_order_of_time():
    found = told(("screen.click", 45.0, 1.6), ("timeline.press", 43.0, 0.8))
    assert found == [("0:43", "l’aidant(e) a montré l’endroit"), ("0:45", "clic à l’écran")]


def test_a_voice_that_nobody_knows_has_no_name():
    lines = [{**LINES[0], "speaker": None}]
    assert told(("speech.wrong", 42.0, 1.0), lines=lines)[0][1].startswith("on dit que ce n’est")


def test_a_way_back_is_told_as_one():
    found = told(("screen.returned", 46.0, 7.2), ("pause", 36.0, 3.5))
    assert found == [("0:36", "une pause juste avant"), ("0:46", "on revient à la page d’avant")]


@pytest.mark.parametrize("kind", sorted({ground.kind for ground in GROUNDS}))
def test_every_reason_of_the_machine_has_words(kind):
    assert told((kind, 42.0, 1.0))
    assert told((kind, 42.0, 1.0), names={})


@pytest.mark.parametrize(
    "evidence",
    [
        pytest.param(("screen.label", 42.0, 1.0), id="a kind without words"),
        pytest.param(("speech.order", 42.0, 1.0), id="a kind of speech without words"),
        pytest.param(("speech.instruction", 90.0, 1.0), id="nothing said there"),
    ],
)
def test_what_cannot_be_said_is_not_shown(evidence):
    assert told(evidence) == []


def test_a_weak_reason_is_told_only_for_want_of_better():
    weak, strong = ("speech.other", 40.0, 0.1), ("screen.click", 45.0, 1.6)
    assert [when for when, _text in told(weak, strong)] == ["0:45"]
    assert [when for when, _text in told(weak)] == ["0:40"]


def test_a_long_sentence_is_cut_between_words():
    lines = [{**LINES[0], "text": "très " * 60, "words": []}]
    text = told(("speech.other", 41.0, 1.0), lines=lines)[0][1]
    assert text.endswith("très…\u00a0»")
    assert len(text) < 120


def test_only_a_few_are_told():
    assert len(told(*[("screen.click", float(t), 1.0) for t in range(20)])) == 5
