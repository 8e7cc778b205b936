"""What can be known about a recording."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _

from kb.recordings.models import Consent, Pass, Recording
from kb.recordings.pass_models import SECRET_MIN, digest_of
from kb.recordings.progress import RecordingProgress, StageProgress, recording_progress
from kb.recordings.proposals import Proposal, proposals, standing
from media.types import Masks, ScreenMask, Speaker, from_json

__all__ = [
    "RecordingProgress",
    "StageProgress",
    "all_masks",
    "consent_standing",
    "drawn_masks",
    "mask_proposals",
    "pass_holder",
    "publication_refusals",
    "recording_of_upload",
    "recording_progress",
    "stage_output",
    "voices_kept",
]


def recording_of_upload(owner: AbstractBaseUser, upload: UUID) -> Recording | None:
    """The recording of `owner` that this upload became, or None."""
    return Recording.objects.filter(owner=owner, parts__upload=upload).first()


def pass_holder(secret: str) -> Pass | None:
    """The pass that `secret` is, with its recording; None where it is none."""
    if len(secret) < SECRET_MIN:
        return None
    return Pass.objects.select_related("recording").filter(digest=digest_of(secret)).first()


def stage_output(recording: Recording, name: str) -> dict[str, Any] | None:
    """The last good output of a stage, or None. It stays while the stage runs again."""
    run = recording.stages.filter(stage=name).only("output").first()
    return run.output if run else None


def consent_standing(recording: Recording) -> dict[str, Consent | None]:
    """What the helper and the learner agree to now; None for who agreed to nothing."""
    standing = {consent.role: consent for consent in recording.consents.filter(withdrawn_at=None)}
    return {role: standing.get(role) for role in Consent.Role.values}


def publication_refusals(recording: Recording) -> list[str]:
    """Why nothing made from the recording may be published; empty where it may."""
    asked = {
        "helper": {
            "record": _("The helper has not agreed to be recorded."),
            "tutorial": _("The helper has not agreed to a tutorial being made of it."),
        },
        "learner": {
            "record": _("The person helped has not agreed to be recorded."),
            "tutorial": _("The person helped has not agreed to a tutorial being made of it."),
        },
    }
    return [
        refusal
        for role, consent in consent_standing(recording).items()
        for purpose, refusal in asked[role].items()
        if not getattr(consent, purpose, False)
    ]


def voices_kept(recording: Recording) -> set[Speaker]:
    """Whose voice may be heard in what is published."""
    standing = consent_standing(recording)
    return {
        role
        for role in ("helper", "learner")
        if (consent := standing[role]) is not None and consent.voice
    }


def drawn_masks(recording: Recording) -> tuple[ScreenMask, ...]:
    """The boxes that people drew over the picture, in order of time."""
    return tuple(mask.as_mask for mask in recording.masks.filter(refused=False))


def mask_proposals(recording: Recording) -> tuple[Proposal, ...]:
    """What the machine proposes to cover in the picture, in order of time; a person may have
    refused it."""
    return proposals(_found_masks(recording).screen, _refusals(recording))


def all_masks(recording: Recording) -> Masks:
    """What must be covered or bleeped: what the machine proposes, but what a person refused of it,
    and the boxes that people drew."""
    found = _found_masks(recording)
    proposed = standing(found.screen, _refusals(recording))
    return Masks(found.spoken, (*proposed, *drawn_masks(recording)))


def _found_masks(recording: Recording) -> Masks:
    found = (stage_output(recording, "protect") or {}).get("masks") or {}
    return from_json(found, Masks)


def _refusals(recording: Recording) -> list[ScreenMask]:
    return [mask.as_mask for mask in recording.masks.filter(refused=True)]
