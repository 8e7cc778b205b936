"""Why a stage failed, in a sentence that says what happened and what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from media.errors import MediaError

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

SENTENCES: dict[str, str | Promise] = {
    "empty": _("The file is empty. Choose the recording again, and send it once more."),
    "not_media": _(
        "This file is neither a video nor a sound recording. Send the recording itself: "
        "a WebM, MP4, MKV, MOV or sound file."
    ),
    "no_tracks": _("There is neither picture nor sound in this file. Send another recording."),
    "too_large": _("The picture or the file is larger than we can handle. Send a smaller one."),
    "too_long": _("The recording is too long. Cut it into shorter ones, and send each."),
    "unreadable": _(
        "The recording is damaged, and nothing usable is left in it. Send it again, "
        "or send another copy."
    ),
    "bad_timeline": _(
        "The timeline cannot be read. Send the recording again with the right timeline, "
        "or without one."
    ),
    "no_spans": _(
        "There is nothing left to publish in the video of these steps. Check where each step "
        "begins and ends, then publish again."
    ),
    "withheld": _(
        "The public video was looked at again, and something that must be hidden could be seen or "
        "heard. It is not shown. Tell the person who runs the site."
    ),
    "disk_full": _(
        "There is no room left on the disk. Ask the person who runs the site to make room, "
        "then try again."
    ),
    "crashed": _(
        "The computer stopped several times in the middle of this work: it may lack memory. "
        "Tell the person who runs the site, then try again."
    ),
    "lost": _("A file of this recording is missing. Run it again from the first stage."),
    "tired": _(
        "This did not work, although it was tried several times. Try again later; if it fails "
        "again, tell the person who runs the site."
    ),
}


def sentence(code: str) -> str:
    """The failure `code` in the reader's language; a general sentence for a code unknown here."""
    return str(SENTENCES.get(code, SENTENCES["tired"])) if code else ""


def code_of(error: BaseException) -> str:
    """The stable code of whatever a stage raised."""
    if isinstance(error, MediaError):
        return error.code
    if is_disk_full(error):
        return "disk_full"
    return "lost" if isinstance(error, FileNotFoundError) else "tired"


def is_final(error: BaseException) -> bool:
    """Whether trying again at once is no use: a person has to do something first."""
    return isinstance(error, MediaError) or is_disk_full(error)


def is_disk_full(error: BaseException) -> bool:
    """Whether `error`, or what caused it, is a disk without room."""
    return any(getattr(cause, "errno", None) in _NO_ROOM for cause in _causes(error))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
