"""A file on its way in: the row says what is to come, the file on disk how much is there."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import models

LIFETIME = timedelta(days=7)
"""How long an upload waits for its next piece, or for the form that takes it."""


class Upload(models.Model):
    """One file that a person is sending. Its offset is the length of its file, nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads"
    )
    role = models.CharField(max_length=10)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    modified = models.BigIntegerField(
        null=True, help_text="When the sender's file last changed (ms): tells it from another."
    )
    metadata = models.TextField(blank=True, help_text="The protocol's, as it came.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.role}: {self.name}"

    @property
    def path(self) -> Path:
        return Path(settings.KB_UPLOADS_ROOT) / f"{self.id}.part"

    @property
    def offset(self) -> int:
        """How many bytes are on disk."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    @property
    def finished(self) -> bool:
        return self.offset == self.size

    @property
    def expires_at(self) -> datetime:
        """When the sweep takes it away: some days after its last piece."""
        try:
            last = datetime.fromtimestamp(self.path.stat().st_mtime, UTC)
        except FileNotFoundError:
            last = self.created_at
        return last + LIFETIME
