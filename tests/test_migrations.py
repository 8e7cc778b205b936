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
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"], env=environment, check=True, timeout=240
    )
