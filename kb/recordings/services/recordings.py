"""A recording brought in, and taken out with everything made from it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kb.recordings import retention, store, withdrawal
from kb.recordings.agreements import ConsentGiven
from kb.recordings.models import Consent, Part, Recording, StageRun
from kb.recordings.pipeline import registry
from kb.recordings.pipeline.runner import promote

logger = logging.getLogger(__name__)


class ConsentMissing(Exception):
    """Without the helper's and the learner's agreement to record, nothing is kept."""


class NothingBrought(Exception):
    """There is neither picture nor sound among what was brought."""


def recording_create(
    *,
    owner: Any,
    title: str,
    parts: Mapping[str, Path],
    names: Mapping[str, str] | None = None,
    consents: Iterable[ConsentGiven] = (),
    uploads: Mapping[str, UUID] | None = None,
    move: bool = False,
) -> Recording:
    """The new recording, with its files, its agreements, and its first stage ready.

    `parts` are files by role (see Part.Role), `names` what people call them, `uploads` the ids of
    the uploads that brought them. They are copied; with `move` they are taken away once all is
    well. Raises ConsentMissing or NothingBrought, IntegrityError where an upload already became a
    recording, and OSError where the disk is full; then nothing is kept and the files stay where
    they were.
    """
    consents = tuple(consents)
    _check(parts, consents)
    names, uploads = dict(names or {}), dict(uploads or {})
    recording = Recording(owner=owner, title=title[:200], keep_until=retention.first_date())
    try:
        rows = [
            _part(recording, role, file, names.get(role, file.name), move=move)
            for role, file in parts.items()
        ]
        for row in rows:
            row.upload = uploads.get(row.role)
        _save(recording, rows, consents)
    except BaseException:
        store.remove(recording.folder)
        raise
    if move:
        for file in parts.values():
            file.unlink(missing_ok=True)
    logger.info("recording received", extra={"recording": str(recording.pk)})
    return recording


def _check(parts: Mapping[str, Path], consents: tuple[ConsentGiven, ...]) -> None:
    recorded = {given.role for given in consents if given.record}
    if recorded != set(Consent.Role.values):
        raise ConsentMissing(
            _(
                "The helper and the person helped must both have agreed to be recorded. "
                "Without it the recording cannot be kept."
            )
        )
    if not set(parts) - {Part.Role.TIMELINE}:
        raise NothingBrought(_("Choose a recording first."))


def _part(recording: Recording, role: str, file: Path, name: str, *, move: bool) -> Part:
    size = file.stat().st_size
    suffix = Path(name).suffix or file.suffix
    kept = store.take_in(recording.folder, file, suffix=suffix, move=move)
    return Part(recording=recording, role=Part.Role(role), name=name[:255], file=kept, size=size)


@transaction.atomic
def _save(recording: Recording, parts: list[Part], consents: tuple[ConsentGiven, ...]) -> None:
    from kb.recordings.services.consents import consent_row

    recording.save(force_insert=True)
    Part.objects.bulk_create(parts)
    Consent.objects.bulk_create(
        consent_row(recording, given, recording.owner) for given in consents
    )
    StageRun.objects.bulk_create(
        StageRun(recording=recording, stage=stage.name)
        for stage in registry.ordered()
        if not stage.on_request
    )
    promote(recording.pk)


@transaction.atomic
def recording_delete(*, recording: Recording) -> None:
    """Removes the recording and everything made from it: first what other apps published, then
    the rows, and the folder once that stands."""
    folder, pk = recording.folder, str(recording.pk)
    recording.consents.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
    withdrawal.announce(recording)
    Recording.objects.filter(pk=recording.pk).delete()
    transaction.on_commit(partial(store.remove, folder))
    logger.info("recording deleted", extra={"recording": pk})
