"""Lengths of time in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def time_left(seconds: float | None) -> str:
    """About how long something still takes; empty where nothing can be said."""
    if seconds is None:
        return ""
    if seconds < 50:
        return _("less than a minute left")
    minutes = max(round(seconds / 60), 1)
    if minutes < 60:
        return ngettext("about %(count)d minute left", "about %(count)d minutes left", minutes) % {
            "count": minutes
        }
    hours, minutes = divmod(round(minutes / 5) * 5, 60)
    return _("about %(hours)d h %(minutes)02d left") % {"hours": hours, "minutes": minutes}


def length(seconds: float | None) -> str:
    """How long a recording lasts: 45 s, 12 min 30 s, 1 h 05."""
    if seconds is None:
        return ""
    whole = round(seconds)
    if whole < 60:
        return _("%(seconds)d s") % {"seconds": whole}
    if whole < 3600:
        return _("%(minutes)d min %(seconds)02d s") % {
            "minutes": whole // 60,
            "seconds": whole % 60,
        }
    return _("%(hours)d h %(minutes)02d") % {
        "hours": whole // 3600,
        "minutes": whole % 3600 // 60,
    }


def clock(seconds: float) -> str:
    """A place in a recording: 0:42, 12:05, 1:02:07."""
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
