"""A room that is over becomes a recording, once, whatever dies in between."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kb.recordings import store
from kb.recordings.models import Recording
from kb.recordings.services import pass_create, recording_create
from live import bell
from live.models import Room
from live.selectors import consents_of, record_agreed
from live.services.consents import room_discard
from media.errors import MediaError

logger = logging.getLogger(__name__)

ATTEMPTS_MAX = 5
State = Room.State


class Superseded(Exception):
    """Another worker took the room over meanwhile: this one changes nothing."""


def room_finish(pk: Any) -> bool:
    """Whether this call had the room to finish: it ended, and nobody else had claimed it.

    The room becomes a recording where learner and helper agreed to it and something was recorded;
    then its folder goes. After a passing fault the sweep tries again, at most five times.
    """
    claim = {"state": State.FINISHING, "attempt": F("attempt") + 1, "claimed_at": timezone.now()}
    if not Room.objects.filter(pk=pk, state=State.ENDED).update(**claim):
        return False
    room = Room.objects.select_related("owner", "request").get(pk=pk)
    try:
        _finish(room)
    except Superseded:
        logger.info("a room was finished by another worker", extra={"room": str(pk)})
        _clear(room)
    except Exception as error:
        logger.exception("a room could not be finished", extra={"room": str(pk)})
        _give_back(room, error)
        _clear(room)
    return True


@transaction.atomic
def room_finish_again(*, room: Room) -> bool:
    """Whether the room had failed; it is tried again, with all its attempts before it."""
    again = {"state": State.ENDED, "failures": 0, "error": "", "claimed_at": None}
    if not Room.objects.filter(pk=room.pk, state=State.FAILED).update(**again):
        return False
    bell.ring_on_commit(room.pk)
    return True


def _finish(room: Room) -> None:
    output = _output(room)
    if record_agreed(room) and room.folder.is_dir() and _put_together(room.folder, output):
        _keep(room, output)
    else:
        with transaction.atomic():
            _fence(room)
            room_discard(room)


def _put_together(folder: Path, output: Path) -> bool:
    """Whether anything was recorded in `folder`; it is in `output` then."""
    # The room's library brings its own weight: only who finishes one carries it.
    from live.rtc import finish

    try:
        made = finish.finish(folder, output)
    except MediaError as error:
        if error.code == "empty":
            return False
        raise
    return made.has_picture or bool(made.voices)


def _keep(room: Room, output: Path) -> None:
    """The recording, the learner's pass to it and the room's end, in one transaction."""
    recording = None
    try:
        with transaction.atomic():
            _fence(room)
            if record_agreed(room):
                recording = _recording(room, output)
                if room.request is not None:
                    pass_create(recording=recording, role="learner", secret=room.request.key)
                Room.objects.filter(pk=room.pk).update(
                    state=State.FINISHED, recording=recording, error=""
                )
            else:
                room_discard(room)
    except BaseException:
        if recording is not None:
            store.remove(recording.folder)
        raise
    store.remove(room.folder)


def _fence(room: Room) -> None:
    """Locks the row of the room; Superseded where this attempt no longer has it."""
    mine = Room.objects.filter(pk=room.pk, state=State.FINISHING, attempt=room.attempt)
    if not mine.update(claimed_at=timezone.now()):
        raise Superseded


def _clear(room: Room) -> None:
    """Removes what this attempt has made in vain; and all, where the room is over meanwhile: what
    was written after its folder had gone must not stay."""
    over = Room.objects.filter(pk=room.pk, state=State.FINISHED).exists()
    store.remove(room.folder if over else _output(room))


def _output(room: Room) -> Path:
    return room.folder / f"finish-{room.attempt}"


def _recording(room: Room, output: Path) -> Recording:
    parts = {"main": output / "session.mkv", "timeline": output / "timeline.jsonl"}
    return recording_create(
        owner=room.owner,
        title=_title(room),
        parts={role: file for role, file in parts.items() if file.exists()},
        consents=consents_of(room),
        move=True,
    )


def _title(room: Room) -> str:
    subject = room.request.subject if room.request else ""
    day = date_format(timezone.localtime(room.opened_at), "DATE_FORMAT")
    return subject or _("Session of %(day)s") % {"day": day}


def _give_back(room: Room, error: Exception) -> None:
    """Back to the queue, or failed: for a bad input at once, for other faults after the last."""
    last = isinstance(error, MediaError) or room.failures + 1 >= ATTEMPTS_MAX
    mine = Room.objects.filter(pk=room.pk, state=State.FINISHING, attempt=room.attempt)
    mine.update(
        state=State.FAILED if last else State.ENDED,
        failures=F("failures") + 1,
        error=f"{type(error).__name__}: {error}"[:500],
    )
