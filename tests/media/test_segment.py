"""Steps from evidence of every kind, whatever is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.language import language
from media.segment import LEAD_IN, atoms_of, segment
from media.types import MediaInfo, ScreenEvent, TimelineEvent, Track, Utterance

PICTURE = MediaInfo(60.0, 1280, 720, (Track(0, "video", "vp8"), Track(1, "audio", "opus")))
SOUND = MediaInfo(60.0, None, None, (Track(0, "audio", "opus"),))


def speak(start: float, text: str, speaker: str = "helper", long: float = 2.0) -> Utterance:
    return Utterance(start, start + long, speaker, text)


def press(t: float, x: int = 300, y: int = 200, weight: float = 1.0) -> ScreenEvent:
    return ScreenEvent(t=t, kind="click", point=(x, y), box=(x - 40, y - 20, 80, 40), weight=weight)


def page(t: float, **more: float) -> ScreenEvent:
    return ScreenEvent(t=t, kind="page", end=t + 0.5, box=(0, 0, 1280, 720), **more)


TALK = (
    speak(1, "Bonjour, comment allez-vous ?"),
    speak(10, "Cliquez sur le bouton Mon compte."),
    speak(20, "Vous savez, ma petite-fille est en vacances.", "learner"),
    speak(30, "Ensuite, tapez votre adresse."),
    speak(50, "Merci, au revoir."),
)
SEEN = (
    press(12.5),
    page(13.0),
    press(32.0, 500, 400),
    ScreenEvent(t=33, kind="typing", end=38, box=(450, 390, 100, 20)),
)


def test_each_action_is_a_step_with_its_instruction():
    steps = segment(PICTURE, TALK, SEEN, ())
    assert [step.start for step in steps] == pytest.approx([10 - LEAD_IN, 30 - LEAD_IN])
    assert [step.action for step in steps] == ["click", "type"]
    assert steps[0].title == "Cliquez sur « Mon compte »"


@pytest.mark.parametrize(("until", "start"), [(5.0, 9.2), (9.6, 9.6)])
def test_a_step_begins_in_the_pause_before_its_first_word(until: float, start: float):
    before = replace(speak(2, "Mon voisin a un chien qui aboie."), end=until)
    first, *_ = segment(PICTURE, (before, *TALK[1:]), SEEN, ())
    assert first.start == pytest.approx(start)


def test_a_step_ends_when_the_action_has_taken_effect():
    first, second = segment(PICTURE, TALK, SEEN, ())
    assert 13.5 <= first.end <= 20
    assert 38 <= second.end < 45


def test_a_remark_that_no_step_needs_is_seen_with_the_step_before_and_talk_is_not():
    remark = speak(17, "La page est un peu longue.", "learner")
    with_remark = segment(PICTURE, (*TALK[:2], remark, *TALK[3:]), SEEN, ())
    assert with_remark[0].end >= 19
    assert segment(PICTURE, TALK, SEEN, ())[0].end <= 20


def test_the_place_to_click_and_the_still_come_from_the_picture():
    first = segment(PICTURE, TALK, SEEN, ())[0]
    assert first.click == (300, 200)
    assert first.target_box == (260, 180, 80, 40)
    assert first.still is not None
    assert 12.0 < first.still < 13.0


def test_the_still_of_scrolling_is_from_before_what_moves_is_covered():
    talk = (speak(10, "Descendez tout en bas de la page."),)
    scroll = ScreenEvent(t=14, kind="scroll", end=15.5, box=(0, 100, 1280, 560), weight=1.0)
    (step,) = segment(PICTURE, talk, (scroll,), ())
    assert step.action == "scroll"
    assert step.still == pytest.approx(13.3)


def test_steps_keep_the_evidence_they_rest_on():
    kinds = {e.kind for e in segment(PICTURE, TALK, SEEN, ())[0].evidence}
    assert kinds == {"speech.instruction", "screen.click", "pause"}


def test_the_picture_alone_gives_steps():
    steps = segment(PICTURE, (), SEEN, ())
    assert [step.click for step in steps] == [(300, 200), (500, 400)]


def test_sound_alone_gives_steps_without_still_or_place():
    steps = segment(SOUND, TALK, (), ())
    assert [step.start for step in steps] == pytest.approx([10 - LEAD_IN, 30 - LEAD_IN])
    assert all(step.still is None and step.click is None for step in steps)


def test_sound_alone_gives_steps_whether_or_not_one_is_answered():
    clicked = speak(17, "D'accord, j'ai cliqué.", "learner")
    done = speak(38, "C'est fait.", "learner")
    steps = segment(SOUND, (*TALK[:2], clicked, *TALK[2:4], done, TALK[4]), (), ())
    assert [step.start for step in steps] == pytest.approx([10 - LEAD_IN, 30 - LEAD_IN])


def test_a_pointer_press_tells_the_place_where_no_cursor_is_seen():
    pointer = TimelineEvent(11.5, "pointer", "helper", 0.5, 0.5, "press")
    steps = segment(PICTURE, TALK[:2], (page(13.0),), (pointer,))
    assert steps[0].click == (640, 360)
    assert "timeline.press" in {e.kind for e in steps[0].evidence}


def test_a_mark_of_the_helper_begins_a_step_with_its_label():
    mark = TimelineEvent(40.0, "mark", "helper", label="Vérifiez le résultat")
    steps = segment(PICTURE, TALK, SEEN, (mark,))
    assert [(s.start, s.title) for s in steps if s.start >= 40] == [(40.0, "Vérifiez le résultat")]


def test_a_wrong_way_and_its_repair_are_one_mistake_of_the_step_that_follows():
    talk = (
        speak(9, "C'est là ?", "learner"),
        speak(14, "Ah non, ce n'est pas le bon endroit."),
        speak(18, "Revenez en arrière."),
        speak(30, "Cliquez sur Mon profil."),
    )
    seen = (press(11), page(12), press(21, 20, 60), page(22, same_as=5.0), press(33), page(34))
    wrong, right = segment(PICTURE, talk, seen, ())
    assert (wrong.mistake, wrong.mistake_of) == (True, 1)
    assert wrong.start < 12 < 22 <= wrong.end <= 30
    # The picture shows what was wrong, not the way back.
    assert wrong.click == (300, 200)
    assert wrong.still is not None
    assert 11 <= wrong.still < 12
    assert right.mistake is False


@pytest.mark.parametrize(
    ("x", "y", "back", "leads_back"),
    [(22, 50, 12.0, True), (22, 50, None, False), (300, 50, 12.0, False), (22, 400, 12.0, False)],
)
def test_the_arrow_of_the_browser_leads_back(x: int, y: int, back: float | None, leads_back: bool):
    events = (press(12.5), page(13.0), press(20.0, x, y), page(20.5, same_as=back))
    atoms = atoms_of(PICTURE, (), events, (), language("fr"))
    assert [atom.way_back for atom in atoms] == [False, leads_back]


def test_nothing_off_the_record_is_in_a_step():
    off = (TimelineEvent(11.0, "off_record"), TimelineEvent(25.0, "on_record"))
    for step in segment(PICTURE, TALK, SEEN, off):
        assert step.end <= 11.0 or step.start >= 25.0


@pytest.mark.parametrize("info", [PICTURE, SOUND])
def test_an_empty_recording_has_no_steps(info):
    assert segment(info, (), (), ()) == ()


times = st.floats(0, 70, allow_nan=False)
words = st.sampled_from(
    ["Cliquez ici.", "Non, pas là.", "Merci.", "Revenez en arrière", "Voilà.", "", "On tape. Oui."]
)
utterances = st.builds(
    lambda t, d, who, text: Utterance(t, t + d, who, text),
    times,
    st.floats(0, 9),
    st.sampled_from(["helper", "learner", None]),
    words,
)
boxes = st.tuples(*[st.integers(0, 700)] * 4)
screen_events = st.builds(
    lambda t, kind, box, d, point, weight: ScreenEvent(t, kind, box, t + d, point, weight),
    times,
    st.sampled_from(["page", "dialog", "scroll", "typing", "click", "other"]),
    st.none() | boxes,
    st.floats(0, 9),
    st.none() | st.tuples(st.integers(-10, 2000), st.integers(-10, 2000)),
    st.floats(0, 1),
)
pointers = st.builds(
    lambda t, kind, x: TimelineEvent(t, kind, "helper", x, x, "press", label="Ici"),
    times,
    st.sampled_from(["pointer", "mark", "off_record", "on_record", "done", "chat"]),
    st.none() | st.floats(0, 1),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(utterances, max_size=10),
    st.lists(screen_events, max_size=12),
    st.lists(pointers, max_size=6),
    st.sampled_from([PICTURE, SOUND]),
)
def test_steps_are_ordered_disjoint_and_sound(transcript, screen, timeline, info):
    steps = segment(info, transcript, screen, timeline)
    end = 0.0
    for step in steps:
        assert end <= step.start < step.end <= info.duration
        end = step.end
        assert step.title.strip()
        assert step.evidence
        if step.still is not None:
            assert step.start <= step.still <= step.end
        if step.mistake_of is not None:
            assert step.mistake
            assert not steps[step.mistake_of].mistake


def test_typing_that_is_noticed_before_its_press_is_one_step():
    field = ScreenEvent(t=12.2, kind="click", point=(600, 260), box=(286, 230, 646, 50))
    typing = ScreenEvent(t=12.0, kind="typing", end=16, box=(300, 244, 168, 20))
    steps = segment(PICTURE, (speak(10, "Ensuite, on met l'objet."),), (typing, field), ())
    assert [(step.action, step.click) for step in steps] == [("type", (600, 260))]


def test_a_mark_is_no_step_of_its_own_while_what_it_announces_follows():
    mark = TimelineEvent(28.6, "mark", "helper", label="Le petit carré")
    steps = segment(PICTURE, TALK, SEEN, (mark,))
    assert [step.title for step in steps].count("Le petit carré") == 1
    marked = next(step for step in steps if step.title == "Le petit carré")
    assert marked.start == pytest.approx(28.6)
    assert marked.action == "type"
    assert len(steps) == len(segment(PICTURE, TALK, SEEN, ()))


def test_a_field_is_not_called_as_the_button_beside_it():
    typed = ScreenEvent(t=33, kind="typing", end=38, box=(450, 390, 100, 20), text="Envoyer")
    talk = (*TALK[:3], speak(30, "Ensuite, tapez votre message."), TALK[4])
    last = segment(PICTURE, talk, (*SEEN[:2], press(32.0, 500, 400), typed), ())[-1]
    assert "Envoyer" not in f"{last.title} {last.target}"


@pytest.mark.parametrize("label", ["Prix payé, en euros", "Recherche"])
def test_a_field_may_be_called_as_what_was_done(label: str):
    typed = ScreenEvent(t=33, kind="typing", end=38, box=(450, 390, 100, 20), text=label)
    talk = (*TALK[:3], speak(30, "Ensuite, on met ce qu'il faut."), TALK[4])
    last = segment(PICTURE, talk, (*SEEN[:2], press(32.0, 500, 400), typed), ())[-1]
    assert last.target == label
