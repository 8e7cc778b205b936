"""What the benches print: lines, and tables that a text may take as they are."""

from __future__ import annotations

import sys


def number(value: float | None, digits: int = 3) -> str:
    """The value with so many digits after the point; empty for None."""
    return "" if value is None else f"{value:.{digits}f}"


def table(*cells: str) -> str:
    """One row of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def say(line: str) -> None:
    """Prints at once, so that whoever waits sees where it is."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
