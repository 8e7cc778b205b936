"""What tests are made of: people, and recordings with their files and agreements."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from kb.recordings.agreements import PURPOSES, ConsentGiven
from kb.recordings.models import Recording, StageRun
from kb.recordings.services import recording_create
from kb.recordings.states import StageState

SAMPLES = Path(__file__).parent / "samples"
_numbers = itertools.count(1)


def user(username: str = "", *, password: str = "un-mot-de-passe", **fields: Any):
    """A person with an account and no rights."""
    username = username or f"personne{next(_numbers)}"
    return get_user_model().objects.create_user(username, password=password, **fields)


def editor(username: str = "", **fields: Any):
    """A person in Wagtail's group of editors, who reviews recordings and enters the admin."""
    return _in_group("Editors", username, **fields)


def moderator(username: str = "", **fields: Any):
    """A person in Wagtail's group of moderators, who also publishes."""
    return _in_group("Moderators", username, **fields)


def administrator(username: str = "", **fields: Any):
    """A person who may do everything."""
    return user(username, is_staff=True, is_superuser=True, **fields)


def consents(*purposes: str) -> list[ConsentGiven]:
    """What helper and learner agree to: `purposes`, or everything."""
    return [ConsentGiven.to(role, purposes or PURPOSES) for role in ("helper", "learner")]


def recording(
    *,
    owner: Any = None,
    title: str = "Ouvrir la pièce jointe",
    parts: dict[str, Path] | None = None,
    agreed: list[ConsentGiven] | None = None,
) -> Recording:
    """A recording as the services make it, of the smallest real sample."""
    return recording_create(
        owner=owner or user(),
        title=title,
        parts={"main": SAMPLES / "s2_mail" / "session.mp4"} if parts is None else parts,
        consents=consents() if agreed is None else agreed,
    )


def bare_recording(**fields: Any) -> Recording:
    """A recording without files, for what only looks at rows."""
    fields.setdefault("title", "Sans fichier")
    return Recording.objects.create(**fields)


def stage_done(recording: Recording, name: str, output: dict[str, Any]) -> StageRun:
    """The row of a stage that is done, with this output."""
    run, _created = StageRun.objects.update_or_create(
        recording=recording,
        stage=name,
        defaults={"state": StageState.DONE, "output": output, "progress": 1.0},
    )
    return run


def _in_group(name: str, username: str, **fields: Any):
    person = user(username, **fields)
    # Without migrations (as most tests run) nobody has made the group.
    group, _created = Group.objects.get_or_create(name=name)
    group.permissions.add(
        *Permission.objects.filter(
            Q(codename__in=("review_recording", "access_admin", "help"))
            | Q(codename__endswith="_openinghours")
            | Q(content_type__app_label="search")
        )
    )
    person.groups.add(group)
    return person
