"""Brings a recording in from the command line, by the same service as the upload page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.recordings.agreements import ConsentGiven
from kb.recordings.failures import is_disk_full, sentence
from kb.recordings.models import Recording
from kb.recordings.pipeline.inline import run_all
from kb.recordings.services import ConsentMissing, NothingBrought, recording_create


class Command(BaseCommand):
    help = "Imports a recorded session. The files are copied; yours stay where they are."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--voice", action="append", default=[], metavar="helper=FILE", help="or learner=FILE"
        )
        parser.add_argument("--timeline", type=Path, metavar="FILE")
        parser.add_argument("--title", default="")
        parser.add_argument(
            "--consent",
            action="append",
            default=[],
            metavar="helper:show,record,tutorial,voice",
            help="what the helper (and, given again, the learner) agreed to",
        )
        parser.add_argument("--owner", metavar="USERNAME", help="who brings it")
        parser.add_argument(
            "--wait", action="store_true", help="do the work here, and return when it is done"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        parts = _parts(options)
        try:
            recording = recording_create(
                owner=_owner(options["owner"]),
                title=options["title"] or options["file"].stem,
                parts=parts,
                consents=[_consent(text) for text in options["consent"]],
            )
        except (ConsentMissing, NothingBrought) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            known = sentence("disk_full") if is_disk_full(error) else str(error)
            raise CommandError(known) from error
        self.stdout.write(str(recording.pk))
        if options["wait"]:
            self._wait(recording)

    def _wait(self, recording: Recording) -> None:
        for run in run_all(recording):
            self.stdout.write(f"  {run.stage}: {run.get_state_display()}")
        failed = recording.stages.filter(state="failed").first()
        if failed:
            raise CommandError(f"{sentence(failed.error_code)} ({failed.error})")


def _parts(options: dict[str, Any]) -> dict[str, Path]:
    parts = {"main": options["file"]}
    if options["timeline"]:
        parts["timeline"] = options["timeline"]
    for voice in options["voice"]:
        role, _equals, file = voice.partition("=")
        if role not in ("helper", "learner") or not file:
            raise CommandError(f"--voice {voice}: write helper=FILE or learner=FILE")
        parts[role] = Path(file)
    for file in parts.values():
        if not file.is_file():
            raise CommandError(f"{file}: there is no such file")
    return parts


def _consent(text: str) -> ConsentGiven:
    role, _colon, purposes = text.partition(":")
    try:
        return ConsentGiven.to(role, filter(None, purposes.split(",")))
    except ValueError as error:
        raise CommandError(
            f"--consent {text}: write helper: or learner:, then some of show,record,tutorial,voice"
        ) from error


def _owner(username: str | None) -> Any:
    if username is None:
        return None
    users = get_user_model()
    try:
        return users.objects.get_by_natural_key(username)
    except users.DoesNotExist as error:
        raise CommandError(f"--owner {username}: there is no such account") from error
