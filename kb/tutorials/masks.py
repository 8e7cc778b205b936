"""The masks of the picture in words, and private stills as they would be published."""

from __future__ import annotations

import mimetypes
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kb.recordings import selectors as recordings
from kb.recordings import store
from kb.recordings.models import Mask, Recording
from kb.recordings.proposals import Proposal
from media.types import ScreenMask

KINDS = {
    "email": _("e-mail address"),
    "phone": _("telephone number"),
    "nir": _("social security number"),
    "iban": _("account number"),
    "card": _("card number"),
    "birth_date": _("date of birth"),
    "address": _("postal address"),
    "name": pgettext_lazy("personal data", "name"),
    "code": pgettext_lazy("personal data", "code"),
    "file_number": _("file number"),
    "password": _("password"),
    "number": pgettext_lazy("personal data", "number"),
}
SURE = 0.7
"""Below this confidence a person is asked to look."""


def listed_masks(recording: Recording) -> list[dict[str, Any]]:
    """The masks of the picture as the editor's tools show them, in order of time.

    `origin`: drawn, proposed or refused. `boxes` are in canvas pixels, each with its span. `url`
    takes the mask away (DELETE); of a refused one it puts it back (POST).
    """
    proposed = [_proposed(recording, one) for one in recordings.mask_proposals(recording)]
    drawn = [_drawn(recording, mask) for mask in recording.masks.filter(refused=False)]
    return sorted([*proposed, *drawn], key=lambda mask: mask["start"])


def proposal_named(recording: Recording, key: str) -> Proposal | None:
    """The proposal with that key; None where the machine proposes it no longer."""
    return next((one for one in recordings.mask_proposals(recording) if one.key == key), None)


def _proposed(recording: Recording, proposal: Proposal) -> dict[str, Any]:
    return {
        "origin": "refused" if proposal.refused else "proposed",
        "kind": str(KINDS.get(proposal.kind, _("personal data"))),
        "sure": proposal.confidence >= SURE,
        "start": proposal.start,
        "end": proposal.end,
        "boxes": [_box(mask) for mask in proposal.masks],
        "url": reverse("tutorials:mask_proposed", args=[recording.pk, proposal.key]),
    }


def _drawn(recording: Recording, row: Mask) -> dict[str, Any]:
    return {
        "origin": "drawn",
        "kind": "",
        "sure": True,
        "start": row.start,
        "end": row.end,
        "boxes": [_box(row.as_mask)],
        "url": reverse("tutorials:mask_remove", args=[recording.pk, row.pk]),
    }


def _box(mask: ScreenMask) -> dict[str, Any]:
    return {"start": mask.start, "end": mask.end, "box": list(mask.box)}


def masked_still(recording: Recording, name: str, t: float | None) -> tuple[bytes, str]:
    """The private still `name` and its content type; made anew with masks where some cover it.

    Raises Http404 where there is no such still.
    """
    from media.stills import still

    try:
        path = store.path(recording, name)
        content = path.read_bytes()
    except (store.BadName, FileNotFoundError):
        raise Http404 from None
    masks = recordings.all_masks(recording).screen
    joined = recordings.stage_output(recording, "join")
    if t is not None and joined and any(mask.start - 1 <= t <= mask.end + 1 for mask in masks):
        content = still(store.path(recording, joined["master"]), t, masks=masks)
    kind = mimetypes.guess_type(f"still{store.picture_suffix(content)}")[0]
    return content, kind or "application/octet-stream"
