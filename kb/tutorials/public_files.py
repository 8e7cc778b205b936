"""The folders of public copies: written aside, shown by a rename, removed whole.

`<root>/<uuid>/` is public as long as a Publication of a live page has that uuid.
`<root>/.aside/<uuid>/` never is: what a rolled-back transaction wrote stays there, until swept.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Container
from pathlib import Path
from uuid import UUID

from django.conf import settings

STALE_SECONDS = 3600.0
"""Older than any transaction that may still be writing."""


def root() -> Path:
    """The folder of all public copies."""
    return Path(settings.KB_PUBLIC_ROOT)


def aside(publication: UUID | str) -> Path:
    """Where the files of a publication are written before it stands."""
    return root() / ".aside" / str(publication)


def write(folder: Path, content: bytes, suffix: str) -> str:
    """The name of a new file in `folder`, taken from its content."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{hashlib.sha256(content).hexdigest()[:40]}{suffix}"
    part = folder / f".{name}.part"
    part.write_bytes(content)
    part.replace(folder / name)
    return name


def share(file: Path, folder: Path) -> None:
    """Puts `file` into `folder` as well, under the same name; FileNotFoundError where it is gone.

    A second name of the same bytes where the file system can: a video is not copied for a word.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, folder / file.name)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(file, folder / file.name)


def reveal(publication: UUID | str) -> None:
    """Gives the folder written aside its public place; nothing where it is there already."""
    written, place = aside(publication), root() / str(publication)
    if written.is_dir() and not place.exists():
        written.replace(place)
    place.mkdir(parents=True, exist_ok=True)


def remove(publication: UUID | str) -> None:
    """Removes every file of a publication, shown or not."""
    shutil.rmtree(root() / str(publication), ignore_errors=True)
    shutil.rmtree(aside(publication), ignore_errors=True)


def sweep(standing: Container[str]) -> int:
    """How many folders of no publication were removed: traces of a crash, and old ones only."""
    removed = 0
    for folder in [*root().glob("*-*"), *root().glob(".aside/*")]:
        if folder.name in standing or time.time() - folder.stat().st_mtime < STALE_SECONDS:
            continue
        if folder.is_dir():
            shutil.rmtree(folder, ignore_errors=True)
        else:
            folder.unlink(missing_ok=True)
        removed += 1
    return removed
