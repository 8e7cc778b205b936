"""The worker is killed in the middle of the real work, again and again: it ends all the same."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from tests.e2e.site import Site, running_site, wait_until

SAMPLE = Path(__file__).parent.parent.parent / "kb" / "sample"
LONG_STAGES = ["transcribe", "watch", "illustrate"]
AGREED = "show,record,tutorial,voice"

pytestmark = pytest.mark.slow


@pytest.fixture
def site_of_its_own(tmp_path):
    settings = {"KB_STAGE_LEASE_SECONDS": "6", "KB_SWEEP_SECONDS": "2"}
    with running_site(tmp_path, **settings) as site:
        yield site


def states(site: Site) -> dict[str, str]:
    rows = json.loads(site.manage("pipeline_status", "--all", "--json"))
    return {row["stage"]: row["state"] for row in rows}


def kill_everything(site: Site) -> None:
    """The worker and its children, with no chance to say goodbye."""
    process = site.processes.pop("worker")
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_a_worker_killed_in_each_long_stage_leaves_one_draft(site_of_its_own):
    site = site_of_its_own
    site.manage(
        "import_recording",
        str(SAMPLE / "session.mkv"),
        *("--timeline", str(SAMPLE / "timeline.jsonl"), "--owner", "editeur"),
        *("--consent", f"helper:{AGREED}", "--consent", f"learner:{AGREED}"),
    )
    for stage in LONG_STAGES:
        wait_until(lambda stage=stage: states(site)[stage] != "waiting", f"{stage} begins", 120)
        wait_until(
            lambda stage=stage: states(site)[stage] in {"running", "done"}, f"{stage} runs", 120
        )
        kill_everything(site)
        site.start("worker")
    wait_until(lambda: states(site)["draft"] == "done", "the draft is there", 240)
    count = "from kb.tutorials.models import TutorialPage as T; print('pages', T.objects.count())"
    assert "pages 1" in site.manage("shell", "-c", count)
    left = [path for path in (site.var / "recordings").rglob("*") if path.suffix == ".part"]
    assert left == []
