"""Adapters of the speech model as files: what ships, and what comes of two of them.

Learnt further from some sessions alone, an adapter hears such sessions better and people worse;
half-way between both, all are heard as well as before or a little better (weights averaged after
https://arxiv.org/abs/2203.05482; measured in `docs/measurements.md`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from media.adapter import ADAPTER

TAKEN = 0.5  # Of what was learnt: more hears other speech worse than before.
RANK_KEPT = 8  # Of the change that is kept of two, each of which is of rank 4;
FAINT = 0.007  # and of its largest part, fainter ones are left out: so it stays under a megabyte.

Adapter = Mapping[str, NDArray[np.floating]]
"""`NAME.in` (rank, columns) and `NAME.out` (rows, rank), of which the change is the product."""


def shipped(path: Path = ADAPTER) -> dict[str, NDArray[np.float32]]:
    """What was learnt, whole, by the names of the decoder's matrices."""
    with np.load(path) as file:
        return {
            name.removeprefix("decoder/"): file[name].astype(np.float32)
            / (TAKEN if name.endswith(".out") else 1.0)
            for name in file
        }


def save(learnt: Adapter, path: Path) -> None:
    """Write `TAKEN` of what was learnt, under the names of the whole model."""
    taken = {
        name: np.asarray(value) * (TAKEN if name.endswith(".out") else 1.0)
        for name, value in learnt.items()
    }
    named = {f"decoder/{name}": value.astype(np.float16) for name, value in taken.items()}
    np.savez_compressed(path, **named)


def between(one: Adapter, other: Adapter) -> dict[str, NDArray[np.float32]]:
    """The adapter half-way between two, of rank `RANK_KEPT` at most."""
    found = {}
    for name in (name.removesuffix(".in") for name in one if name.endswith(".in")):
        outs = [np.asarray(each[f"{name}.out"], np.float32) for each in (one, other)]
        ins = [np.asarray(each[f"{name}.in"], np.float32) for each in (one, other)]
        left, sizes, right = np.linalg.svd(
            np.hstack(outs) / 2 @ np.vstack(ins), full_matrices=False
        )
        kept = min(RANK_KEPT, int((sizes >= FAINT * sizes[0]).sum()))
        root = np.sqrt(sizes[:kept])
        found[f"{name}.out"] = left[:, :kept] * root
        found[f"{name}.in"] = root[:, None] * right[:kept]
    return found
