"""What is said of a session afterwards."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from live.models import Room, SessionReport


@transaction.atomic
def report_write(*, room: Room, values: dict[str, Any]) -> SessionReport:
    """The helper's report on the room, with these values of its fields."""
    written = {**_said(values), "written_at": timezone.now()}
    report, _created = SessionReport.objects.update_or_create(room=room, defaults=written)
    return report


@transaction.atomic
def notes_keep(*, room: Room, notes: str) -> SessionReport:
    """The report on the room, with what the helper notes while it goes on."""
    report, _created = SessionReport.objects.update_or_create(room=room, defaults={"notes": notes})
    return report


@transaction.atomic
def thanks_say(*, room: Room, success: str, autonomy_after: int | None) -> SessionReport:
    """The report on the room, with what the learner said of it."""
    said = _said({"success": success, "autonomy_after": autonomy_after})
    report, _created = SessionReport.objects.update_or_create(room=room, defaults=said)
    return report


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """Without an autonomy that is not said: both are asked for it, often at the same time, and
    who says nothing does not take away what the other said."""
    silent = values.get("autonomy_after") is None
    return {name: value for name, value in values.items() if name != "autonomy_after" or not silent}
