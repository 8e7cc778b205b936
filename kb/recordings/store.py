"""The files of a recording: written aside, then named by the hash of their content.

A half-written file never has a final name, and a repeated stage lands on the same name. Each
recording has its own private folder, so removing the folder removes everything.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Container, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings

from kb.recordings.models import Recording

NAME = re.compile(r"[0-9a-f]{40}\.[a-z0-9]{1,5}")
PART = "part-"
"""What the name of a file begins with while it is being written."""
GONE = "gone-"
"""What the name of a folder begins with while it is being removed."""


class BadName(ValueError):
    """Not the name of a kept file, so nothing in any folder."""


def keep(folder: Path, temporary: Path) -> str:
    """The final name of `temporary`, which moves into `folder` under the hash of its content."""
    with temporary.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    name = f"{digest[:40]}.{_suffix(temporary)}"
    temporary.replace(folder / name)
    _sync_folder(folder)
    return name


def path(recording: Recording, name: str) -> Path:
    """Where the kept file `name` of `recording` is; BadName for anything but a plain hash."""
    if not NAME.fullmatch(name):
        raise BadName(name)
    return recording.folder / name


@contextmanager
def temporary(folder: Path, suffix: str, *, owner: str = "web") -> Iterator[Path]:
    """A name in `folder` to write to, gone at the end unless it was kept.

    `owner` (a stage) is in the name, so that the next attempt can clear what a killed one left.
    The folder must be there: who works on a recording that was deleted meanwhile makes it no more.
    """
    handle, name = tempfile.mkstemp(prefix=f"{PART}{owner}-", suffix=suffix, dir=folder)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def take_in(folder: Path, source: Path, *, suffix: str, move: bool = False) -> str:
    """The name under which the bytes of `source` are kept; `source` itself stays where it is.

    `move` says that the caller will remove `source`: then it is not copied, only named twice.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with temporary(folder, suffix, owner="in") as aside:
        if not (move and _link(source, aside)):
            shutil.copyfile(source, aside)
        return keep(folder, aside)


def clear_attempt(folder: Path, stage: str) -> None:
    """Removes what an earlier attempt of `stage` left half-written."""
    for left in folder.glob(f"{PART}{stage}-*"):
        left.unlink(missing_ok=True)


def remove(folder: Path) -> None:
    """Removes the folder of a recording; renamed first, so that nobody adds to it meanwhile."""
    gone = folder.with_name(f"{GONE}{folder.name}")
    with suppress(FileNotFoundError):
        folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def clear_stale(root: Path, standing: Container[str], *, older_than: float = 24 * 3600.0) -> int:
    """How many half-written files, and folders of no recording, it removed below `root`.

    `standing` holds the ids of the recordings. What changed in the last `older_than` seconds may
    be in the making, and stays.
    """
    removed = 0
    for left in [*root.glob(f"*/{PART}*"), *root.glob("*")]:
        orphan = left.parent == root and left.name not in standing
        with suppress(FileNotFoundError):
            if (orphan or left.name.startswith(PART)) and _age(left) > older_than:
                remove(left) if left.is_dir() else left.unlink()
                removed += 1
    return removed


def _age(file: Path) -> float:
    return time.time() - file.stat().st_mtime


def require_room(folder: Path) -> None:
    """Raises OSError (ENOSPC) where the disk is almost full, before the database has no room."""
    if shutil.disk_usage(folder).free < settings.KB_DISK_RESERVE_BYTES:
        raise OSError(errno.ENOSPC, "less room than the reserve", str(folder))


def names_in(output: Any) -> Iterator[str]:
    """Every file name that a stage's output holds, at any depth."""
    if isinstance(output, str):
        if NAME.fullmatch(output):
            yield output
    elif isinstance(output, dict):
        for value in output.values():
            yield from names_in(value)
    elif isinstance(output, list):
        for value in output:
            yield from names_in(value)


def has_all(folder: Path, output: Any) -> bool:
    """Whether every file that `output` names is there."""
    return all((folder / name).is_file() for name in names_in(output))


def picture_suffix(picture: bytes) -> str:
    """`.webp`, `.jpg` or `.png`, by the first bytes."""
    if picture[8:12] == b"WEBP":
        return ".webp"
    return ".jpg" if picture[:2] == b"\xff\xd8" else ".png"


def _link(source: Path, target: Path) -> bool:
    """Whether `target` now is a second name of `source`; not across file systems."""
    target.unlink()
    try:
        os.link(source, target)
    except OSError:
        return False
    return True


def _suffix(file: Path) -> str:
    suffix = file.suffix.lower().removeprefix(".")
    return suffix if re.fullmatch(r"[a-z0-9]{1,5}", suffix) else "bin"


def _sync_folder(folder: Path) -> None:
    """A rename is on the disk only when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
