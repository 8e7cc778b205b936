"""What is added to the speech model's weights, in a file as small as can be."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from media import adapter

KINDS = {"float16": 4, "float32": 0, "int8": 1}


def model(path: Path, variables: dict[str, np.ndarray]) -> Path:
    """A model file of CTranslate2's, version 6."""
    written = struct.pack("<I", 6) + text("WhisperSpec") + struct.pack("<II", 3, len(variables))
    for name, value in variables.items():
        shape = struct.pack(f"<B{value.ndim}I", value.ndim, *value.shape)
        kind = struct.pack("<BI", KINDS[value.dtype.name], value.nbytes)
        written += text(name) + shape + kind + value.tobytes()
    path.write_bytes(written + struct.pack("<I", 0))
    return path


def text(name: str) -> bytes:
    return struct.pack("<H", len(name) + 1) + name.encode() + b"\0"


def read(path: Path, name: str, kind: type) -> np.ndarray:
    with path.open("rb") as file:
        found = next(one for one in adapter.variables(file) if one.name == name)
        file.seek(found.start)
        size = int(np.prod(found.shape)) * np.dtype(kind).itemsize
        return np.frombuffer(file.read(size), kind).reshape(found.shape)


@pytest.fixture
def learnt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, columns = np.ones((3, 1), np.float16), np.arange(4, dtype=np.float16)[None]
    path = tmp_path / "adapter.npz"
    np.savez(path, **{"decoder/wide.out": rows, "decoder/wide.in": columns})
    monkeypatch.setattr(adapter, "ADAPTER", path)


@pytest.mark.usefixtures("learnt")
def test_what_was_learnt_is_added_to_its_matrix_and_to_no_other(tmp_path: Path) -> None:
    wide, other = np.full((3, 4), 0.5, np.float16), np.full((3, 4), 7, np.int8)
    path = model(tmp_path / "model.bin", {"a": other, "decoder/wide": wide, "z": other})
    size = path.stat().st_size
    adapter.adapt(path)
    assert path.stat().st_size == size
    assert np.array_equal(read(path, "decoder/wide", np.float16), wide + np.arange(4))
    assert np.array_equal(read(path, "a", np.int8), other)
    assert np.array_equal(read(path, "z", np.int8), other)


@pytest.mark.usefixtures("learnt")
@pytest.mark.parametrize(
    "variables",
    [
        pytest.param({"other": np.zeros((3, 4), np.float16)}, id="without-the-matrix"),
        pytest.param({"decoder/wide": np.zeros((4, 4), np.float16)}, id="of-another-shape"),
        pytest.param({"decoder/wide": np.zeros((3, 4), np.float32)}, id="of-another-type"),
    ],
)
def test_another_model_is_not_adapted(tmp_path: Path, variables: dict[str, np.ndarray]) -> None:
    path = model(tmp_path / "model.bin", variables)
    before = path.read_bytes()
    with pytest.raises(ValueError, match="decoder/wide"):
        adapter.adapt(path)
    assert path.read_bytes() == before


def test_what_ships_changes_the_decoder_a_little_and_nothing_else() -> None:
    with np.load(adapter.ADAPTER) as learnt:
        names = {name.removesuffix(".in") for name in learnt if name.endswith(".in")}
        assert {f"{name}.out" for name in names} | {f"{name}.in" for name in names} == set(learnt)
        assert all(name.startswith("decoder/layer_") for name in names)
        assert adapter.ADAPTER.stat().st_size < 1 << 20
