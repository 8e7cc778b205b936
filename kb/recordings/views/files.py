"""The private files of a recording, behind the permission function and nothing else."""

from __future__ import annotations

from pathlib import PurePath
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from kb.recordings import store
from kb.recordings.permissions import recording_or_404
from kb.recordings.ranges import ranged_response
from kb.recordings.transcript import captions_of

TYPES = {
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".webm": "video/webm",
    ".mkv": "video/x-matroska",
    ".mov": "video/quicktime",
    ".ogv": "video/ogg",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".vtt": "text/vtt; charset=utf-8",
}
"""What a browser may show. Anything else is only saved: a brought file is nobody's web page."""


@login_required
@require_safe
def file(request: HttpRequest, pk: UUID, name: str) -> HttpResponseBase:
    """A file of the recording, whole or in part."""
    recording = recording_or_404(request.user, pk, "see")
    try:
        path = store.path(recording, name)
    except store.BadName:
        raise Http404 from None
    kind = TYPES.get(PurePath(name).suffix.lower())
    return ranged_response(
        request,
        path,
        content_type=kind or "application/octet-stream",
        filename=name,
        attachment=kind is None,
    )


@login_required
@require_safe
def captions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The transcript as captions of the private preview."""
    recording = recording_or_404(request.user, pk, "see")
    text = captions_of(recording)
    if text is None:
        raise Http404
    return HttpResponse(
        text,
        content_type=TYPES[".vtt"],
        headers={"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"},
    )
