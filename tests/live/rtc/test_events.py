"""Strangers write events: whatever they write, it is a clean event or a clear refusal."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.rtc.errors import Refused
from live.rtc.events import BURST, MAX_BYTES, Allowance, check, parse

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)
KINDS = ["pointer", "arrow", "mark", "tutorial", "chat", "resize", "picture", "ping", "end"]


@pytest.mark.parametrize(
    ("event", "role"),
    [
        pytest.param({"kind": "pointer", "x": 0.1, "y": 1, "phase": "press"}, "helper", id="press"),
        pytest.param({"kind": "arrow", "from": [0, 0], "to": [1, 0.5]}, "helper", id="arrow"),
        pytest.param({"kind": "chat", "text": "Bonjour"}, "learner", id="chat"),
        pytest.param({"kind": "done"}, "learner", id="done"),
        pytest.param({"kind": "resize", "width": 800, "height": 600}, "learner", id="resize"),
        pytest.param(
            {"kind": "tutorial", "id": 3, "step": 2, "address": "/caf/#etape-2"},
            "helper",
            id="page",
        ),
    ],
)
def test_what_is_right_passes_as_it_is(event, role):
    assert check(event, role) == event


@pytest.mark.parametrize(
    ("event", "role"),
    [
        pytest.param({"kind": "pointer", "x": 0, "y": 0, "phase": "move"}, "learner", id="control"),
        pytest.param({"kind": "done"}, "helper", id="role"),
        pytest.param({"kind": "people"}, "helper", id="the room's own"),
        pytest.param({"kind": "pointer", "x": "0", "y": 0, "phase": "move"}, "helper", id="text"),
        pytest.param({"kind": "pointer", "x": 0, "y": 0}, "helper", id="lacking"),
        pytest.param({"kind": "resize", "width": 1e9, "height": 3}, "learner", id="size"),
        pytest.param(
            {"kind": "tutorial", "id": 1, "address": "//evil.example"}, "helper", id="elsewhere"
        ),
        pytest.param(
            {"kind": "tutorial", "id": 1, "address": "javascript:alert(1)"}, "helper", id="script"
        ),
        pytest.param({"kind": ["chat"]}, "learner", id="kind"),
        pytest.param([], "learner", id="list"),
    ],
)
def test_what_is_wrong_is_refused(event, role):
    with pytest.raises(Refused):
        check(event, role)


def test_a_place_outside_is_at_the_edge_and_long_words_are_cut():
    event = check(
        {"kind": "pointer", "x": -3, "y": 7.0, "phase": "press", "text": "a" * 999}, "helper"
    )
    assert (event["x"], event["y"]) == (0.0, 1.0)
    assert len(event["text"]) == 200


def test_a_message_beyond_measure_is_refused():
    with pytest.raises(Refused) as refused:
        parse(json.dumps({"kind": "chat", "text": "a" * MAX_BYTES}), "learner")
    assert refused.value.status == 413


@given(
    st.sampled_from(KINDS),
    st.dictionaries(
        st.sampled_from(
            [
                "x",
                "y",
                "phase",
                "text",
                "rtp",
                "from",
                "to",
                "label",
                "id",
                "step",
                "width",
                "n",
                "on",
            ]
        ),
        anything,
    ),
    st.sampled_from(["learner", "helper"]),
)
def test_any_fields_give_an_event_or_a_refusal(kind, fields, role):
    try:
        event = check(fields | {"kind": kind}, role)
    except Refused:
        return
    assert len(json.dumps(event, ensure_ascii=False, allow_nan=False).encode()) < 8_000


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_any_bytes_give_an_event_or_a_refusal(message):
    with suppress(Refused):
        parse(message, "helper")


def test_who_floods_is_stopped_and_may_go_on_later():
    allowance = Allowance(0.0)
    assert sum(allowance.take(0.0) for _ in range(500)) == BURST
    assert allowance.take(1.0)
