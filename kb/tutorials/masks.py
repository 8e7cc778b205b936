"""The masks in words, and private stills as they would be published."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kb.recordings import selectors as recordings
from kb.recordings import store
from kb.recordings.models import Mask, Recording
from kb.recordings.proposals import Proposal
from media.errors import MediaError
from media.redact import words_in
from media.types import ScreenMask, SpokenMask, Utterance

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
    """The masks as the editor's tools show them, in order of time.

    `origin`: drawn, proposed (nobody has looked), kept or refused. `medium`: picture, sound, or
    text (hidden in what is read alone). `boxes` are in canvas pixels, each with its span; `said`
    are the words that are covered. `url` changes it (PATCH); it takes a drawn mask away (DELETE),
    and says what is decided upon a proposal (POST).
    """
    heard = recordings.heard_transcript(recording)
    proposed = [_proposed(recording, one, heard) for one in recordings.mask_proposals(recording)]
    drawn = [
        _drawn(recording, row, heard)
        for row in recording.masks.filter(decision=Mask.Decision.DRAWN)
    ]
    return sorted([*proposed, *drawn], key=lambda mask: mask["start"])


def proposal_named(recording: Recording, key: str) -> Proposal | None:
    """The proposal with that key; None where the machine proposes it no longer."""
    return next((one for one in recordings.mask_proposals(recording) if one.key == key), None)


def is_sure(proposal: Proposal) -> bool:
    """Whether a person may keep it together with others: little is lost where only a name in the
    captions is hidden without need."""
    return proposal.medium == "text" or proposal.confidence >= SURE


def kind_in_words(kind: str) -> str:
    """What a mask hides, in words."""
    return str(KINDS.get(kind, _("personal data")))


def _proposed(
    recording: Recording, proposal: Proposal, heard: Sequence[Utterance]
) -> dict[str, Any]:
    return {
        "origin": proposal.verdict or "proposed",
        "medium": proposal.medium,
        "kind": kind_in_words(proposal.kind),
        "sure": is_sure(proposal),
        "reason": proposal.reason,
        "start": proposal.start,
        "end": proposal.end,
        "boxes": [_box(mask) for mask in proposal.masks if isinstance(mask, ScreenMask)],
        "said": _said(proposal.masks[0], heard),
        "url": reverse("tutorials:mask_proposed", args=[recording.pk, proposal.key]),
    }


def _drawn(recording: Recording, row: Mask, heard: Sequence[Utterance]) -> dict[str, Any]:
    mask = row.as_mask
    picture = isinstance(mask, ScreenMask)
    return {
        "origin": "drawn",
        "medium": "picture" if picture else "sound",
        "kind": kind_in_words(row.kind) if row.kind in KINDS else "",
        "sure": True,
        "reason": "",
        "start": row.start,
        "end": row.end,
        "boxes": [_box(mask)] if isinstance(mask, ScreenMask) else [],
        "said": _said(mask, heard),
        "url": reverse("tutorials:mask_drawn", args=[recording.pk, row.pk]),
    }


def _said(mask: ScreenMask | SpokenMask, heard: Sequence[Utterance]) -> str:
    return words_in(heard, mask) if isinstance(mask, SpokenMask) else ""


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


def picture_at(recording: Recording, t: float) -> bytes:
    """The picture at `t` seconds as it is in the recording, with nothing covered: WebP.

    Raises Http404 where there is none.
    """
    from media.stills import still

    joined = recordings.stage_output(recording, "join")
    if joined is None or not joined["media"].get("width"):
        raise Http404
    try:
        return still(store.path(recording, joined["master"]), t)
    except MediaError:
        raise Http404 from None
