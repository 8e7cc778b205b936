"""Files on their way in: begun, added to, taken over, swept away. The protocol is in `views.tus`.

The row says whose file it is and how long it will be; how much is there is the length of the file
on disk. So a server that starts again, or a sender who comes back days later, goes on where the
last byte was written.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from kb.recordings import file_kinds, store
from kb.recordings.upload_models import LIFETIME, Upload

PIECE = 1024 * 1024
CHECKSUMS = ("sha1", "sha256")
BEGUN_COUNT = 20
"""How many uploads one person may have begun and not yet brought to a recording."""
BEGUN_SIZES = 3
"""How many times the largest upload they may announce together."""
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


class UploadRefusedError(Exception):
    """What is wrong, in a sentence for the sender, with the status that the protocol gives it."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Checksum:
    """What the bytes of one piece must hash to."""

    algorithm: str
    digest: bytes


def upload_create(
    *,
    owner: AbstractBaseUser,
    role: str,
    name: str,
    size: int,
    modified: int | None = None,
    metadata: str = "",
) -> Upload:
    """A new, empty upload; raises UploadRefusedError where such a file is not wanted."""
    # What no screen shows has no place in a name, and PostgreSQL takes no zero byte.
    name = "".join(sign for sign in name if sign.isprintable())
    _refuse_unwanted(role, name, size)
    root = Path(settings.KB_UPLOADS_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(root).free < size + settings.KB_DISK_RESERVE_BYTES:
        raise _no_room()
    with transaction.atomic():
        _refuse_too_many(owner, size)
        upload = Upload.objects.create(
            owner=owner,
            role=role,
            name=name[:255],
            size=size,
            modified=modified,
            metadata=metadata,
        )
        os.close(os.open(upload.path, os.O_CREAT | os.O_WRONLY, 0o600))
    return upload


def _refuse_unwanted(role: str, name: str, size: int) -> None:
    limit = settings.KB_UPLOAD_MAX_BYTES
    if role == "timeline":
        limit = min(limit, file_kinds.TIMELINE_MAX_BYTES)
    if size > limit:
        raise UploadRefusedError(413, _("This file is too large."))
    if size == 0:
        raise UploadRefusedError(400, _("This file is empty."))
    if role not in file_kinds.ACCEPTED:
        raise UploadRefusedError(400, _("The part of the recording is not known."))
    if not file_kinds.name_accepted(role, name):
        raise _wrong_kind(role)


def _refuse_too_many(owner: AbstractBaseUser, size: int) -> None:
    """Raises UploadRefusedError where what one person has begun would fill the disk of all."""
    # Two that begin at once must count each other.
    get_user_model().objects.select_for_update().filter(pk=owner.pk).first()
    begun = Upload.objects.filter(owner=owner).aggregate(count=Count("pk"), size=Sum("size"))
    most = BEGUN_SIZES * settings.KB_UPLOAD_MAX_BYTES
    if begun["count"] >= BEGUN_COUNT or (begun["size"] or 0) + size > most:
        raise UploadRefusedError(
            413,
            _("You have begun too many sendings. Finish them or give them up, then begin again."),
        )


def upload_append(
    upload: Upload, offset: int, body: Readable, *, checksum: Checksum | None = None
) -> int:
    """The new offset, after `body` is on disk behind the first `offset` bytes.

    Raises UploadRefusedError: 409 where the offset is another, 423 where somebody else is adding,
    413 where more comes than was said, 460 where the checksum differs, 415 where the first bytes
    are plainly no recording (the upload is then gone), 507 where the disk is full (what was written
    stays, and the upload can go on later).
    """
    with _locked(upload) as file:
        start = os.fstat(file).st_size
        if start != offset:
            raise UploadRefusedError(409, _("The sending must go on from another place."))
        end = _write(file, start, upload.size, body, checksum)
        head = os.pread(file, file_kinds.HEAD, 0) if start == 0 < end else b""
    if head and file_kinds.plainly_else(upload.role, head):
        upload_remove(upload)
        raise _wrong_kind(upload.role)
    return end


@contextmanager
def _locked(upload: Upload) -> Iterator[int]:
    # The lock is the file's own: it goes with the process, and no stale one is left behind.
    file = os.open(upload.path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UploadRefusedError(423, _("This file is being sent elsewhere.")) from None
        yield file
    finally:
        os.close(file)


def _write(file: int, start: int, size: int, body: Readable, checksum: Checksum | None) -> int:
    """The new length; where it raises, the file ends after the last byte known to be good."""
    end = good = start
    digest = hashlib.new(checksum.algorithm, usedforsecurity=False) if checksum else None
    os.lseek(file, start, os.SEEK_SET)
    try:
        try:
            # Many that were begun while there was room must not fill the disk of the database.
            store.require_room(Path(settings.KB_UPLOADS_ROOT))
            while piece := body.read(PIECE):
                if end + len(piece) > size:
                    good = start
                    raise UploadRefusedError(413, _("More was sent than the file is long."))
                end += _write_all(file, piece)
                if digest:
                    digest.update(piece)
                else:
                    good = end
            if checksum and digest and digest.digest() != checksum.digest:
                raise UploadRefusedError(460, _("A part of the file was damaged on the way."))
            good = end
        finally:
            os.ftruncate(file, good)
            _sync(file, start)
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise _no_room() from error
        raise
    return good


def _sync(file: int, start: int) -> None:
    try:
        os.fsync(file)
    except OSError:
        # What the disk did not take is not known: none of this piece counts.
        os.ftruncate(file, start)
        raise


def _write_all(file: int, piece: bytes) -> int:
    view = memoryview(piece)
    while view:
        view = view[os.write(file, view) :]
    return len(piece)


def upload_remove(upload: Upload) -> None:
    """Forgets the upload and what was sent of it."""
    path = upload.path
    upload.delete()
    path.unlink(missing_ok=True)


def sweep_uploads(now: float | None = None) -> int:
    """How many uploads were taken away because nothing came for days; stray files go too."""
    oldest = (now or time.time()) - LIFETIME.total_seconds()
    known = {upload.path.name: upload for upload in Upload.objects.all()}
    root = Path(settings.KB_UPLOADS_ROOT)
    swept = 0
    for upload in known.values():
        if upload.expires_at.timestamp() - LIFETIME.total_seconds() < oldest:
            upload_remove(upload)
            swept += 1
    for path in root.glob("*.part") if root.is_dir() else ():
        if path.name not in known and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
    return swept


def _no_room() -> UploadRefusedError:
    return UploadRefusedError(
        507,
        _(
            "There is no more room on the server. What was sent is kept: "
            "tell the person in charge, then continue."
        ),
    )


def _wrong_kind(role: str) -> UploadRefusedError:
    if role == "timeline":
        return UploadRefusedError(415, _("This file is not a timeline (timeline.jsonl)."))
    return UploadRefusedError(
        415,
        _("This file is not a recording. Choose a video (WebM, MP4, MKV, MOV) or a sound file."),
    )
