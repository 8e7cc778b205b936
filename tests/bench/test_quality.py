"""A change of what the engine finds is seen: the stored table of the samples."""

from __future__ import annotations

import json

import pytest

from bench.evaluate import KEPT_SCORES, evaluate
from bench.measures import MEASURES
from bench.sessions import SAMPLES, sessions

TOLERANCE = 0.03
"""Whisper's sums differ a little between processors; a step of thirty is one such difference."""

pytestmark = [pytest.mark.slow, pytest.mark.model, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def rows():
    return {row.session: row.scores for row in evaluate(list(sessions(SAMPLES)), ["mixed track"])}


@pytest.mark.parametrize("session", [session.name for session in sessions(SAMPLES)])
def test_the_scores_are_those_of_the_stored_table(rows, session):
    stored = json.loads(KEPT_SCORES.read_text("utf-8"))[f"{session}, mixed track"]
    for measure in MEASURES:
        if not measure.name.startswith("cpu"):
            value = rows[session][measure.name]
            assert value == pytest.approx(stored[measure.name], abs=TOLERANCE), (
                f"{measure.label}: `make evaluate` writes the table again, if this is meant"
            )
