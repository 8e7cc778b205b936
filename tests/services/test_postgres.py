"""The same tests on PostgreSQL, and what only a database with several writers can show."""

import os
import subprocess
import sys

import pytest

from tests.services.conftest import ROOT

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.timeout(1200),
    pytest.mark.xdist_group("services"),
]


def test_the_tests_of_the_site_pass_on_postgresql(postgres_url):
    done = subprocess.run(
        [
            sys.executable, "-m", "pytest", "tests/kb", "tests/live", "--ignore=tests/live/rtc",
            "-q", "-p", "no:cacheprovider", "-n", "0",
        ],
        cwd=ROOT,
        env={**os.environ, "KB_DATABASE_URL": postgres_url},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
