"""What people cover, what they decide upon proposals, and stills picked from the picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from kb.recordings import selectors, store
from kb.recordings.models import Mask, Recording
from kb.recordings.proposals import Found, Proposal, Verdict, concerns
from media.types import Box, ScreenMask


class NoPicture(Exception):
    """The recording has no master file yet, or no picture in it."""


class OriginalChanged(ValueError):
    """The original went meanwhile, and with it the clock of what was said of it."""


def lock(recording: Recording) -> None:
    """Holds the recording as the caller knows it until the end of the transaction.

    Raises OriginalChanged where it is another one by now.
    """
    now = Recording.objects.select_for_update().only("reduced_at").get(pk=recording.pk)
    if now.reduced_at != recording.reduced_at:
        raise OriginalChanged(recording.pk)


@dataclass(frozen=True, slots=True)
class Change:
    """How a mask is moved or made larger: a new span, and how far its edges go, in pixels."""

    start: float
    end: float
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0

    def box(self, box: Box) -> Box:
        """The box as changed; ValueError where nothing is left of it."""
        x, y = max(0, box[0] + self.x), max(0, box[1] + self.y)
        width, height = box[2] + self.width, box[3] + self.height
        if min(width, height) <= 0:
            raise ValueError(f"nothing is covered: {box} changed by {self}")
        return x, y, width, height


@transaction.atomic
def mask_add(
    *,
    recording: Recording,
    start: float,
    end: float,
    box: Box | None = None,
    speaker: str = "",
    kind: str = "drawn",
    by: Any = None,
) -> Mask:
    """The mask that now covers a box of the picture (canvas pixels), or without one bleeps the
    sound and hides its words, from `start` to `end` seconds.

    `speaker`: whose sound; empty for both. Raises ValueError where it covers nothing.
    """
    if not 0 <= start < end or (box and (min(box[:2]) < 0 or min(box[2:]) <= 0)):
        raise ValueError(f"nothing is covered: {start}–{end} s, {box}")
    lock(recording)
    x, y, width, height = box or (None, None, None, None)
    return Mask.objects.create(
        recording=recording,
        start=start,
        end=end,
        x=x,
        y=y,
        width=width,
        height=height,
        speaker=speaker,
        kind=kind,
        created_by=by,
    )


@transaction.atomic
def mask_change(*, recording: Recording, mask_id: int, change: Change) -> bool:
    """Whether the recording had that drawn mask; it is changed. ValueError as `mask_add`."""
    lock(recording)
    row = recording.masks.filter(pk=mask_id, decision=Mask.Decision.DRAWN).first()
    if row is None:
        return False
    if not 0 <= change.start < change.end:
        raise ValueError(f"nothing is covered: {change}")
    row.start, row.end = change.start, change.end
    mask = row.as_mask
    if isinstance(mask, ScreenMask):
        row.x, row.y, row.width, row.height = change.box(mask.box)
    row.save()
    return True


@transaction.atomic
def mask_remove(*, recording: Recording, mask_id: int) -> bool:
    """Whether the recording had that drawn mask; it has it no longer."""
    drawn = recording.masks.filter(pk=mask_id, decision=Mask.Decision.DRAWN)
    removed, _rows = drawn.delete()
    return bool(removed)


@transaction.atomic
def proposal_decide(
    *, recording: Recording, proposal: Proposal, verdict: Verdict, reason: str = "", by: Any = None
) -> None:
    """Keeps or refuses what the machine proposed, also when it proposes it again; with an empty
    verdict what was decided upon it is forgotten, and it covers.

    Raises ValueError where it is refused without a reason.
    """
    if verdict == "refused" and not reason.strip():
        raise ValueError("refused without a reason")
    lock(recording)
    for row in recording.masks.exclude(decision=Mask.Decision.DRAWN).filter(kind=proposal.kind):
        if any(concerns(row.as_mask, mask, row.decision) for mask in proposal.masks):
            row.delete()
    if not verdict:
        return
    for mask in proposal.masks:
        box = mask.box if isinstance(mask, ScreenMask) else None
        row = mask_add(
            recording=recording, start=mask.start, end=mask.end, box=box, kind=mask.kind, by=by
        )
        row.speaker = "" if isinstance(mask, ScreenMask) else mask.speaker or ""
        row.decision, row.reason = Mask.Decision(verdict), reason.strip()[:200]
        row.save()


@transaction.atomic
def proposals_keep(*, recording: Recording, proposals: Iterable[Proposal], by: Any = None) -> int:
    """How many proposals were kept of those that nobody had decided upon."""
    waiting = [one for one in proposals if not one.verdict]
    for proposal in waiting:
        proposal_decide(recording=recording, proposal=proposal, verdict="kept", by=by)
    return len(waiting)


@transaction.atomic
def proposal_change(
    *, recording: Recording, proposal: Proposal, change: Change, reason: str, by: Any = None
) -> None:
    """Puts masks of a person in place of what the machine proposed: moved, larger, or longer.

    `reason` is noted of the proposal. Raises ValueError where nothing is left of it.
    """
    proposal_decide(recording=recording, proposal=proposal, verdict="refused", reason=reason, by=by)
    for mask in _changed(proposal, change):
        box = mask.box if isinstance(mask, ScreenMask) else None
        speaker = "" if isinstance(mask, ScreenMask) else mask.speaker or ""
        mask_add(
            recording=recording,
            start=mask.start,
            end=mask.end,
            box=box,
            speaker=speaker,
            kind=mask.kind,
            by=by,
        )


def _changed(proposal: Proposal, change: Change) -> list[Found]:
    """The masks of the proposal as changed: the first begins where it says, the last ends there."""
    if not 0 <= change.start < change.end:
        raise ValueError(f"nothing is covered: {change}")
    result: list[Found] = []
    for mask in proposal.masks:
        start = change.start if mask.start == proposal.start else max(mask.start, change.start)
        end = change.end if mask.end == proposal.end else min(mask.end, change.end)
        if end <= start:
            continue
        moved = replace(mask, start=start, end=end)
        if isinstance(moved, ScreenMask):
            moved = replace(moved, box=change.box(moved.box))
        result.append(moved)
    if not result:
        raise ValueError(f"nothing is covered: {change}")
    return result


def still_pick(recording: Recording, t: float) -> str:
    """The name of the private still shown at `t` seconds, full size, from the master."""
    from media.stills import still

    joined = selectors.stage_output(recording, "join")
    if joined is None or not joined["media"].get("width"):
        raise NoPicture
    picture = still(store.path(recording, joined["master"]), t)
    with store.temporary(recording.folder, store.picture_suffix(picture)) as aside:
        aside.write_bytes(picture)
        return store.keep(recording.folder, aside)
