"""What is kept of a person, as a file for them (GDPR, articles 15 and 20).

Of a recording each gets what is theirs: what they agreed to, what they said, their own voice where
it is a track of its own. What others said is not theirs.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _

from kb.recordings import selectors, store
from kb.recordings.agreements import PURPOSES
from kb.recordings.models import Consent, Recording
from kb.recordings.retention import keeping
from kb.recordings.words import clock

Folder = dict[str, bytes]
"""File names with their content."""

_of_account: list[Callable[[AbstractBaseUser], dict[str, Any]]] = []
_more: list[Callable[[Recording, str], dict[str, Any]]] = []


def on_export(more: Callable[[Recording, str], dict[str, Any]]) -> None:
    """Has `more(recording, role)` asked for what another app keeps of that person, as values by
    the name of their file; registering twice counts once."""
    if more not in _more:
        _more.append(more)


def on_account_export(more: Callable[[AbstractBaseUser], dict[str, Any]]) -> None:
    """Has `more(user)` asked for what another app keeps of an account; twice counts once."""
    if more not in _of_account:
        _of_account.append(more)


def of_participant(recording: Recording, role: str, *, by_link: bool = False) -> Folder:
    """What is kept of whoever was `role` in the recording.

    `by_link`: whoever has the link of a session may be somebody else, so what is masked stays so,
    and the voice is asked for.
    """
    folder = {
        _("agreements") + ".json": _json([_agreement(row) for row in _consents(recording, role)]),
        _("session") + ".json": _json(_session(recording)),
        _("what-was-said") + ".txt": _words(recording, role, masked=by_link).encode(),
    }
    if by_link:
        rest = _(
            "The rest is asked for: your voice as it was recorded, and what was masked. "
            "Speak to your helper, or to the person in charge of this site."
        )
        return folder | {_("read-me") + ".txt": rest.encode()}
    for more in _more:
        folder |= {f"{name}.json": _json(value) for name, value in more(recording, role).items()}
    for part in recording.parts.filter(role=role):
        file = store.path(recording, part.file)
        if file.is_file():
            folder[_("voice") + file.suffix] = file.read_bytes()
    return folder


def of_account(user: AbstractBaseUser) -> Folder:
    """What is kept of whoever has this account, a folder for each recording. Their voice is with
    each recording, not here: many hours of it would be one enormous file."""
    took_part = Q(owner=user) | Q(consents__person=user)
    folder = {_("account") + ".json": _json(_account(user))}
    for more in _of_account:
        folder |= {f"{name}.json": _json(value) for name, value in more(user).items()}
    for recording in Recording.objects.filter(took_part).distinct():
        roles = recording.consents.filter(person=user).values_list("role", flat=True).distinct()
        parts = [of_participant(recording, role) for role in roles.order_by("role")]
        merged = {name: content for part in parts for name, content in part.items()}
        merged = {name: content for name, content in merged.items() if _is_text(name)}
        merged.setdefault(_("session") + ".json", _json(_session(recording)))
        folder |= {f"{recording.pk}/{name}": content for name, content in merged.items()}
    return folder


def archive(folder: Folder) -> HttpResponse:
    """The folder as a ZIP file to be saved, which nobody keeps a copy of."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in folder.items():
            packed.writestr(name, data)
    name = _("my-data") + ".zip"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content.getvalue(), content_type="application/zip", headers=headers)


def _consents(recording: Recording, role: str) -> Any:
    return recording.consents.filter(role=role).order_by("given_at")


def _agreement(row: Consent) -> dict[str, Any]:
    return {
        "name": row.name,
        "agreed": {purpose: getattr(row, purpose) for purpose in PURPOSES},
        "text_version": row.text_version,
        "given_at": row.given_at,
        "withdrawn_at": row.withdrawn_at,
    }


def _session(recording: Recording) -> dict[str, Any]:
    kept = keeping(recording)
    return {
        "title": recording.title,
        "received_at": recording.created_at,
        "original_kept_until": kept.until,
        "original_deleted_at": kept.gone,
    }


def _is_text(name: str) -> bool:
    return name.endswith((".json", ".txt"))


def _words(recording: Recording, role: str, *, masked: bool) -> str:
    """What they said. Where nobody knows who speaks it is told as well, but not unmasked to a link:
    it may be the other's."""
    if masked:
        said = [one for one in selectors.masked_transcript(recording) if one.speaker == role]
    else:
        heard = selectors.heard_transcript(recording)
        said = [one for one in heard if one.speaker in (None, role)]
    return "".join(f"{clock(one.start)} {one.text}\n" for one in said)


def _account(user: Any) -> dict[str, Any]:
    return {
        "username": user.get_username(),
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "groups": [group.name for group in user.groups.all()],
        "joined_at": user.date_joined,
        "last_sign_in": user.last_login,
    }


def _json(value: Any) -> bytes:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2).encode()
