"""What the editor's desk shows of a recording: one dictionary, read by the page's modules."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kb.recordings import selectors as recordings
from kb.recordings.models import Recording
from kb.tutorials.masks import listed_masks
from kb.tutorials.models import RecordingDraft
from kb.tutorials.reasons import reasons
from media.conversation import word_places
from media.lexicon import doubted

_ANY_NAME = "0" * 40 + ".webp"


def desk_data(recording: Recording) -> dict[str, Any]:
    """Addresses, transcript, waveform and masks of the recording, ready for JSON.

    `files` is an address in which `{name}` stands for the name of a private file.
    """
    illustrate = recordings.stage_output(recording, "illustrate") or {}
    media = (recordings.stage_output(recording, "join") or {}).get("media", {})
    files = reverse("recordings:file", args=[recording.pk, _ANY_NAME])
    preview = illustrate.get("preview")
    said = transcript_lines(recording)
    names = speakers(recording)
    return {
        "files": files.replace(_ANY_NAME, "{name}"),
        "preview": files.replace(_ANY_NAME, preview) if preview else None,
        "duration": media.get("duration") or 0.0,
        "width": media.get("width"),
        "height": media.get("height"),
        "waveform": illustrate.get("waveform") or [],
        "transcript": said,
        "speakers": names,
        "grounds": _grounds(recording, said, names),
        "masks": listed_masks(recording),
        "refusals": recordings.publication_refusals(recording),
        "pick": reverse("tutorials:still_pick", args=[recording.pk]),
        "caption": reverse("tutorials:caption_edit", args=[recording.pk]),
        "mask": reverse("tutorials:mask_add", args=[recording.pk]),
        "keep": reverse("tutorials:masks_keep", args=[recording.pk]),
        "picture": reverse("tutorials:picture_at", args=[recording.pk]),
    }


def transcript_lines(recording: Recording) -> list[dict[str, Any]]:
    """Who said what, when, as it is read in the captions: `start`, `end`, `speaker`, `text`; an
    empty text where a person left the sentence out. `unsure`: from which to which character of the
    text a word was hardly understood."""
    return [
        {
            "start": one.start,
            "end": one.end,
            "speaker": one.speaker,
            "text": one.text,
            "unsure": [[start, end] for word, start, end in word_places(one) if doubted(word)],
        }
        for one in recordings.masked_transcript(recording, left_out=True)
    ]


def _grounds(
    recording: Recording, transcript: list[dict[str, Any]], names: dict[str, str]
) -> dict[str, Any]:
    """By the id of a block: `reasons`, and the `plain_title` where a model reworded the title."""
    draft = RecordingDraft.objects.filter(recording=recording).only("grounds").first()
    return {
        block: {
            "reasons": reasons(ground["evidence"], transcript, names),
            "plain_title": ground["plain_title"],
        }
        for block, ground in (draft.grounds if draft else {}).items()
    }


def speakers(recording: Recording) -> dict[str, str]:
    """How each person is named in the transcript: the first name where it was given."""
    names = {"helper": _("Helper"), "learner": _("Person helped")}
    for role, consent in recordings.consent_standing(recording).items():
        if consent is not None and consent.name:
            names[role] = consent.name
    return names
