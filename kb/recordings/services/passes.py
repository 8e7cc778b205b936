"""Passes given to people who took part and have no account."""

from __future__ import annotations

import logging

from django.db import transaction

from kb.recordings.models import Consent, Pass, Recording
from kb.recordings.pass_models import SECRET_MIN, digest_of

logger = logging.getLogger(__name__)


class PassTaken(ValueError):
    """The secret already opens something else: it would no longer say what it opens."""


@transaction.atomic
def pass_create(*, recording: Recording, role: str, secret: str) -> None:
    """Lets whoever knows `secret` see `recording` as the person of `role`, who has no account.

    Repeated with the same values it changes nothing. Raises ValueError for a role that there is
    not or a secret that could be guessed, PassTaken where it opens another recording or role.
    """
    if role not in Consent.Role.values or len(secret) < SECRET_MIN:
        raise ValueError(f"{role}, {len(secret)} characters")
    given, made = Pass.objects.get_or_create(
        digest=digest_of(secret), defaults={"recording": recording, "role": role}
    )
    if (given.recording_id, given.role) != (recording.pk, role):
        raise PassTaken(role)
    if made:
        logger.info("pass given", extra={"recording": str(recording.pk), "role": role})
