"""What LightGBM learnt is kept as arrays."""

from __future__ import annotations

import numpy as np

from bench.roles import as_arrays
from media.roles import ROLES

TREE = {
    "split_feature": 1,
    "threshold": 0.5,
    "left_child": {"leaf_value": -1.0},
    "right_child": {
        "split_feature": 0,
        "threshold": 2.0,
        "left_child": {"leaf_value": 1.0},
        "right_child": {"leaf_value": 3.0},
    },
}


def test_a_tree_of_dictionaries_becomes_arrays() -> None:
    trees = as_arrays([TREE, *[{"leaf_value": 0.0}] * (len(ROLES) - 1)], len(ROLES))

    rows = np.array([[0.0, 0.0], [0.0, 1.0], [5.0, 1.0]])
    sums = np.exp([[-1.0], [1.0], [3.0]])
    np.testing.assert_allclose(
        np.exp(trees.logarithms(rows))[:, :1], sums / (sums + len(ROLES) - 1)
    )
