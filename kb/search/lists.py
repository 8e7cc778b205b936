"""The word lists shipped with search: data that people read and edit, not code."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "data"


@cache
def word_list(name: str) -> tuple[str, ...]:
    """The lines of a shipped list, without its comments and empty lines."""
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
