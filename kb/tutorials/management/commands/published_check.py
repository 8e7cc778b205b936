"""Looks at every published tutorial again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.tutorials.checking import check_all


class Command(BaseCommand):
    help = (
        "Decodes the public files of every published tutorial: masks and tones must be there for "
        "their whole span, and nothing that is not of a step; masked values must not be readable "
        "elsewhere; no address may serve a private file. Says what was decoded; exit status 1 on "
        "a finding."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Reading takes most of the time: about two seconds a picture."""
        parser.add_argument(
            "--without-reading", action="store_true", help="do not read what pictures say"
        )
        parser.add_argument(
            "--without-listening",
            action="store_true",
            help="do not have the masked places of the sound written down",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        findings = 0
        looked = check_all(
            reading=not options["without_reading"], listening=not options["without_listening"]
        )
        for checked in looked:
            decoded = ", ".join(f"{number:g} {name}" for name, number in checked.counted.items())
            self.stdout.write(f"{checked.title}: {decoded or 'nothing to decode'}")
            for finding in checked.findings:
                self.stdout.write(f"  ! {finding}")
            findings += len(checked.findings)
        if findings:
            raise CommandError(f"{findings} findings.")
        self.stdout.write("No finding.")
