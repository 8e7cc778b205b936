"""How far somebody has come who wished their account to remember it."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class KeptProgress(models.Model):
    """The steps that one has done, `{tutorial id: [step, …]}`. Without a row nothing is kept but in
    one's own browser."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    progress = models.JSONField(default=dict)
    kept_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.user}"
