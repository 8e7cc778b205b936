"""Makes everything ready to start: database, static files, weights, a first editor."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from kb.search.services import current_index, index_rebuild
from media.weights import model_name_or_path

EDITOR = "editeur"
UNMISTAKABLE = "abcdefghjkmnpqrstuvwxyz23456789"


class Command(BaseCommand):
    help = "Prepares the database, the static files, Whisper's weights and a first editor account."

    def handle(self, *args: Any, **options: Any) -> None:
        settings.KB_VAR.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        collect_static()
        if not current_index().health().ok:
            index_rebuild()
        model_name_or_path(
            settings.KB_WHISPER_MODEL, settings.KB_MODELS_ROOT, settings.KB_WHISPER_LANGUAGE
        )
        password = editor_create()
        if password:
            self.stdout.write(_("An editor account was made for you. Note it: it is shown once."))
            self.stdout.write("    " + _("name:") + f" {EDITOR}")
            self.stdout.write("    " + _("password:") + f" {password}\n")
        self.stdout.write(_("The site starts at %(url)s") % {"url": settings.KB_PUBLIC_URL})
        self.stdout.write(_("Ctrl-C stops everything."))


def editor_create() -> str | None:
    """The password of the first editor's new account; None where somebody already has one."""
    users = get_user_model()
    if users.objects.exists():
        return None
    password = "-".join(get_random_string(4, UNMISTAKABLE) for _part in range(4))
    user = users.objects.create_user(EDITOR, password=password)
    user.groups.set(Group.objects.filter(name__in=["Editors", "Moderators"]))
    return password


def collect_static() -> None:
    """Collects the static files, unless none has changed since the last time."""
    digest = hashlib.sha256()
    for name in ("requirements.txt", "kb/static_storage.py"):
        digest.update(Path(settings.BASE_DIR / name).read_bytes())
    for finder in get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            digest.update(f"{name} {path.stat().st_size} {path.stat().st_mtime_ns}".encode())
    stamp = settings.KB_VAR / "static.stamp"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(digest.hexdigest())
