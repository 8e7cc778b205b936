"""The migrations make the database that the models describe."""

import os
import subprocess
import sys

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.slow
def test_an_empty_database_is_migrated_for_real(tmp_path):
    environment = os.environ | {
        "KB_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "kb.settings",
        "KB_DATABASE_URL": f"sqlite:///{tmp_path / 'kb.sqlite3'}",
    }

    def manage(*arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, env=environment, check=True, timeout=240, capture_output=True, text=True
        )
        return done.stdout

    manage("migrate", "-v0")
    who_helps = (
        "from django.contrib.auth.models import Group\n"
        "who = Group.objects.filter(permissions__codename='help').order_by('name')\n"
        "print('helping:', *who)"
    )
    told = manage("shell", "-v0", "-c", who_helps)
    assert "helping: Editors Helpers Moderators" in told
