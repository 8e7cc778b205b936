"""From analysis to the steps of a draft."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.tutorials.drafting import Canvas, KnownBlock, device_shown, draft_steps, step_grounds
from media.types import Evidence, Step

HERE = UUID("00000000-0000-0000-0000-000000000001")
CANVAS = Canvas(1000, 500)


def drafted(*steps, stills=(), canvas=CANVAS, known=()):
    return draft_steps(steps, stills, canvas, namespace=HERE, known=known)


def test_places_are_shares_of_the_picture():
    step = Step(1.0, 2.0, "Cliquer", click=(250, 100), target_box=(200, 50, 100, 100))
    value = drafted(step)[0]["value"]
    assert (value["click_x"], value["click_y"]) == (0.25, 0.2)
    assert value["target_box"] == "0.2,0.1,0.1,0.2"


def test_a_sound_recording_has_no_places():
    value = drafted(Step(1.0, 2.0, "Écouter", click=(5, 5)), canvas=Canvas(None, None))[0]["value"]
    assert value["click_x"] is None
    assert value["target_box"] == ""


@pytest.mark.parametrize(
    ("size", "device"),
    [((1920, 1080), "computer"), ((1080, 2340), "phone"), ((None, None), "")],
)
def test_the_device_is_told_from_the_shape_of_the_picture(size, device):
    assert device_shown(Canvas(*size)) == device


def test_a_step_without_a_still_has_no_time_of_one():
    values = [b["value"] for b in drafted(Step(0, 1, "A", still=0.5), Step(1, 2, "B", still=1.5))]
    assert [value["still_time"] for value in values] == [None, None]
    value = drafted(Step(0, 1, "A", still=0.5), stills=["x.webp"])[0]["value"]
    assert (value["still"], value["still_time"]) == ("x.webp", 0.5)


def test_the_same_steps_get_the_same_ids():
    steps = (Step(0, 1, "A"), Step(1, 2, "B"))
    assert drafted(*steps) == drafted(*steps)


def test_a_step_that_moved_a_little_keeps_its_id():
    known = [KnownBlock("old-a", 0.0, 10.0), KnownBlock("old-b", 10.0, 20.0)]
    blocks = drafted(Step(10.5, 20.0, "B"), Step(30.0, 40.0, "C"), known=known)
    assert blocks[0]["id"] == "old-b"
    assert blocks[1]["id"] not in {"old-a", "old-b"}


def test_one_old_id_goes_to_the_step_that_fits_best():
    known = [KnownBlock("old", 0.0, 10.0)]
    blocks = drafted(Step(0.0, 6.0, "A"), Step(0.0, 9.5, "B"), known=known)
    assert [block["id"] == "old" for block in blocks] == [False, True]


def test_words_are_set_as_an_editor_sets_them():
    value = drafted(Step(0, 1, "Écrivez l'adresse", text="Tapez l'adresse : [adresse]. C'est."))[0]
    assert value["value"]["title"] == "Écrivez l’adresse"
    assert value["value"]["text"] == "Tapez l’adresse\u00a0: [adresse]."


@pytest.mark.parametrize("title", ["Cliquez ici", "Cliquez sur « Que cherchez-vous ? »"])
def test_a_text_that_only_says_the_title_again_is_left_out(title):
    assert drafted(Step(0, 1, title, text=f"{title}."))[0]["value"]["text"] == ""


def test_a_title_too_long_for_the_block_is_shortened():
    assert len(drafted(Step(0, 1, "x" * 500))[0]["value"]["title"]) == 200


spans = st.tuples(st.floats(0, 100, allow_nan=False), st.floats(0.01, 50, allow_nan=False)).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)


@given(st.lists(spans, max_size=8), st.lists(spans, max_size=8))
def test_ids_are_never_given_twice(steps, before):
    known = [KnownBlock(f"old-{n}", start, end) for n, (start, end) in enumerate(before)]
    blocks = drafted(*(Step(start, end, "A") for start, end in steps), known=known)
    assert len({block["id"] for block in blocks}) == len(steps)


@pytest.mark.parametrize("point", [(-5, 9000), (2000, -1)])
def test_a_place_outside_the_picture_is_brought_to_its_edge(point):
    value = drafted(Step(0, 1, "A", click=point))[0]["value"]
    assert 0 <= value["click_x"] <= 1
    assert 0 <= value["click_y"] <= 1


def test_a_mistake_names_the_block_of_its_step():
    mistake = Step(0, 1, "A", mistake=True, mistake_of=1)
    blocks = drafted(mistake, Step(1, 2, "B"))
    assert [block["value"]["mistake_of"] for block in blocks] == [blocks[1]["id"], ""]


def test_a_mistake_of_a_step_that_is_not_there_names_none():
    (block,) = drafted(Step(0, 1, "A", mistake=True, mistake_of=7))
    assert block["value"]["mistake_of"] == ""


def test_grounds_hold_the_evidence_of_each_block_and_the_title_before_it_was_reworded():
    steps = (Step(0, 1, "A", evidence=(Evidence("screen.click", 0.5, 1.0),)), Step(1, 2, "B"))
    blocks = drafted(*steps)
    grounds = step_grounds(steps, ["A", "B d'avant"], blocks)
    assert [grounds[block["id"]]["plain_title"] for block in blocks] == ["", "B d’avant"]
    seen = [{"kind": "screen.click", "t": 0.5, "weight": 1.0}]
    assert grounds[blocks[0]["id"]]["evidence"] == seen
