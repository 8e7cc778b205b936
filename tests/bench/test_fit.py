"""Learning the weights: sums over all cuts are exact, and what agrees with the truth is known."""

from __future__ import annotations

import itertools
import json
import math
import random
from types import SimpleNamespace

import numpy as np
import pytest

from bench import lessons
from bench.fit import FIXED, PRIOR, Example, Lattice
from bench.given import imagined, misheard, plainly_told, pointed_at
from bench.lessons import Gold
from media import fusion
from media.analyse import Perceived
from media.fusion import candidates, fitted_weights
from media.language import language
from media.segment import atoms_of
from media.types import MediaInfo, TimelineEvent

TRUTH = {
    "duration": 40.0,
    "size": [1280, 720],
    "steps": [
        {
            "start": 5.0,
            "end": 10.0,
            "click_time": 8.0,
            "title": "Ouvrir le menu",
            "action": "click",
            "target_label": "Menu",
            "target_box": [100, 100, 80, 30],
        },
        {
            "start": 12.0,
            "end": 18.0,
            "click_time": 16.0,
            "title": "Envoyer",
            "action": "click",
            "target_label": "Envoyer",
            "target_box": [100, 300, 80, 30],
        },
    ],
    "detours": [],
    "off_topic": [{"start": 1.0, "end": 3.0, "kind": "greeting"}],
    "clicks": [
        {"t": 8.0, "x": 120, "y": 110, "target": "Menu", "box": [100, 100, 80, 30]},
        {"t": 16.0, "x": 120, "y": 310, "target": "Envoyer", "box": [100, 300, 80, 30]},
    ],
    "scrolls": [],
    "visual_events": [{"t": 0.0, "kind": "page", "what": "a"}, {"t": 8.4, "kind": "page"}],
    "transcript": [
        {"start": 1.0, "end": 3.0, "speaker": "helper", "text": "Bonjour Madame."},
        {"start": 5.0, "end": 7.0, "speaker": "helper", "text": "Vous cliquez sur Menu."},
        {"start": 9.0, "end": 10.0, "speaker": "learner", "text": "Ça y est."},
        {"start": 12.0, "end": 14.0, "speaker": "helper", "text": "Et maintenant, Envoyer."},
    ],
}


@pytest.fixture
def row() -> Example:
    perceived = imagined(TRUTH)
    atoms = tuple(
        atoms_of(perceived.media, perceived.transcript, perceived.seen.events, (), language("fr"))
    )
    found = tuple(tuple(ends) for ends in candidates(atoms, picture=True))
    gold = Gold(TRUTH, atoms)
    costs = tuple(gold.cost(one) for ends in found for one in ends)
    return Example("example", perceived, 1.0, atoms, found, costs)


def cuts(row: Example, start: int = 0):
    """Every way of cutting the row from there on, as lists of pieces."""
    if start == len(row.atoms):
        yield []
        return
    for piece in row.pieces:
        if piece.start == start:
            yield from ([piece, *rest] for rest in cuts(row, piece.stop))


def test_the_sum_over_all_cuts_is_exact(row):
    names = sorted({name for piece in row.pieces for name in piece.features})
    lattice = Lattice([row], names)
    weights = dict(zip(names, np.random.default_rng(1).normal(0, 0.3, len(names)), strict=True))
    scores = lattice.values @ np.array(list(weights.values()))
    total, shares = lattice.sums(scores)
    every = [sum(piece.score(weights) for piece in cut) for cut in cuts(row)]
    assert total[0] == pytest.approx(math.log(sum(math.exp(value) for value in every)), rel=1e-4)
    covered = np.zeros(len(row.atoms))
    for piece, share in zip(row.pieces, shares, strict=True):
        covered[piece.start : piece.stop] += share
    assert covered == pytest.approx(np.ones(len(row.atoms)))


def test_the_best_cut_is_the_one_of_all_that_counts_most(row):
    weights = fusion.fitted_weights()
    best = fusion.best(row.atoms, row.found, weights)
    most = max(sum(piece.score(weights) for piece in cut) for cut in cuts(row))
    assert sum(sum(piece.counted.values()) for piece in best) == pytest.approx(most)


def test_a_cut_that_agrees_has_a_piece_for_every_step_and_none_for_the_greeting(row):
    good = [piece for piece, cost in zip(row.pieces, row.costs, strict=True) if not cost]
    agreeing = [cut for cut in cuts(row) if all(piece in good for piece in cut)]
    assert agreeing
    for cut in agreeing:
        assert [piece.label for piece in cut if piece.label != "outside"] == ["step", "step"]
        assert cut[0].label == "outside"


def test_every_sentence_and_deed_has_its_role_in_the_truth(row):
    gold = Gold(TRUTH, row.atoms)
    roles = [gold.role(place) for place in range(len(row.atoms))]
    assert roles == ["beside", "opens", "does", "follows", "opens", "does"]


def test_a_misheard_session_keeps_its_times_and_loses_words():
    perceived = imagined(TRUTH)
    again = misheard(perceived, random.Random(3))
    assert isinstance(again, Perceived)
    assert isinstance(again.media, MediaInfo)
    before = list(itertools.chain.from_iterable(said.words for said in perceived.transcript))
    after = list(itertools.chain.from_iterable(said.words for said in again.transcript))
    assert {word.start for word in after} <= {word.start for word in before}


def test_steps_told_plainly_name_what_is_pressed():
    told = [plainly_told(TRUTH, random.Random(seed))["transcript"] for seed in range(8)]
    first = {lines[1]["text"] for lines in told}
    assert any("Menu" in text and text != TRUTH["transcript"][1]["text"] for text in first)
    assert all(lines[0] == TRUTH["transcript"][0] for lines in told)


def test_under_the_pointer_lies_what_is_pressed_soon_after():
    press = TimelineEvent(6.6, "pointer", "helper", 0.1, 0.16, "press")
    stray = TimelineEvent(10.0, "pointer", "helper", 0.9, 0.9, "press")
    seen = pointed_at(imagined(TRUTH), TRUTH, (press, stray)).seen.events
    assert [e.text for e in seen if e.kind == "pointed"] == ["Menu", None]


def test_what_few_sessions_have_counts_what_was_set_and_not_what_was_learnt() -> None:
    prior = json.loads(PRIOR.read_text("utf-8"))

    assert {name: fitted_weights()[name] for name in FIXED} == {name: prior[name] for name in FIXED}


@pytest.mark.parametrize(
    ("lasted", "way"), [(60.2, "recorded"), (64.0, "played"), (None, "played")]
)
def test_what_was_heard_and_seen_stands_for_a_recording_that_is_elsewhere(
    tmp_path, monkeypatch, lasted, way
):
    """A session that was only played has another length than the recording of the same script."""
    (tmp_path / "a01").mkdir()
    (tmp_path / "a01" / "truth.json").write_text('{"duration": 60.0}', "utf-8")
    kept = SimpleNamespace(media=SimpleNamespace(duration=lasted)) if lasted else None
    monkeypatch.setattr(lessons, "sensed_before", lambda _session: kept)
    monkeypatch.setattr(lessons, "_variants", lambda _session: ["recorded"])
    monkeypatch.setattr(lessons, "_played", lambda _path: ["played"])
    assert list(lessons.lessons_in(tmp_path)) == [way]
