"""What the helper marks is a step, whatever else speaks against it."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.segment import segment
from media.types import MediaInfo, ScreenEvent, Step, TimelineEvent, Track, Utterance

INFO = MediaInfo(120.0, 1280, 720, (Track(0, "video", "h264", width=1280, height=720),))
SENTENCES = (
    "Bonjour, ça va bien ?",
    "Cliquez sur Mon compte.",
    "Non, pas là, revenez en arrière.",
    "D'accord, c'est fait.",
    "Ah mon petit-fils est venu dimanche, il était content.",
    "Descendez jusqu'à Télécharger.",
    "Tapez votre nom.",
    "Merci beaucoup, au revoir.",
)


def press(t: float, x: int, label: str) -> list[ScreenEvent]:
    return [
        ScreenEvent(t, "click", (x - 50, 300, 100, 30), point=(x, 315), text=label),
        ScreenEvent(t + 0.4, "page", (0, 0, 1280, 720), t + 0.9),
    ]


def mark(t: float, label: str) -> TimelineEvent:
    return TimelineEvent(t, "mark", "helper", label=label)


def cut(
    said: list[Utterance], seen: list[ScreenEvent], marks: list[TimelineEvent]
) -> tuple[Step, ...]:
    return segment(INFO, said, sorted(seen, key=lambda event: event.t), marks)


@pytest.mark.parametrize("t", [34.0, 36.0, 37.0, 37.5])
def test_a_mark_before_a_wrong_way_marks_the_step_after_it(t: float) -> None:
    said = [
        Utterance(16, 19, None, "Cliquez sur Mon compte."),
        Utterance(41, 44, None, "Non, pas là, revenez en arrière."),
        Utterance(50, 53, None, "Cliquez sur Mes factures."),
    ]
    back = [
        ScreenEvent(46, "click", (20, 50, 20, 20), point=(30, 60), text="Retour"),
        ScreenEvent(46.5, "page", (0, 0, 1280, 720), 47, same_as=38.4),
    ]
    seen = [
        *press(20, 300, "Mon compte"),
        *press(38, 500, "Mes messages"),
        *back,
        *press(56, 600, "Mes factures"),
    ]
    steps = cut(said, seen, [mark(t, "Les factures")])
    assert [step.mistake for step in steps] == [False, True, False]
    assert (steps[-1].title, steps[-1].start) == ("Les factures", 50)
    assert "timeline.mark" in {reason.kind for reason in steps[-1].evidence}


def test_a_marked_step_begins_no_sooner_than_its_mark() -> None:
    steps = cut([], press(40.1, 500, "Mes factures"), [mark(40.0, "Les factures")])
    assert [(step.title, step.start) for step in steps] == [("Les factures", 40.0)]


@st.composite
def conversation(draw: st.DrawFn) -> tuple[list[Utterance], list[ScreenEvent]]:
    said, seen, t = [], [], 2.0
    while t < 105:
        who = draw(st.sampled_from(["helper", "learner"]))
        said.append(Utterance(t, t + 2.2, who, draw(st.sampled_from(SENTENCES))))
        if draw(st.booleans()):
            label = draw(st.sampled_from(["Mon compte", "Retour", "Télécharger"]))
            seen += press(t + draw(st.floats(1, 4)), draw(st.integers(60, 1200)), label)
        t += draw(st.floats(2.5, 6))
    return said, seen


@given(conversation(), st.lists(st.floats(5, 105), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None)
def test_every_mark_is_one_step(
    happened: tuple[list[Utterance], list[ScreenEvent]], times: list[float]
) -> None:
    times = sorted(times)
    apart = [t for before, t in pairwise([0.0, *times]) if t - before > 4]
    marks = [mark(t, f"Étape {number}") for number, t in enumerate(apart)]
    titles = [step.title for step in cut(*happened, marks)]
    assert [title for title in titles if title.startswith("Étape")] == [m.label for m in marks]
