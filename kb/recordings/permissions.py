"""The one function that says who may do what with a recording and everything made from it."""

from __future__ import annotations

from typing import Literal

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q, QuerySet
from django.http import Http404

from kb.recordings.models import Pass, Recording
from kb.recordings.selectors import pass_holder

Who = AbstractBaseUser | AnonymousUser | Pass
"""A person with an account, nobody known, or a participant who has a pass instead of an account."""

Deed = Literal["see", "edit", "manage"]
"""see: the recording, its transcript and private files. edit: its masks, stills and agreements.
manage: run stages again, delete."""


def recording_allows(user: Who, recording: Recording, deed: Deed) -> bool:
    """Whether `user` may do `deed` with `recording`. Participants see; owner and editors do all.

    A pass sees its own recording, as long as what its person agreed to lets it be kept.
    """
    if isinstance(user, Pass):
        standing = recording.consents.filter(role=user.role, record=True, withdrawn_at=None)
        return deed == "see" and user.recording_id == recording.pk and standing.exists()
    if not user.is_authenticated or not user.is_active:
        return False
    if recording.owner_id == user.pk or user.has_perm("recordings.review_recording"):
        return True
    return deed == "see" and recording.consents.filter(person=user, withdrawn_at=None).exists()


def recordings_seen_by(user: AbstractBaseUser | AnonymousUser) -> QuerySet[Recording]:
    """The recordings that `recording_allows` lets `user` see."""
    if not user.is_authenticated or not user.is_active:
        return Recording.objects.none()
    if user.has_perm("recordings.review_recording"):
        return Recording.objects.all()
    standing = Q(consents__person=user, consents__withdrawn_at=None)
    return Recording.objects.filter(Q(owner=user) | standing).distinct()


def recording_or_404(user: Who, recording_id: object, deed: Deed) -> Recording:
    """The recording, or Http404 both where there is none and where `user` may not: nobody learns
    which."""
    recording = Recording.objects.filter(pk=recording_id).first()
    if recording is None or not recording_allows(user, recording, deed):
        raise Http404
    return recording


def pass_or_404(secret: str, deed: Deed) -> Pass:
    """The pass that `secret` is, with its recording; Http404 where it is none, or may not."""
    held = pass_holder(secret)
    if held is None or not recording_allows(held, held.recording, deed):
        raise Http404
    return held
