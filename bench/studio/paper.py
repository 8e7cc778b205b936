"""A stage of paper: sites that nobody draws, for dialogues that are only played.

The script says what a press brings: "click Suivant -> adresse" goes to another page, "-> +nom"
opens a dialog, "-> -" closes it. Whatever is named is in sight, always at one place of its page.
"""

from __future__ import annotations

import hashlib

from bench.studio.stage import SIZE, Box, Look, Target

ARROW = " -> "
EDGE = 60
WIDTH, HEIGHT = 9, 36
"""Pixels of a letter, and of a thing that can be pressed."""


class Paper:
    """A stage on which everything named is found."""

    def __init__(self) -> None:
        self.pictures: dict[str, bytes] = {}
        self._page, self._dialogs, self._top = "", 0, 0.0
        self._aim, self._pending = "", None

    def show(self, page: str) -> None:
        self._page, self._dialogs, self._top = page, 0, 0.0

    def find(self, label: str) -> Target:
        name, _, self._aim = label.partition(ARROW)
        name = name.partition("#")[0].strip()
        return Target(name.lower(), name, self._box(label))

    def _box(self, label: str) -> Box:
        """The place follows from the page and the label alone."""
        digest = hashlib.sha1(f"{self._page} {label}".encode(), usedforsecurity=False).digest()
        across, down = (int.from_bytes(digest[n : n + 2]) / 65_536 for n in (0, 2))
        width = min(600, 40 + WIDTH * len(label))
        x, y = (
            EDGE + share * (size - 2 * EDGE - used)
            for share, size, used in ((across, SIZE[0], width), (down, SIZE[1], HEIGHT))
        )
        return round(x), round(y), width, HEIGHT

    def hover(self, x: int, y: int) -> None: ...

    def press(self, x: int, y: int) -> None:
        self._bring(self._aim)

    def key(self, key: str) -> None:
        self._bring(key.partition(ARROW)[2])

    def _bring(self, what: str) -> None:
        what = what.strip()
        if what.startswith("+"):
            self._dialogs += 1
        elif what == "-":
            self._dialogs = max(0, self._dialogs - 1)
        else:
            self._pending = what or None

    def scroll(self, pixels: float) -> float:
        self._top += pixels
        return pixels

    def do(self, change: str, text: str = "") -> None: ...

    def look(self) -> Look:
        pending, self._pending = self._pending, None
        return Look(f"{self._page} {self._top}", dialogs=self._dialogs, pending=pending)

    def close(self) -> None: ...
