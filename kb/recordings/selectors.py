"""What can be known about a recording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _

from kb.recordings.models import CaptionEdit, Consent, Mask, Pass, Recording
from kb.recordings.pass_models import SECRET_MIN, digest_of
from kb.recordings.progress import RecordingProgress, StageProgress, recording_progress
from kb.recordings.proposals import Decision, Proposal, proposals
from media.redact import LEAST, cover, give_back, hidden, hidden_in_text
from media.retiming import retimed
from media.types import Masks, ScreenMask, Speaker, SpokenMask, Utterance, from_json

__all__ = [
    "RecordingProgress",
    "StageProgress",
    "all_masks",
    "consent_standing",
    "drawn_masks",
    "heard_transcript",
    "mask_proposals",
    "masked_transcript",
    "pass_holder",
    "proposals_left",
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


def drawn_masks(recording: Recording) -> Masks:
    """What people themselves cover in the picture and bleep in the sound, in order of time."""
    drawn = [mask.as_mask for mask in recording.masks.filter(decision=Mask.Decision.DRAWN)]
    return Masks(
        tuple(mask for mask in drawn if isinstance(mask, SpokenMask)),
        tuple(mask for mask in drawn if isinstance(mask, ScreenMask)),
    )


def mask_proposals(recording: Recording) -> tuple[Proposal, ...]:
    """What the machine proposes to cover in the picture, the sound and the texts, in order of time,
    with what a person decided upon it; nothing where only what is published is left."""
    if recording.reduced_at:
        return ()
    found = _found_masks(recording)
    masked = _protected(recording)
    everything = [*found.screen, *found.spoken, *hidden_in_text(masked, found.spoken)]
    # A decision upon it is a span, however short.
    lasting = [
        one if one.end > one.start else replace(one, end=one.start + LEAST) for one in everything
    ]
    return proposals(lasting, _decisions(recording))


def proposals_left(recording: Recording) -> list[Proposal]:
    """The proposals that nobody has looked at: until then nothing is published."""
    return [one for one in mask_proposals(recording) if not one.verdict]


def all_masks(recording: Recording) -> Masks:
    """What must be covered or bleeped: what the machine proposes, but what a person refused of it,
    and what people added."""
    standing = [
        mask
        for proposal in mask_proposals(recording)
        if proposal.verdict != "refused" and proposal.medium != "text"
        for mask in proposal.masks
    ]
    drawn = drawn_masks(recording)
    spoken = [mask for mask in standing if isinstance(mask, SpokenMask)]
    screen = [mask for mask in standing if isinstance(mask, ScreenMask)]
    return Masks((*spoken, *drawn.spoken), (*screen, *drawn.screen))


def masked_transcript(recording: Recording, *, left_out: bool = False) -> tuple[Utterance, ...]:
    """Who said what, without what is personal: as the machine masked it, and as people decided.

    `left_out`: with the sentences that a person left out, without a text.
    """
    masked = _protected(recording)
    if not masked:
        return ()
    found = mask_proposals(recording)
    refused = [one for one in _spoken(found) if one[0] == "refused"]
    if refused:
        heard = heard_transcript(recording)
        if len(heard) == len(masked):
            masked = give_back(masked, heard, [mask for _verdict, mask in refused])
    bleeped = [mask for verdict, mask in _spoken(found) if verdict != "refused"]
    masked = _put_right(recording, masked, bleeped)
    masked = masked if left_out else tuple(one for one in masked if one.text)
    return cover(masked, drawn_masks(recording).spoken)


def _spoken(found: Sequence[Proposal]) -> list[tuple[str, SpokenMask]]:
    """The spans of sound among the proposals, with what was decided upon them."""
    return [
        (proposal.verdict, mask)
        for proposal in found
        for mask in proposal.masks
        if isinstance(mask, SpokenMask)
    ]


def _put_right(
    recording: Recording, said: Sequence[Utterance], bleeped: Sequence[SpokenMask]
) -> tuple[Utterance, ...]:
    """The transcript with what people put right. What is bleeped in a sentence that was put right
    before that was found is hidden there too."""
    result = list(said)
    for edit in recording.caption_edits.all():
        there = [
            number
            for number, one in enumerate(result)
            if (one.speaker or "") == edit.speaker and _mostly(one, edit)
        ]
        if not there:
            continue
        words = tuple(word for number in there for word in result[number].words)
        first, last = result[there[0]], result[there[-1]]
        whole = replace(first, end=max(first.end, last.end), words=words)
        result[there[0]] = hidden(retimed(whole, edit.text), bleeped)
        for number in reversed(there[1:]):
            del result[number]
    return tuple(result)


def _mostly(said: Utterance, edit: CaptionEdit) -> bool:
    """Whether most of what is said lies in the sentence that was put right: a longer one that is
    heard now says more, and is read as it was heard."""
    both = min(said.end, edit.end) - max(said.start, edit.start)
    return both >= 0.7 * (said.end - said.start) and both > 0


def heard_transcript(recording: Recording) -> tuple[Utterance, ...]:
    """Who said what, word for word, for those who took part; nothing before it was written down."""
    output = stage_output(recording, "transcribe") or {}
    return from_json(output.get("transcript", []), tuple[Utterance, ...])


def _protected(recording: Recording) -> tuple[Utterance, ...]:
    output = stage_output(recording, "protect") or {}
    return from_json(output.get("transcript", []), tuple[Utterance, ...])


def _found_masks(recording: Recording) -> Masks:
    found = (stage_output(recording, "protect") or {}).get("masks") or {}
    return from_json(found, Masks)


def _decisions(recording: Recording) -> list[Decision]:
    rows = recording.masks.exclude(decision=Mask.Decision.DRAWN)
    return [Decision(row.as_mask, row.decision, row.reason) for row in rows]
