"""States, lengths of time and sizes of files in words."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kb.recordings.states import StageState


def state_of_recording(state: str) -> str:
    """Where the work on a whole recording stands, in a word or two."""
    return {
        StageState.DONE: pgettext("recording", "ready"),
        StageState.FAILED: pgettext("recording", "stopped"),
        StageState.RUNNING: pgettext("recording", "in progress"),
    }.get(StageState(state), pgettext("recording", "waiting"))


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


def size(count: int) -> str:
    """A number of bytes, in thousands of thousands as file managers show them."""
    units = units_of_size().split(",")
    value, power = float(count), 0
    while value >= 1000 and power < len(units) - 1:
        value, power = value / 1000, power + 1
    digits = 1 if value < 10 and power else 0
    return f"{number_format(value, digits)}\u00a0{units[power]}"


def units_of_size() -> str:
    """The four units, with commas between them."""
    return _("B,kB,MB,GB")
