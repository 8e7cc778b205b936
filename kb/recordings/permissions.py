"""The one function that says who may do what with a recording and everything made from it."""

from __future__ import annotations

from typing import Literal

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q, QuerySet
from django.http import Http404

from kb.recordings.models import Recording

Deed = Literal["see", "edit", "manage"]
"""see: the recording, its transcript and private files. edit: its masks, stills and agreements.
manage: run stages again, delete."""


def recording_allows(
    user: AbstractBaseUser | AnonymousUser, recording: Recording, deed: Deed
) -> bool:
    """Whether `user` may do `deed` with `recording`. Participants see; owner and editors do all."""
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


def recording_or_404(
    user: AbstractBaseUser | AnonymousUser, recording_id: object, deed: Deed
) -> Recording:
    """The recording, or Http404 both where there is none and where `user` may not: nobody learns
    which."""
    recording = Recording.objects.filter(pk=recording_id).first()
    if recording is None or not recording_allows(user, recording, deed):
        raise Http404
    return recording
