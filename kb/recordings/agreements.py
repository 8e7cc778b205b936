"""What one can agree to: the four purposes, the words they are asked in, and their values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from kb.recordings.models import Consent

Purpose = Literal["show", "record", "tutorial", "voice"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)

TEXT_VERSION = "2026-11"
"""Names `recordings/consent/<version>.html`; a new wording is a new file, never an edit."""

TEXT_TEMPLATE = f"recordings/consent/{TEXT_VERSION}.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven:
    """What one person agreed to. `person` is their account, where they have one."""

    role: Literal["helper", "learner"]
    show: bool = False
    record: bool = False
    tutorial: bool = False
    voice: bool = False
    name: str = ""
    person: Any = None
    text_version: str = TEXT_VERSION

    @classmethod
    def to(cls, role: str, purposes: Iterable[str], **more: Any) -> ConsentGiven:
        """The consent of `role` to `purposes`; ValueError for a role or purpose there is not."""
        purposes = set(purposes)
        if role not in Consent.Role.values or not purposes <= set(PURPOSES):
            raise ValueError(f"{role}: {', '.join(sorted(purposes))}")
        return cls(role=role, **dict.fromkeys(purposes, True), **more)  # type: ignore[arg-type]


def purposes_of(consent: Consent | None) -> set[Purpose]:
    """What `consent` allows; nothing where there is none."""
    return {purpose for purpose in PURPOSES if consent is not None and getattr(consent, purpose)}
