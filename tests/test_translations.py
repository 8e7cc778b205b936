"""French is complete, and says what the code says now."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.services_needed import program

ROOT = Path(__file__).parent.parent
APPS = ["kb", "kb/recordings", "kb/tutorials", "kb/search", "kb/paths", "live"]
OTHER_APPS = ["recordings", "tutorials", "search", "paths"]


def catalogue(app: Path):
    with (app / "locale/fr/LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale="fr", domain="django")


def ids(app: Path) -> set[tuple[object, object]]:
    return {(message.id, message.context) for message in catalogue(app) if message.id}


@pytest.mark.parametrize("app", APPS)
def test_every_text_has_its_french(app):
    messages = [message for message in catalogue(ROOT / app) if message.id]
    missing = [message.id for message in messages if not message.string]
    missing += [
        message.id for message in messages if message.pluralizable and not all(message.string)
    ]
    unsure = [message.id for message in messages if message.fuzzy]
    assert not missing
    assert not unsure


def test_a_text_of_several_apps_is_said_alike():
    """Django has one catalogue for all: the last app would win."""
    said = {}
    for app in APPS:
        for message in catalogue(ROOT / app):
            if message.id:
                said.setdefault((message.id, message.context), set()).add(message.string)
    assert not {key: texts for key, texts in said.items() if len(texts) > 1}


@pytest.mark.parametrize("app", APPS)
def test_the_catalogue_holds_the_texts_of_the_code(app, tmp_path):
    program("xgettext")
    copy = tmp_path / "app"
    shutil.copytree(
        ROOT / app, copy, ignore=shutil.ignore_patterns("sample", "__pycache__", "vendor")
    )
    known = ids(copy)
    # -P: an app's own modules must not hide those of the standard library (`selectors`).
    command = [sys.executable, "-P", "-m", "django", "makemessages", "-l", "fr", "--no-obsolete"]
    if app == "kb":
        command += [f"--ignore={name}" for name in OTHER_APPS]
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True)
    assert ids(copy) == known
