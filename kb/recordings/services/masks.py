"""Boxes drawn over the picture, proposals refused, and stills picked from it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from kb.recordings import selectors, store
from kb.recordings.models import Mask, Recording
from kb.recordings.proposals import Proposal, refuses
from media.types import Box


class NoPicture(Exception):
    """The recording has no master file yet, or no picture in it."""


@transaction.atomic
def mask_add(*, recording: Recording, start: float, end: float, box: Box, by: Any = None) -> Mask:
    """The box (canvas pixels) that now covers the picture from `start` to `end` seconds.

    Raises ValueError where it covers nothing.
    """
    x, y, width, height = box
    if not 0 <= start < end or min(x, y) < 0 or min(width, height) <= 0:
        raise ValueError(f"nothing is covered: {start}–{end} s, {box}")
    return Mask.objects.create(
        recording=recording,
        start=start,
        end=end,
        x=x,
        y=y,
        width=width,
        height=height,
        created_by=by,
    )


@transaction.atomic
def mask_remove(*, recording: Recording, mask_id: int) -> bool:
    """Whether the recording had that drawn mask; it has it no longer."""
    removed, _rows = recording.masks.filter(pk=mask_id, refused=False).delete()
    return bool(removed)


@transaction.atomic
def proposal_refuse(*, recording: Recording, proposal: Proposal, by: Any = None) -> None:
    """What the machine proposed covers nothing any more, also when it proposes it again."""
    proposal_restore(recording=recording, proposal=proposal)
    for mask in proposal.masks:
        row = mask_add(recording=recording, start=mask.start, end=mask.end, box=mask.box, by=by)
        row.kind, row.refused = mask.kind, True
        row.save(update_fields=["kind", "refused"])


@transaction.atomic
def proposal_restore(*, recording: Recording, proposal: Proposal) -> None:
    """The proposal covers the picture again: what refused it is forgotten."""
    for row in recording.masks.filter(refused=True, kind=proposal.kind):
        if any(refuses(row.as_mask, mask) for mask in proposal.masks):
            row.delete()


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
