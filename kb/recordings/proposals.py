"""What the machine proposes to cover, and what people decided upon it. Pure.

The masks of the stage `protect` are the proposals: they cover from the start, and nothing waits for
anybody. A person looks at each before anything is published: keeps it, or refuses it. What was
decided stays so when the machine finds it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from media.protect import BLEEPED
from media.types import Box, ScreenMask, SpokenMask

Found = ScreenMask | SpokenMask
Verdict = Literal["", "kept", "refused"]
Medium = Literal["picture", "sound", "text"]

WITHIN = 0.7
"""A mask that was kept stands for what lies in it so far: it is covered, whichever of the two."""

AROUND = 8
AROUND_SECONDS = 0.5
"""A refusal holds for what lies in it whole, but for so many pixels and seconds on each side: what
reaches further may show something else, and is looked at anew."""

PAUSE = 1.0
"""Seconds between two masks of one value that is scrolled or typed on."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided upon a part of the picture, or of the sound."""

    mask: Found
    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One value: in the picture followed over time, as masks of one kind one after the other."""

    masks: tuple[Found, ...]
    verdict: Verdict = ""
    reason: str = ""

    @property
    def medium(self) -> Medium:
        """`text`: hidden in what is read alone, "Bonjour Madame Martin" is heard."""
        first = self.masks[0]
        if isinstance(first, ScreenMask):
            return "picture"
        return "sound" if first.confidence >= BLEEPED else "text"

    @property
    def kind(self) -> str:
        return self.masks[0].kind

    @property
    def start(self) -> float:
        return self.masks[0].start

    @property
    def end(self) -> float:
        return max(mask.end for mask in self.masks)

    @property
    def confidence(self) -> float:
        return max(mask.confidence for mask in self.masks)

    @property
    def key(self) -> str:
        """A name that stands as long as the machine finds the same."""
        seen = [(mask.kind, mask.start, mask.end, *_place(mask)) for mask in self.masks]
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def proposals(found: Sequence[Found], decisions: Sequence[Decision]) -> tuple[Proposal, ...]:
    """`found` as values followed over time, in order; by what was decided upon them."""
    chains: list[tuple[Verdict, str, list[Found]]] = []
    for mask in sorted(found, key=lambda mask: (mask.start, mask.end)):
        verdict, reason = _decided(mask, decisions)
        same = [chain for chain in chains if chain[0] == verdict and _follows(mask, chain[2][-1])]
        if same:
            nearest = min(same, key=lambda chain: _distance(mask, chain[2][-1]))
            nearest[2].append(mask)
        else:
            chains.append((verdict, reason, [mask]))
    return tuple(Proposal(tuple(masks), verdict, reason) for verdict, reason, masks in chains)


def concerns(decided: Found, mask: Found, verdict: Verdict = "refused") -> bool:
    """Whether `mask` is what was decided upon, found again: a value of that kind in that place."""
    if decided.kind != mask.kind:
        return False
    kept = verdict == "kept"
    if isinstance(mask, SpokenMask) or isinstance(decided, SpokenMask):
        both = isinstance(mask, SpokenMask) and isinstance(decided, SpokenMask)
        return both and decided.speaker == mask.speaker and _in_time(decided, mask, kept)
    x, y, width, height = mask.box
    left, top, wide, high = decided.box
    if not kept:
        left, top, wide, high = left - AROUND, top - AROUND, wide + 2 * AROUND, high + 2 * AROUND
    area = _shared((x, x + width), (left, left + wide)) * _shared(
        (y, y + height), (top, top + high)
    )
    return area >= (WITHIN if kept else 1.0) and _in_time(decided, mask, kept)


def _in_time(decided: Found, mask: Found, kept: bool) -> bool:
    more = 0.0 if kept else AROUND_SECONDS
    time = _shared((mask.start, mask.end), (decided.start - more, decided.end + more))
    return time >= (WITHIN if kept else 1.0)


def _decided(mask: Found, decisions: Sequence[Decision]) -> tuple[Verdict, str]:
    """What was decided upon the mask; of several decisions, that it stays covered."""
    held = [one for one in decisions if concerns(one.mask, mask, one.verdict)]
    for verdict in ("kept", "refused"):
        for one in held:
            if one.verdict == verdict:
                return one.verdict, one.reason
    return "", ""


def _place(mask: Found) -> tuple[object, ...]:
    return mask.box if isinstance(mask, ScreenMask) else (mask.speaker or "",)


def _shared(span: tuple[float, float], other: tuple[float, float]) -> float:
    """The part of `span` that lies in `other`."""
    length = span[1] - span[0]
    return max(0.0, min(span[1], other[1]) - max(span[0], other[0])) / length if length > 0 else 0.0


def _follows(mask: Found, last: Found) -> bool:
    """Whether `mask` may show the value of `last` a moment later, scrolled or longer."""
    if not (isinstance(mask, ScreenMask) and isinstance(last, ScreenMask)):
        return False
    apart = abs(mask.box[0] - last.box[0])
    return (
        mask.kind == last.kind
        and -PAUSE < mask.start - last.end < PAUSE
        and mask.start > last.start
        and apart <= max(mask.box[2], last.box[2]) / 2
    )


def _distance(mask: Found, last: Found) -> int:
    box, other = _box(mask), _box(last)
    return abs(box[0] - other[0]) + abs(box[1] - other[1])


def _box(mask: Found) -> Box:
    return mask.box if isinstance(mask, ScreenMask) else (0, 0, 0, 0)
