"""The resumable upload protocol tus 1.0.0 (https://tus.io/protocols/resumable-upload): core,
creation, creation-with-upload, expiration, checksum and termination."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _

from kb.recordings.upload_models import Upload
from kb.recordings.uploads import (
    CHECKSUMS,
    Checksum,
    UploadRefusedError,
    upload_append,
    upload_create,
    upload_remove,
)

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,expiration,checksum,termination"
PIECE_TYPE = "application/offset+octet-stream"

View = Callable[..., HttpResponse]


def _protocol(view: View) -> View:
    """The view behind what the protocol asks of every request: version, sign-in, plain errors."""

    @wraps(view)
    def checked(request: HttpRequest, **kwargs: UUID) -> HttpResponse:
        try:
            response = _checked(view, request, **kwargs)
        except UploadRefusedError as error:
            response = _sentence(error.status, error.sentence)
        except UnreadablePostError:
            # The sender is gone; what came before is on disk.
            response = _sentence(400, _("The connection was lost."))
        response.headers["Tus-Resumable"] = VERSION
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store"
        return response

    return checked


def _checked(view: View, request: HttpRequest, **kwargs: UUID) -> HttpResponse:
    if request.method == "OPTIONS":
        return _capabilities()
    if request.headers.get("Tus-Resumable") != VERSION:
        response = _sentence(412, _("This way of sending is not known here."))
        response.headers["Tus-Version"] = VERSION
        return response
    if not request.user.is_authenticated:
        return _sentence(403, _("You are no longer signed in. Sign in again, then continue."))
    return view(request, **kwargs)


def _capabilities() -> HttpResponse:
    response = HttpResponse(status=204)
    response.headers["Tus-Version"] = VERSION
    response.headers["Tus-Extension"] = EXTENSIONS
    response.headers["Tus-Max-Size"] = str(settings.KB_UPLOAD_MAX_BYTES)
    response.headers["Tus-Checksum-Algorithm"] = ",".join(CHECKSUMS)
    return response


@_protocol
def uploads(request: HttpRequest) -> HttpResponse:
    """Begins an upload (POST), with its first bytes where they come along."""
    if request.method != "POST":
        return _not_allowed("POST, OPTIONS")
    length = _number(request, "Upload-Length")
    header = request.headers.get("Upload-Metadata", "")
    metadata = parse_metadata(header)
    upload = upload_create(
        owner=request.user,
        role=metadata.get("role", "main"),
        name=metadata.get("filename", ""),
        size=length,
        modified=_modified(metadata),
        metadata=header,
    )
    response = HttpResponse(status=201)
    response.headers["Location"] = reverse("recordings:tus_upload", kwargs={"pk": upload.pk})
    if request.content_type == PIECE_TYPE:
        offset = upload_append(upload, 0, request, checksum=_checksum(request))
        response.headers["Upload-Offset"] = str(offset)
    response.headers["Upload-Expires"] = http_date(upload.expires_at.timestamp())
    return response


@_protocol
def upload(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tells how far an upload is (HEAD), adds to it (PATCH), or drops it (DELETE)."""
    method = request.method
    if method == "POST":
        # For networks that let no PATCH through.
        method = request.headers.get("X-HTTP-Method-Override", "").upper()
    row = Upload.objects.filter(pk=pk, owner=request.user.pk).first()
    if row is None:
        return _sentence(404, _("This sending is no longer known. Choose the file again."))
    if method == "HEAD":
        response = _state(HttpResponse(status=200), row, row.offset)
        if row.metadata:
            response.headers["Upload-Metadata"] = row.metadata
        return response
    if method == "PATCH":
        return _append(request, row)
    if method == "DELETE":
        upload_remove(row)
        return HttpResponse(status=204)
    return _not_allowed("HEAD, PATCH, DELETE, OPTIONS")


def _append(request: HttpRequest, row: Upload) -> HttpResponse:
    if request.content_type != PIECE_TYPE:
        return _sentence(415, _("This way of sending is not known here."))
    offset = _number(request, "Upload-Offset")
    announced = request.headers.get("Content-Length", "")
    # Told before the bytes are read: none of them is kept.
    if announced.isascii() and announced.isdigit() and offset + int(announced) > row.size:
        raise UploadRefusedError(413, _("More was sent than the file is long."))
    end = upload_append(row, offset, request, checksum=_checksum(request))
    return _state(HttpResponse(status=204), row, end)


def _state(response: HttpResponse, row: Upload, offset: int) -> HttpResponse:
    response.headers["Upload-Offset"] = str(offset)
    response.headers["Upload-Length"] = str(row.size)
    response.headers["Upload-Expires"] = http_date(row.expires_at.timestamp())
    return response


def parse_metadata(header: str) -> dict[str, str]:
    """The pairs of an `Upload-Metadata` header; raises UploadRefusedError where it is malformed."""
    pairs: dict[str, str] = {}
    for item in filter(None, (part.strip() for part in header.split(","))):
        key, _space, value = item.partition(" ")
        try:
            pairs[key] = base64.b64decode(value.strip(), validate=True).decode()
        except ValueError:
            raise UploadRefusedError(400, _("The name of the file cannot be read.")) from None
    return pairs


def _modified(metadata: dict[str, str]) -> int | None:
    value = metadata.get("modified", "")
    return int(value) if value.isdecimal() and len(value) <= 15 else None


def _number(request: HttpRequest, header: str) -> int:
    value = request.headers.get(header, "")
    if not (value.isascii() and value.isdigit() and len(value) <= 18):
        raise UploadRefusedError(400, _("This way of sending is not known here."))
    return int(value)


def _checksum(request: HttpRequest) -> Checksum | None:
    header = request.headers.get("Upload-Checksum")
    if header is None:
        return None
    algorithm, _space, value = header.partition(" ")
    try:
        digest = base64.b64decode(value, validate=True)
    except ValueError:
        digest = b""
    if algorithm not in CHECKSUMS or not digest:
        raise UploadRefusedError(400, _("This way of sending is not known here."))
    return Checksum(algorithm, digest)


def _sentence(status: int, sentence: str) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")


def _not_allowed(methods: str) -> HttpResponse:
    return HttpResponse(status=405, headers={"Allow": methods})
