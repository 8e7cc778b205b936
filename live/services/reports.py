"""What is said of a session afterwards."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from live.models import Room, SessionReport


@transaction.atomic
def report_write(*, room: Room, values: dict[str, Any]) -> SessionReport:
    """The helper's report on the room, with these values of its fields."""
    written = {**values, "written_at": timezone.now()}
    report, _created = SessionReport.objects.update_or_create(room=room, defaults=written)
    return report


@transaction.atomic
def thanks_say(*, room: Room, success: str, autonomy_after: int | None) -> SessionReport:
    """The report on the room, with what the learner said of it."""
    said = {"success": success, "autonomy_after": autonomy_after}
    report, _created = SessionReport.objects.update_or_create(room=room, defaults=said)
    return report
