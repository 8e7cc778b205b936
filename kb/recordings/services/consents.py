"""Agreements given and taken back. Their rows are a journal: nothing in it is ever rewritten."""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone

from kb.recordings import withdrawal
from kb.recordings.agreements import PURPOSES, ConsentGiven, Purpose, purposes_of
from kb.recordings.models import Consent, Recording
from kb.recordings.services.recordings import recording_delete

logger = logging.getLogger(__name__)


@transaction.atomic
def consent_give(*, recording: Recording, given: ConsentGiven, by: Any = None) -> Consent:
    """The consent that now stands for this role. It replaces the one before; where it allows less,
    that is a withdrawal, with all that follows from it."""
    before = _standing(recording, given.role)
    if before is not None:
        before.withdrawn_at = timezone.now()
        before.save(update_fields=["withdrawn_at"])
    consent = consent_row(recording, given, by)
    consent.save()
    lost = purposes_of(before) - purposes_of(consent)
    if lost:
        _follow(recording, lost)
    return consent


@transaction.atomic
def consent_withdraw(
    *, recording: Recording, role: str, purposes: Collection[Purpose] = PURPOSES, by: Any = None
) -> Consent | None:
    """What still stands for `role` after `purposes` are taken back, or None where nothing does.

    Without `record` nothing may be kept: the recording and everything made from it are deleted.
    """
    before = _standing(recording, role)
    if before is None:
        return None
    before.withdrawn_at = timezone.now()
    before.save(update_fields=["withdrawn_at"])
    left = purposes_of(before) - set(purposes)
    after = None
    if left:
        given = ConsentGiven.to(
            role, left, name=before.name, person=before.person, text_version=before.text_version
        )
        after = consent_row(recording, given, by)
        after.save()
    logger.info("consent withdrawn", extra={"role": role, "purposes": sorted(purposes)})
    _follow(recording, purposes_of(before) - left)
    return after if Recording.objects.filter(pk=recording.pk).exists() else None


def consent_row(recording: Recording, given: ConsentGiven, by: Any) -> Consent:
    """The unsaved row of `given`."""
    return Consent(
        recording=recording,
        role=given.role,
        person=given.person,
        name=given.name,
        text_version=given.text_version,
        given_by=by,
        **{purpose: getattr(given, purpose) for purpose in PURPOSES},
    )


def _standing(recording: Recording, role: str) -> Consent | None:
    return recording.consents.select_for_update().filter(role=role, withdrawn_at=None).first()


def _follow(recording: Recording, lost: set[Purpose]) -> None:
    """Does what the loss of these purposes asks for."""
    if "record" in lost:
        recording_delete(recording=recording)
    elif lost:
        withdrawal.announce(recording)
