"""Adapters of the speech model, as files and half-way between two."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench import adapters


def adapter(seed: int) -> adapters.Adapter:
    random = np.random.default_rng(seed)
    return {"a.in": random.normal(size=(4, 12)), "a.out": random.normal(size=(20, 4))}


def change(one: adapters.Adapter) -> np.ndarray:
    return np.asarray(one["a.out"]) @ one["a.in"]


def test_half_way_between_two_is_the_mean_of_their_changes():
    one, other = adapter(1), adapter(2)
    mean = (change(one) + change(other)) / 2
    lost = np.linalg.norm(change(adapters.between(one, other)) - mean)
    assert lost <= adapters.FAINT * np.linalg.norm(mean)


def test_it_grows_no_further():
    found = adapter(1)
    for seed in (2, 3, 4):
        found = adapters.between(found, adapter(seed))
    assert found["a.in"].shape == (adapters.RANK_KEPT, 12)
    assert found["a.out"].shape == (20, adapters.RANK_KEPT)


def test_what_is_written_is_read_whole_again_and_ships_in_part(tmp_path: Path):
    file = tmp_path / "adapter.npz"
    adapters.save(adapter(1), file)
    assert np.allclose(change(adapters.shipped(file)), change(adapter(1)), atol=0.02)
    with np.load(file) as written:
        part = written["decoder/a.out"] @ written["decoder/a.in"]
    assert part == pytest.approx(adapters.TAKEN * change(adapter(1)), abs=0.02)
