"""Numbers over several breaths, and over longer pauses."""

from __future__ import annotations

import pytest

from media.conversation import personal_parts
from media.types import Utterance


@pytest.mark.parametrize(
    ("first", "pause", "second", "found"),
    [
        ("06, 39, 98, 52, 36.", 12.0, "Une dent qui bouge.", [["06, 39, 98, 52, 36"], []]),
        ("Pour 10 heures 40.", 12.0, "06 39 98 12 55", [[], ["06 39 98 12 55"]]),
        ("06, 39, 98,", 2.0, "52, 36.", [["06, 39, 98"], ["52, 36"]]),
        ("06, 39, 98,", 12.0, "52, 36.", [["06, 39, 98"], ["52, 36"]]),
        ("1 85 05 78 006 084", 12.0, "91", [["1 85 05 78 006 084"], ["91"]]),
        ("26, 0, 42, 17, 33.", 9.0, "Et un courriel aussi.", [["26, 0, 42, 17, 33"], []]),
        ("26, 0, 42, 17, 33.", 2.0, "Et un courriel aussi.", [["26, 0, 42, 17, 33"], []]),
        ("26, 0, 42, 17, 33.", 2.0, "Un.", [["26, 0, 42, 17, 33"], ["Un"]]),
    ],
    ids=[
        "whole before",
        "whole after",
        "a breath",
        "a long pause inside",
        "its key",
        "an article",
        "soon",
        "a figure",
    ],
)
def test_a_number_that_is_whole_does_not_go_on_after_a_long_pause(
    first: str, pause: float, second: str, found: list[list[str]]
) -> None:
    said = (Utterance(0, 3, "learner", first), Utterance(3 + pause, 6 + pause, "learner", second))
    parts = personal_parts(said)
    assert [
        [one.text[value.start : value.end].strip(" ,.") for value in values]
        for one, values in zip(said, parts, strict=True)
    ] == found
