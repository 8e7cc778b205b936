"""Secrets that are computed from the site's own and stored nowhere."""

from __future__ import annotations

import base64
import binascii
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

_PROOF = 16
"""Bytes: nobody guesses 128 bits."""


def learner_key(request_id: UUID) -> str:
    """The key of the learner who made this request, in 43 characters fit for an address."""
    return base64.urlsafe_b64encode(request_id.bytes + _proof("request", request_id)).decode()[:43]


def request_of(key: str) -> UUID | None:
    """The id of the request that `key` opens; None for a key that is none."""
    try:
        raw = base64.urlsafe_b64decode(f"{key}=")
    except (binascii.Error, ValueError):
        return None
    if len(raw) != 16 + _PROOF:
        return None
    request_id = UUID(bytes=raw[:16])
    return request_id if constant_time_compare(learner_key(request_id), key) else None


def invitation_key(room_id: UUID) -> str:
    """What lets a helper into a room by a link."""
    return _proof("invitation", room_id).hex()


def address_hash(address: str) -> str:
    """What stands for a sender's address, so that it can be counted and not read."""
    return salted_hmac("live.address", address, algorithm="sha256").hexdigest()


def _proof(of: str, about: UUID) -> bytes:
    return salted_hmac(f"live.{of}", str(about), algorithm="sha256").digest()[:_PROOF]
