"""A server of one's own, on loopback, started and killed by tests."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import requests

from tests.e2e.site import free_port
from tests.services.elasticsearch.home import elasticsearch_home

ROOT = Path(__file__).parents[3]
STARTS_WITHIN = 120.0


class Server:
    """One node with its data in `folder`; it may be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder, self.port = folder, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        home = elasticsearch_home(ROOT / ".venv")
        command = [sys.executable, "-m", "tests.services.elasticsearch.node"]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, str(home), str(self._folder), str(self.port)],
                cwd=ROOT,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + STARTS_WITHIN
        while not self._answers():
            told = (self._folder / "log").read_text("utf-8", "replace")[-3000:]
            assert self._process.poll() is None, told
            assert time.monotonic() < deadline, told
            time.sleep(0.2)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        try:
            asked = {"wait_for_status": "yellow", "timeout": "1s"}
            return requests.get(f"{self.address}/_cluster/health", asked, timeout=3).ok
        except requests.RequestException:
            return False
