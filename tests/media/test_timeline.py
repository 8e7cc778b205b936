import json
import math
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from media.errors import MediaError
from media.timeline import off_record_spans, read_timeline
from media.types import TimelineEvent

SAMPLES = Path(__file__).parents[1] / "samples"


def written(folder: Path, *lines: object) -> Path:
    path = folder / "timeline.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts) + "\n", "utf-8")
    return path


@pytest.mark.parametrize("name", ["s1_cv", "s2_mail", "s3_rendezvous"])
def test_the_samples_are_read(name: str):
    events = read_timeline(SAMPLES / name / "timeline.jsonl")
    assert events
    assert {event.by for event in events} <= {"helper", "learner", None}


def test_events_come_in_order_of_time(tmp_path: Path):
    path = written(tmp_path, {"t": 2, "kind": "mark"}, {"t": 1.5, "kind": "mark"})
    assert [event.t for event in read_timeline(path)] == [1.5, 2.0]


def test_all_keys_are_taken_and_others_left(tmp_path: Path):
    line = {"t": 1, "kind": "pointer", "by": "helper", "x": 0.4, "y": 0.2, "phase": "press"}
    path = written(tmp_path, {**line, "text": "ici", "colour": "red", "from": [0, 1]})
    expected = TimelineEvent(1.0, "pointer", "helper", 0.4, 0.2, "press", "ici")
    assert read_timeline(path) == (expected,)


def test_an_empty_timeline_has_no_events(tmp_path: Path):
    assert read_timeline(written(tmp_path)) == ()


def test_a_byte_order_mark_and_blank_lines_are_no_fault(tmp_path: Path):
    path = written(tmp_path, '\ufeff{"t": 1, "kind": "mark"}', "", '{"t": 2, "kind": "mark"}')
    assert len(read_timeline(path)) == 2


def test_a_pointer_outside_the_picture_is_at_its_edge(tmp_path: Path):
    path = written(tmp_path, {"t": 1, "kind": "pointer", "x": -0.2, "y": 1.4})
    assert (read_timeline(path)[0].x, read_timeline(path)[0].y) == (0.0, 1.0)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("{", id="no JSON"),
        pytest.param("[1, 2]", id="no object"),
        pytest.param('{"kind": "mark"}', id="no time"),
        pytest.param('{"t": -1, "kind": "mark"}', id="negative time"),
        pytest.param('{"t": NaN, "kind": "mark"}', id="not a number"),
        pytest.param('{"t": 1e400, "kind": "mark"}', id="endless time"),
        pytest.param('{"t": true, "kind": "mark"}', id="true as time"),
        pytest.param('{"t": 1}', id="no kind"),
        pytest.param('{"t": 1, "kind": "pointer", "x": "left"}', id="words as place"),
        pytest.param('{"t": 1, "kind": "chat", "text": 5}', id="number as text"),
        pytest.param('{"t": 1, "kind": "resize", "width": 0}', id="no width"),
        pytest.param("[" * 30_000, id="nested beyond reason"),
        pytest.param('{"t": 1, "kind": "' + "x" * 70_000 + '"}', id="long line"),
    ],
)
def test_a_bad_line_is_named(line: str, tmp_path: Path):
    path = written(tmp_path, {"t": 0, "kind": "mark"}, line)
    with pytest.raises(MediaError, match=r"^Line 2 of the timeline .*\.$") as caught:
        read_timeline(path)
    assert caught.value.code == "bad_timeline"


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_garbage_is_one_sentence(tmp_path: Path, data: bytes):
    path = tmp_path / "timeline.jsonl"
    path.write_bytes(data)
    try:
        read_timeline(path)
    except MediaError as error:
        code = error.code
    else:
        code = "bad_timeline"
    assert code == "bad_timeline"


def test_what_is_said_off_the_record_is_dropped(tmp_path: Path):
    path = written(
        tmp_path,
        {"t": 1, "kind": "mark"},
        {"t": 2, "kind": "off_record", "by": "learner"},
        {"t": 3, "kind": "chat", "text": "secret"},
        {"t": 4, "kind": "on_record", "by": "learner"},
        {"t": 5, "kind": "mark"},
    )
    kinds = [event.kind for event in read_timeline(path)]
    assert kinds == ["mark", "off_record", "on_record", "mark"]


def spans(*events: tuple[float, str, str | None]) -> list[tuple[float, float]]:
    return off_record_spans([TimelineEvent(t, kind, by) for t, kind, by in events])


def test_a_span_off_the_record_has_its_two_ends():
    assert spans((2, "off_record", "learner"), (4, "on_record", "learner")) == [(2, 4)]


def test_a_span_that_is_never_closed_lasts_for_ever():
    assert spans((2, "off_record", "learner")) == [(2, math.inf)]


def test_both_must_be_back_before_it_is_on_the_record_again():
    both = spans(
        (1, "off_record", "learner"),
        (2, "off_record", "helper"),
        (3, "on_record", "learner"),
        (5, "on_record", "helper"),
    )
    assert both == [(1, 5)]


def test_nobody_ends_what_another_asked_for():
    asked = spans((1, "off_record", "learner"), (2, "on_record", "helper"))
    assert asked == [(1, math.inf)]
