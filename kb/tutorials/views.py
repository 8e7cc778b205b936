"""What is served beside the pages: public copies, private stills, and the editor's tools."""

from __future__ import annotations

import json
import mimetypes
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kb.recordings import selectors
from kb.recordings import services as recordings
from kb.recordings.models import Recording
from kb.recordings.permissions import recording_or_404
from kb.recordings.ranges import ranged_response
from kb.recordings.services.masks import NoPicture
from kb.tutorials import masks
from kb.tutorials.desk import transcript_lines
from kb.tutorials.models import Publication, TutorialPage
from kb.tutorials.publication import renew
from media.errors import MediaError
from media.protect import mask_text

BOX = ("x", "y", "width", "height")


@require_http_methods(["GET", "HEAD"])
def public_file(request: HttpRequest, publication: UUID, name: str) -> HttpResponseBase:
    """A masked public copy, as long as its page is live and open to whoever asks."""
    row = get_object_or_404(
        Publication.objects.select_related("page"), uuid=publication, page__live=True
    )
    if name not in row.files:
        raise Http404
    restrictions = row.page.get_view_restrictions()
    if not all(restriction.accept_request(request) for restriction in restrictions):
        raise Http404
    kind = "text/vtt" if name.endswith(".vtt") else mimetypes.guess_type(name)[0]
    return ranged_response(
        request,
        row.folder / name,
        content_type=kind or "application/octet-stream",
        # Asked for again at each use (304 costs little): what is taken back is gone at once.
        max_age=0,
        private=bool(restrictions),
    )


@require_GET
@login_required
def draft_still(request: HttpRequest, page: int, name: str) -> HttpResponseBase:
    """A still of a draft with today's masks burnt in, for whoever may see the recording."""
    tutorial = get_object_or_404(TutorialPage, pk=page)
    recording = recording_or_404(request.user, tutorial.recording_id, "see")
    content, kind = masks.masked_still(recording, name, _seconds(request.GET.get("t")))
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": "private, no-store"})


@require_POST
@login_required
def still_pick(request: HttpRequest, recording: UUID) -> JsonResponse:
    """The picture at `t` as a new private still: `{"still", "url", "t"}`."""
    subject = recording_or_404(request.user, recording, "edit")
    try:
        t = _number(_body(request), "t")
        name = recordings.still_pick(subject, t)
    except (ValueError, MediaError, NoPicture):
        return _refusal(_("There is no picture at this place."))
    return JsonResponse(
        {"still": name, "url": reverse("recordings:file", args=[subject.pk, name]), "t": t}
    )


@require_GET
@login_required
def picture_at(request: HttpRequest, recording: UUID) -> HttpResponse:
    """The picture at `t` as it is in the recording, for whoever decides what is covered in it."""
    subject = recording_or_404(request.user, recording, "edit")
    picture = masks.picture_at(subject, _seconds(request.GET.get("t")) or 0.0)
    return HttpResponse(
        picture, content_type="image/webp", headers={"Cache-Control": "private, no-store"}
    )


@require_POST
@login_required
def caption_edit(request: HttpRequest, recording: UUID) -> JsonResponse:
    """The transcript with a sentence put right: `start`, `end` and `speaker` say which, `text` what
    is truly said. `personal`: it looks like personal data, to be read once more."""
    subject = recording_or_404(request.user, recording, "edit")
    try:
        body = _body(request)
        start, end = round(_number(body, "start"), 3), round(_number(body, "end"), 3)
        speaker, text = body.get("speaker") or "", body.get("text")
        if not isinstance(text, str) or not isinstance(speaker, str):
            raise ValueError(text)
        recordings.caption_edit(
            recording=subject, start=start, end=end, speaker=speaker, text=text, by=request.user
        )
    except (ValueError, recordings.NoSuchSentence):
        return _refusal(_("This sentence is no longer there. Load the page again."))
    renew(subject)
    personal = mask_text(text) != text
    return JsonResponse({"transcript": transcript_lines(subject), "personal": personal})


@require_POST
@login_required
def mask_add(request: HttpRequest, recording: UUID) -> JsonResponse:
    """The masks with the new one: a box (canvas pixels) from `start` to `end`; without a box the
    sound is bleeped, and its words are hidden."""
    subject = recording_or_404(request.user, recording, "edit")
    try:
        body = _body(request)
        box = tuple(round(_number(body, key)) for key in BOX) if "x" in body else None
        start, end = _number(body, "start"), _number(body, "end")
        recordings.mask_add(recording=subject, start=start, end=end, box=box, by=request.user)
    except ValueError:
        return _refusal(_("A mask needs a place, and an end after its start."))
    # What must be hidden is hidden at once where readers see it already.
    renew(subject)
    return _masks(subject)


@require_http_methods(["PATCH", "DELETE"])
@login_required
def mask_drawn(request: HttpRequest, recording: UUID, mask: int) -> JsonResponse:
    """The masks with this drawn one changed (PATCH), or without it (DELETE)."""
    subject = recording_or_404(request.user, recording, "edit")
    if request.method == "DELETE":
        recordings.mask_remove(recording=subject, mask_id=mask)
    else:
        try:
            recordings.mask_change(recording=subject, mask_id=mask, change=_change(request))
        except ValueError:
            return _refusal(_("A mask needs a place, and an end after its start."))
    renew(subject)
    return _masks(subject)


@require_http_methods(["PATCH", "POST"])
@login_required
def mask_proposed(request: HttpRequest, recording: UUID, key: str) -> JsonResponse:
    """The masks after a decision upon what the machine proposed: `verdict` kept, refused (with a
    `reason`) or empty (POST); or with a person's own mask in its place (PATCH).

    A proposal that is made no longer is said so (409), and nothing is changed.
    """
    subject = recording_or_404(request.user, recording, "edit")
    proposal = masks.proposal_named(subject, key)
    if proposal is None:
        sentence = _("This mask is no longer proposed. Load the page again.")
        return JsonResponse({"error": sentence}, status=409)
    try:
        if request.method == "PATCH":
            reason, change = _("Put right by hand."), _change(request)
            recordings.proposal_change(
                recording=subject, proposal=proposal, change=change, reason=reason, by=request.user
            )
        else:
            recordings.proposal_decide(
                recording=subject, proposal=proposal, by=request.user, **_verdict(request)
            )
    except ValueError:
        return _refusal(_("Say why it need not be covered, or give a mask a place and a time."))
    renew(subject)
    return _masks(subject)


@require_POST
@login_required
def masks_keep(request: HttpRequest, recording: UUID) -> JsonResponse:
    """The masks after all that the machine is sure of were kept."""
    subject = recording_or_404(request.user, recording, "edit")
    sure = [one for one in selectors.mask_proposals(subject) if masks.is_sure(one)]
    recordings.proposals_keep(recording=subject, proposals=sure, by=request.user)
    return _masks(subject)


def _verdict(request: HttpRequest) -> dict[str, Any]:
    body = _body(request)
    verdict, reason = body.get("verdict", ""), body.get("reason", "")
    if verdict not in ("", "kept", "refused") or not isinstance(reason, str):
        raise ValueError(verdict)
    return {"verdict": verdict, "reason": reason}


def _change(request: HttpRequest) -> recordings.Change:
    body = _body(request)
    moved = {key: round(_number(body, key)) for key in BOX if key in body}
    return recordings.Change(_number(body, "start"), _number(body, "end"), **moved)


def _masks(recording: Recording) -> JsonResponse:
    return JsonResponse({"masks": masks.listed_masks(recording)})


def _refusal(sentence: str) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=400)


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        value = json.loads(request.body or b"{}")
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def _number(body: dict[str, Any], key: str) -> float:
    value = body.get(key)
    # NaN and infinity are numbers to json.loads, and to nobody else.
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
        raise ValueError(key)
    return float(value)


def _seconds(text: str | None) -> float | None:
    try:
        seconds = float(text or "")
    except ValueError:
        return None
    return seconds if 0 <= seconds < 1e9 else None
