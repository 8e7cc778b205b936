"""The bench of live sessions runs, and ends with what it promises to say."""

import json
import subprocess
import sys

import pytest

from tests.services.conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.xdist_group("live bench")]


def test_its_last_line_says_what_was_measured():
    done = subprocess.run(
        [sys.executable, "-m", "bench.live", "--quick"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.endswith("}\n"), done.stderr[-4000:]
    measured = json.loads(done.stdout.splitlines()[-1])
    assert set(measured) == {
        "sessions", "ratio", "cpu_per_session", "delay_p95_ms", "lost_share", "kill_loss_s",
    }  # fmt: skip
    assert measured["kill_loss_s"] <= 2
    assert " 0 broken" in done.stdout
