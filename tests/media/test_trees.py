"""Decision trees are walked as they were learnt."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.trees import TOGETHER, Trees

# One round of three classes: a stump on feature 0, a tree on features 1 and 0, a single leaf.
THREE = Trees(
    feature=np.array([[0, -1, -1, -1, -1], [1, -1, 0, -1, -1], [-1, -1, -1, -1, -1]]),
    threshold=np.array([[0.5, 0, 0, 0, 0], [-1.0, 0, 2.0, 0, 0], [0, 0, 0, 0, 0]]),
    left=np.array([[1, 0, 0, 0, 0], [1, 0, 3, 0, 0], [0, 0, 0, 0, 0]]),
    right=np.array([[2, 0, 0, 0, 0], [2, 0, 4, 0, 0], [0, 0, 0, 0, 0]]),
    value=np.array([[0, 1.0, -1.0, 0, 0], [0, 0.25, 0, 2.0, 3.0], [0.5, 0, 0, 0, 0]]),
    classes=3,
)
numbers = st.floats(-5, 5, allow_nan=False)


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=5))
def test_each_row_comes_to_the_leaves_that_it_belongs_to(rows: list[tuple[float, float]]) -> None:
    found = THREE.logarithms(np.array(rows))

    for (zero, one), logs in zip(rows, found, strict=True):
        first = 1.0 if zero <= 0.5 else -1.0
        second = 0.25 if one <= -1.0 else 2.0 if zero <= 2.0 else 3.0
        sums = np.exp([first, second, 0.5])
        np.testing.assert_allclose(np.exp(logs), sums / sums.sum())


def test_rounds_add_up() -> None:
    twice = Trees(
        *(np.vstack([part, part]) for part in (THREE.feature, THREE.threshold)),
        *(np.vstack([part, part]) for part in (THREE.left, THREE.right, THREE.value)),
        classes=3,
    )
    once, both = (np.exp(trees.logarithms(np.zeros((1, 2)))) for trees in (THREE, twice))

    np.testing.assert_allclose(both, once**2 / (once**2).sum())


@pytest.mark.parametrize("count", [0, 1, TOGETHER, 2 * TOGETHER + 1])
def test_there_is_one_answer_for_each_row(count: int) -> None:
    rows = np.linspace(-3, 3, 2 * count).reshape(count, 2)
    found = THREE.logarithms(rows)

    assert found.shape == (count, 3)
    for row, logs in zip(rows[-2:], found[-2:], strict=True):
        np.testing.assert_array_equal(THREE.logarithms(row[None])[0], logs)
