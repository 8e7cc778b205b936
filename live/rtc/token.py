"""What a token says about who comes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from live.rtc.events import Role


@dataclass(frozen=True, slots=True)
class Claims:
    """Signed by the site: this participant may enter this room. `record`: all have agreed that
    it is recorded. `issued` is Unix time: of two tokens the newer one is right."""

    room: str
    participant: str
    role: Role
    name: str
    record: bool
    issued: float


ReadToken = Callable[[str], Claims | None]
"""The claims of a token, or None for one that is not (or no longer) to be believed."""
