"""The page on which a recording is brought."""

from __future__ import annotations

import errno
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kb.recordings import selectors, services, words
from kb.recordings.agreements import TEXT_TEMPLATE
from kb.recordings.file_kinds import ACCEPTED
from kb.recordings.forms import RecordingForm
from kb.recordings.models import Recording
from kb.recordings.upload_models import Upload
from kb.recordings.uploads import upload_remove


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form that brings a recording; once it is right, the page of the recording."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = RecordingForm(*sent, owner=request.user)
    valid = request.method == "POST" and form.is_valid()
    if form.arrived:
        return _arrived(request, form.arrived)
    if valid:
        created = _create(request, form)
        if created:
            return created
    status = 422 if form.errors else 200
    return render(request, "recordings/new.html", _context(request, form), status=status)


def _create(request: HttpRequest, form: RecordingForm) -> HttpResponseRedirect | None:
    uploads = form.uploads
    try:
        recording = services.recording_create(
            owner=request.user,
            title=form.cleaned_data["title"],
            parts={role: upload.path for role, upload in uploads.items()},
            names={role: upload.name for role, upload in uploads.items()},
            consents=form.consents,
            uploads={role: upload.pk for role, upload in uploads.items()},
            move=True,
        )
    except (IntegrityError, FileNotFoundError):
        # The same form, sent twice at once, may have been the faster one.
        found = (selectors.recording_of_upload(request.user, each.pk) for each in uploads.values())
        arrived = next(filter(None, found), None)
        if arrived is None:
            raise
        return _arrived(request, arrived)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        form.add_error(
            None,
            _("There is no more room on the server. Your files are kept: send again later."),
        )
        return None
    for upload in uploads.values():
        upload_remove(upload)
    return _arrived(request, recording)


def _arrived(request: HttpRequest, recording: Recording) -> HttpResponseRedirect:
    messages.success(request, _("The recording has arrived. The work on it begins."))
    return redirect("recordings:detail", recording.pk)


def _context(request: HttpRequest, form: RecordingForm) -> dict[str, Any]:
    taken = {upload.pk for upload in form.uploads.values()}
    begun = [upload for upload in request.user.uploads.all() if upload.pk not in taken]
    return {
        "form": form,
        "consent_text": TEXT_TEMPLATE,
        "begun": begun,
        "sending": {
            "endpoint": reverse("recordings:tus"),
            "maxBytes": settings.KB_UPLOAD_MAX_BYTES,
            "accepted": ACCEPTED,
            "begun": [_begun(upload) for upload in begun],
            "texts": _texts(),
        },
    }


def _texts() -> dict[str, str]:
    """What the page says while it sends; {…} is filled in there."""
    return {
        "chosen": _("{name} – {size}"),
        "resumes": _("{name}: {percent} % have arrived, the rest will be sent."),
        "ready": _("{name} has arrived."),
        "unknownKind": _(
            "This file is not a recording. Choose a video (WebM, MP4, MKV, MOV) or a sound file."
        ),
        "unknownTimeline": _("This file is not a timeline (timeline.jsonl)."),
        "empty": _("This file is empty."),
        "tooLarge": _("This file is larger than {size}."),
        "signedOut": _("The sending was refused. Sign in again in another tab, then send again."),
        "unreadable": _("This file can no longer be read. Choose it again."),
        "choose": _("Choose a recording first."),
        "record": _("Unless both agree to the recording, it cannot be kept. Nothing was sent."),
        "numbers": _("{percent} % – {sent} of {size}"),
        "lessThanMinute": _("less than a minute left"),
        "oneMinute": _("about one minute left"),
        "minutes": _("about {count} minutes left"),
        "hours": _("about {hours} h {minutes} left"),
        "lost": _("Connection lost. The sending will go on by itself."),
        "back": _("The connection is back. The sending goes on."),
        "paused": _("The sending is paused."),
        "finishing": _("Everything has arrived. One moment…"),
        "units": words.units_of_size(),
    }


def _begun(upload: Upload) -> dict[str, Any]:
    return {
        "url": reverse("recordings:tus_upload", args=[upload.pk]),
        "role": upload.role,
        "name": upload.name,
        "size": upload.size,
        "offset": upload.offset,
        "modified": upload.modified,
    }


@login_required
@require_POST
def drop(request: HttpRequest, pk: object) -> HttpResponse:
    """Forgets an upload that was begun."""
    upload_remove(get_object_or_404(Upload, pk=pk, owner=request.user))
    messages.info(request, _("What had been sent of this file is removed."))
    return redirect("recordings:new")
