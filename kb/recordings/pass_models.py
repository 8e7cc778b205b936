"""What opens a recording to somebody who took part in it and has no account."""

from __future__ import annotations

import hashlib

from django.db import models

SECRET_MIN = 20
"""Characters: a shorter secret could be guessed, and opens nothing."""


def digest_of(secret: str) -> str:
    """What is kept of a secret: it tells whether one is the same, and does not tell it."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Pass(models.Model):
    """Who knows the secret sees the recording as `role` does; the secret itself is nowhere kept.

    What it allows is in `kb.recordings.permissions`, as for everybody else.
    """

    recording = models.ForeignKey(
        "recordings.Recording", on_delete=models.CASCADE, related_name="passes"
    )
    role = models.CharField(max_length=10, help_text="One of Consent.Role.")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.role}: {self.recording_id}"
