"""What the live process believes: the token of a participant, and credentials for the relay."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from typing import Any

from django.conf import settings
from django.core import signing

from live.models import Participant
from live.rtc.token import Claims

SALT = "live.token"
BELIEVED = 120
"""Seconds."""
TURN_BELIEVED = 3600


def token_make(participant: Participant, *, record: bool) -> str:
    """The signed token with which this participant enters their room."""
    claims = {
        "room": str(participant.room_id),
        "participant": str(participant.pk),
        "role": participant.role,
        "name": participant.name,
        "record": record,
        "issued": time.time(),
    }
    return signing.dumps(claims, salt=SALT)


def token_read(token: str) -> Claims | None:
    """What a token says; None where it is forged, damaged or too old."""
    try:
        return Claims(**signing.loads(token, salt=SALT, max_age=BELIEVED))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def turn_credentials(name: str) -> tuple[str, str]:
    """A user name and a password that the relay believes for an hour, by the secret that it shares
    with us (coturn's `use-auth-secret`, draft-uberti-behave-turn-rest)."""
    user = f"{int(time.time()) + TURN_BELIEVED}:{name}"
    secret = settings.KB_LIVE_TURN_SECRET.encode()
    password = hmac.new(secret, user.encode(), hashlib.sha1).digest()
    return user, base64.b64encode(password).decode()


def ice_servers(participant: Participant) -> list[dict[str, Any]]:
    """The relays for a browser's RTCPeerConnection; none where the operator set none."""
    if not settings.KB_LIVE_TURN_URL:
        return []
    user, password = turn_credentials(str(participant.pk))
    return [{"urls": [settings.KB_LIVE_TURN_URL], "username": user, "credential": password}]
