"""What covers the picture and bleeps the sound, and private stills as they would be published."""

from __future__ import annotations

import mimetypes
from typing import Any

from django.http import Http404
from django.urls import reverse

from kb.recordings import selectors as recordings
from kb.recordings import store
from kb.recordings.models import Recording
from media.types import Masks, from_json


def all_masks(recording: Recording) -> Masks:
    """What must be covered or bleeped: what the machine found, and the boxes that people drew."""
    found = (recordings.stage_output(recording, "protect") or {}).get("masks") or {}
    masks = from_json(found, Masks)
    return Masks(masks.spoken, (*masks.screen, *recordings.drawn_masks(recording)))


def drawn_boxes(recording: Recording) -> list[dict[str, Any]]:
    """The drawn masks as the editor's tools show them, in canvas pixels."""
    return [
        {
            "id": mask.pk,
            "start": mask.start,
            "end": mask.end,
            "box": [mask.x, mask.y, mask.width, mask.height],
            "url": reverse("tutorials:mask_remove", args=[recording.pk, mask.pk]),
        }
        for mask in recording.masks.all()
    ]


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
    masks = all_masks(recording).screen
    joined = recordings.stage_output(recording, "join")
    if t is not None and joined and any(mask.start - 1 <= t <= mask.end + 1 for mask in masks):
        content = still(store.path(recording, joined["master"]), t, masks=masks)
    kind = mimetypes.guess_type(f"still{store.picture_suffix(content)}")[0]
    return content, kind or "application/octet-stream"
