"""What the machine proposes to cover in the picture, as a person decides upon it. Pure.

The masks of the stage `protect` are the proposals: they cover from the start, and nobody has to
accept them. A person may refuse one; what is refused stays so when the machine finds it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from media.types import Box, ScreenMask

WITHIN = 0.7
"""A mask is refused where so much of its box, and of its time, lies in what was refused. Whatever
reaches further may show something else, and is covered."""

PAUSE = 1.0
"""Seconds between two masks of one value that is scrolled or typed on."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One value followed over time: masks of one kind, one after the other."""

    masks: tuple[ScreenMask, ...]
    refused: bool = False

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
        seen = [(mask.kind, mask.start, mask.end, *mask.box) for mask in self.masks]
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def proposals(found: Sequence[ScreenMask], refusals: Sequence[ScreenMask]) -> tuple[Proposal, ...]:
    """`found` as values followed over time, in order; what is refused apart from what is not."""
    chains: list[tuple[bool, list[ScreenMask]]] = []
    for mask in sorted(found, key=lambda mask: (mask.start, mask.end)):
        refused = not standing([mask], refusals)
        same = [chain for chain in chains if chain[0] is refused and _follows(mask, chain[1][-1])]
        if same:
            nearest = min(same, key=lambda chain: _distance(mask.box, chain[1][-1].box))
            nearest[1].append(mask)
        else:
            chains.append((refused, [mask]))
    return tuple(Proposal(tuple(masks), refused) for refused, masks in chains)


def standing(found: Sequence[ScreenMask], refusals: Sequence[ScreenMask]) -> tuple[ScreenMask, ...]:
    """What of `found` nobody has refused."""
    return tuple(mask for mask in found if not any(refuses(refusal, mask) for refusal in refusals))


def refuses(refusal: ScreenMask, mask: ScreenMask) -> bool:
    """Whether `mask` lies in what was refused, and says that it is the same kind of value."""
    x, y, width, height = mask.box
    left, top, wide, high = refusal.box
    time = _shared((mask.start, mask.end), (refusal.start, refusal.end))
    area = _shared((x, x + width), (left, left + wide)) * _shared(
        (y, y + height), (top, top + high)
    )
    return mask.kind == refusal.kind and min(time, area) >= WITHIN


def _shared(span: tuple[float, float], other: tuple[float, float]) -> float:
    """The part of `span` that lies in `other`."""
    length = span[1] - span[0]
    return max(0.0, min(span[1], other[1]) - max(span[0], other[0])) / length if length > 0 else 0.0


def _follows(mask: ScreenMask, last: ScreenMask) -> bool:
    """Whether `mask` may show the value of `last` a moment later, scrolled or longer."""
    apart = abs(mask.box[0] - last.box[0])
    return (
        mask.kind == last.kind
        and -PAUSE < mask.start - last.end < PAUSE
        and mask.start > last.start
        and apart <= max(mask.box[2], last.box[2]) / 2
    )


def _distance(box: Box, other: Box) -> int:
    return abs(box[0] - other[0]) + abs(box[1] - other[1])
