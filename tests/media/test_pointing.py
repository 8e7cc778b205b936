"""What the helper's pointer showed, joined with what was done there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from media.deeds import Deed
from media.pointing import Pointing, find_pointings, join_pointings
from media.timeline import pointer_presses
from media.types import Box, MediaInfo, ScreenEvent, TimelineEvent, Track

INFO = MediaInfo(60.0, 1000, 500, (Track(0, "video", "vp8"),))
BUTTON = (480, 240, 100, 30)


def press(t: float, x: float = 0.5, y: float = 0.5, by: str | None = "helper") -> TimelineEvent:
    return TimelineEvent(t, "pointer", by, x, y, "press")


def done(t: float, point: tuple[int, int] | None, weight: float = 1.0) -> Deed:
    return Deed(t, t + 0.5, "click", weight, "click", None, point)


def test_presses_are_pixels_of_the_canvas():
    assert pointer_presses(INFO, [press(2.0), press(1.0, 0.1, 0.2)]) == [
        (1.0, (100, 100)),
        (2.0, (500, 250)),
    ]


def test_the_learner_and_moves_are_no_pointing():
    move = TimelineEvent(1.0, "pointer", "helper", 0.5, 0.5, "move")
    assert not pointer_presses(INFO, [press(1.0, by="learner"), move])


def test_a_screen_made_narrower_lies_in_the_middle_of_the_canvas():
    smaller = TimelineEvent(1.0, "resize", width=500, height=500)
    assert pointer_presses(INFO, [smaller, press(2.0, 0.0, 0.0), press(3.0, 1.0, 1.0)]) == [
        (2.0, (250, 0)),
        (3.0, (750, 500)),
    ]


def test_what_was_read_under_the_pointer_comes_with_it():
    seen = ScreenEvent(2.0, "pointed", point=(500, 250), box=BUTTON, text="Envoyer")
    assert find_pointings(INFO, [seen], [press(2.0), press(5.0)]) == [
        Pointing(2.0, (500, 250), BUTTON, "Envoyer"),
        Pointing(5.0, (500, 250)),
    ]


def test_the_press_that_follows_on_the_thing_shown_takes_its_name():
    shown = Pointing(2.0, (500, 250), BUTTON, "Envoyer")
    (deed,) = join_pointings(INFO, [done(4.0, (560, 255))], [shown])
    assert (deed.t, deed.point, deed.label, deed.pointed) == (4.0, (560, 255), "Envoyer", 2.0)


def test_a_press_seen_badly_elsewhere_is_put_where_it_was_shown():
    shown = Pointing(2.0, (500, 250), BUTTON, "Envoyer")
    (deed,) = join_pointings(INFO, [done(4.0, (100, 20), 0.5)], [shown])
    assert (deed.point, deed.box, deed.label) == ((500, 250), BUTTON, "Envoyer")


def test_what_the_pointer_hides_of_a_name_is_read_where_it_was_pressed():
    shown = Pointing(2.0, (500, 250), BUTTON, "Nouveau")
    seen = replace(done(4.0, (100, 20), 0.5), label="Nouveau message")
    (deed,) = join_pointings(INFO, [seen], [shown])
    assert (deed.point, deed.label) == ((500, 250), "Nouveau message")


def test_a_sure_press_right_beside_what_was_shown_was_on_it():
    shown = Pointing(2.0, (500, 250), BUTTON, "Envoyer")
    beside = BUTTON[0] + 5, BUTTON[1] - 12
    (deed,) = join_pointings(INFO, [done(4.0, beside)], [shown])
    assert (deed.point, deed.box, deed.label) == ((500, 250), BUTTON, "Envoyer")


def test_a_press_seen_in_the_field_that_was_filled_before_was_where_it_was_shown():
    field = (480, 140, 200, 40)
    filled = Deed(1.0, 1.8, "type", 1.0, "typing", point=(500, 160), box=field, label="Nom")
    shown = Pointing(3.0, (500, 250), BUTTON, "Envoyer")
    deeds = join_pointings(INFO, [filled, done(4.0, (500, 165))], [shown])
    assert [deed.point for deed in deeds] == [(500, 160), (500, 250)]


def test_a_press_somewhere_on_what_changed_was_where_that_was_shown():
    calendar = (400, 150, 300, 200)
    seen = replace(done(4.0, (560, 190)), box=calendar, label="3")
    (deed,) = join_pointings(INFO, [seen], [Pointing(2.0, (500, 250), BUTTON, "18")])
    assert (deed.point, deed.box, deed.label) == ((500, 250), BUTTON, "18")


def test_what_changed_and_has_the_name_that_was_shown_keeps_its_outline():
    whole = (470, 220, 120, 60)
    words = (490, 245, 60, 12)
    seen = replace(done(4.0, (480, 222)), box=whole, label="Envoyer")
    (deed,) = join_pointings(INFO, [seen], [Pointing(2.0, (500, 250), words, "Envoyer")])
    assert (deed.point, deed.box, deed.label) == ((500, 250), whole, "Envoyer")


def lit(t: float, box: Box = BUTTON) -> ScreenEvent:
    return ScreenEvent(t, "other", box, weight=0.1)


def shown_at_two(*screen: ScreenEvent) -> Pointing:
    thing = ScreenEvent(2.0, "pointed", point=(500, 250), box=BUTTON, text="Envoyer")
    (pointing,) = find_pointings(INFO, [thing, *screen], [press(2.0)])
    return pointing


@pytest.mark.parametrize(
    ("change", "t"),
    [
        pytest.param(lit(3.2), 3.2, id="the button"),
        pytest.param(lit(1.5), None, id="before"),
        pytest.param(lit(7.0), None, id="long after"),
        pytest.param(lit(3.2, (0, 0, 1000, 500)), None, id="the page"),
        pytest.param(lit(3.2, (100, 20, 80, 20)), None, id="elsewhere"),
        pytest.param(replace(lit(3.2), same_as=1.0), None, id="it looks again as before"),
    ],
)
def test_what_lights_up_where_it_was_shown_tells_that_the_learner_came(change, t):
    assert shown_at_two(change).lit == t


def test_what_was_shown_and_lit_up_was_pressed_be_other_presses_seen_or_not():
    others = [done(10.0 * n, (100 * n, 50)) for n in range(1, 6)]
    found = join_pointings(INFO, others, [shown_at_two(lit(3.2))])
    assert [deed.label for deed in found] == ["Envoyer"] + [None] * 5
    assert 3.2 < found[0].t < 5.0
    assert found[0].weight > 0.5


def test_a_page_that_comes_after_it_lit_up_is_its_answer_wherever_the_cursor_is_by_then():
    late = replace(done(5.5, (100, 20)), large=True, page=True, label="Code reçu")
    (deed,) = join_pointings(INFO, [late], [shown_at_two(lit(3.2))])
    assert (deed.point, deed.label, deed.page) == ((500, 250), "Envoyer", True)
    assert 3.2 < deed.t < 5.5


@pytest.mark.parametrize(
    ("own", "whole", "name"),
    [
        pytest.param((400, 150, 300, 200), (490, 240, 30, 20), "18", id="a day of a calendar"),
        pytest.param((460, 245, 180, 22), (440, 210, 320, 70), "18", id="a card"),
        pytest.param((460, 245, 180, 22), (440, 110, 320, 270), "3", id="a list that is open"),
        pytest.param((460, 235, 180, 40), (440, 210, 320, 90), "3", id="a row"),
    ],
)
def test_a_thing_is_named_where_it_was_seen_whole(own: Box, whole: Box, name: str):
    seen = replace(done(4.0, (500, 250)), box=own, label="3")
    (deed,) = join_pointings(INFO, [seen], [Pointing(2.0, (502, 250), whole, "18")])
    assert (deed.point, deed.label) == ((500, 250), name)


def test_a_sure_press_elsewhere_is_another_one():
    shown = Pointing(2.0, (500, 250), BUTTON, "Envoyer")
    deeds = join_pointings(INFO, [done(4.0, (100, 20))], [shown])
    assert [deed.point for deed in deeds] == [(500, 250), (100, 20)]


def test_what_was_shown_and_not_seen_done_is_done_unless_nothing_was_there():
    assert not join_pointings(
        INFO, [], [Pointing(2.0, (500, 250)), Pointing(20.0, (500, 250), BUTTON)]
    )
    (deed,) = join_pointings(INFO, [], [Pointing(2.0, (500, 250), BUTTON, "Envoyer")])
    assert deed.label == "Envoyer"
    assert 2.0 < deed.t < 5.0


def test_the_same_thing_shown_twice_is_done_once():
    shown = [Pointing(t, (500, 250), BUTTON, "Envoyer") for t in (2.0, 6.0)]
    (deed,) = join_pointings(INFO, [done(7.5, (510, 250))], shown)
    assert deed.pointed == 2.0


def test_two_things_shown_are_two_deeds():
    other = (100, 20, 80, 20)
    shown = [
        Pointing(2.0, (500, 250), BUTTON, "Envoyer"),
        Pointing(6.0, (140, 30), other, "Accueil"),
    ]
    deeds = join_pointings(INFO, [done(3.5, (500, 250)), done(7.5, (140, 30))], shown)
    assert [deed.label for deed in deeds] == ["Envoyer", "Accueil"]


def test_where_most_presses_were_shown_the_others_are_told():
    places = [(100 * n, 50) for n in range(1, 6)]
    deeds = [done(10.0 * n, place) for n, place in enumerate(places, 1)]
    shown = [Pointing(deed.t - 2, deed.point or (0, 0)) for deed in deeds]
    most = join_pointings(INFO, deeds, shown[:3])
    assert [deed.unshown for deed in most] == [False, False, False, True, True]
    few = join_pointings(INFO, deeds, shown[:2])
    assert not any(deed.unshown for deed in few)
