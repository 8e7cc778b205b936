"""A change of what the engine finds is seen: the stored table of the samples."""

from __future__ import annotations

import json
from statistics import mean

import pytest

from bench.evaluate import KEPT_SCORES, evaluate
from bench.measures import MEASURES
from bench.sessions import SAMPLES, sessions

ONE_SESSION, ALL_SESSIONS = 0.12, 0.05
"""Whisper's sums differ a little between processors: in a session one step of ten may come to lie
elsewhere (seen: 0.7 on one with AVX-512, 0.8 on one without), and of all less than half as many."""

WAYS = ["mixed track", "mixed track, timeline"]
"""Both rest on what was heard and seen once. That of two voices would be heard again, which takes
as long as all of this; `make evaluate` does."""

pytestmark = [pytest.mark.slow, pytest.mark.model, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def rows():
    return {(row.session, row.way): row.scores for row in evaluate(list(sessions(SAMPLES)), WAYS)}


@pytest.fixture(scope="module")
def stored():
    return json.loads(KEPT_SCORES.read_text("utf-8"))


# Seconds are the machine's; of one title all words are right or none.
NOT_COMPARED = {"cpu", "cpu_rest", "main_title"}
COMPARED = [measure for measure in MEASURES if measure.name not in NOT_COMPARED]


def alike(found, stored, measure, tolerance):
    assert found == pytest.approx(stored, abs=tolerance), (
        f"{measure.label}: `make evaluate` writes the table again, if this is meant"
    )


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("session", [session.name for session in sessions(SAMPLES)])
def test_the_scores_are_those_of_the_stored_table(rows, stored, session, way):
    kept = stored[f"{session}, {way}"]
    for measure in COMPARED:
        alike(rows[session, way][measure.name], kept[measure.name], measure, ONE_SESSION)


@pytest.mark.parametrize("way", WAYS)
def test_so_are_those_of_all_sessions_together(rows, stored, way):
    for measure in COMPARED:
        pairs = [
            (scores[measure.name], stored[f"{session}, {used}"][measure.name])
            for (session, used), scores in rows.items()
            if used == way
        ]
        known = [pair for pair in pairs if None not in pair]
        found, kept = (mean(values) for values in zip(*known, strict=True))
        alike(found, kept, measure, ALL_SESSIONS)
