"""Boosted decision trees (Friedman 2001) as arrays, learnt elsewhere and read here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

TOGETHER = 256
"""Rows at once, so that memory does not grow with their number."""


_ARRAYS = ("feature", "threshold", "left", "right", "value")


@dataclass(frozen=True)
class Trees:
    """`n` trees of up to `m` nodes, node 0 first, in rounds of one tree for each class.

    `feature` (n, m) is -1 in a leaf; elsewhere one goes `left` where the feature is not above the
    `threshold`, else `right`. `value` (n, m) is what a leaf adds to its class.
    """

    feature: np.ndarray
    threshold: np.ndarray
    left: np.ndarray
    right: np.ndarray
    value: np.ndarray
    classes: int

    @classmethod
    def from_arrays(cls, held: Mapping[str, np.ndarray], classes: int, name: str = "") -> Trees:
        """The trees out of those of a file, where they are called so."""
        return cls(*(held[name + part] for part in _ARRAYS), classes=classes)

    def arrays(self, name: str = "") -> dict[str, np.ndarray]:
        """For a file, each called so."""
        return {name + part: getattr(self, part) for part in _ARRAYS}

    def logarithms(self, rows: np.ndarray) -> np.ndarray:
        """The logarithm of the probability of each class, (rows, classes)."""
        sums = self.sums(rows)
        return sums - np.logaddexp.reduce(sums, axis=1, keepdims=True)

    def sums(self, rows: np.ndarray) -> np.ndarray:
        """What the trees of each class add up to, (rows, classes)."""
        some = (rows[first : first + TOGETHER] for first in range(0, len(rows), TOGETHER))
        return np.concatenate([np.zeros((0, self.classes)), *map(self._sums, some)])

    def _sums(self, rows: np.ndarray) -> np.ndarray:
        trees = np.arange(len(self.feature))
        nodes = np.zeros((len(rows), len(trees)), np.intp)
        while True:
            feature = self.feature[trees, nodes]
            if (feature < 0).all():
                break
            seen = np.take_along_axis(rows, np.maximum(feature, 0), axis=1)
            low = seen <= self.threshold[trees, nodes]
            onward = np.where(low, self.left[trees, nodes], self.right[trees, nodes])
            nodes = np.where(feature < 0, nodes, onward)
        rounds = len(trees) // self.classes
        values = self.value[trees, nodes].reshape(len(rows), rounds, self.classes)
        return values.sum(axis=1, dtype=np.float64)
