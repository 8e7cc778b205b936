"""The real thing, started as `make run` starts it, with its own `var/` on a free port."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
BIN = Path(sys.executable).parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Site:
    """A running site: its address, its folder, the first editor's password, its processes."""

    url: str
    live_url: str
    var: Path
    environment: dict[str, str]
    password: str
    processes: dict[str, subprocess.Popen[bytes]]

    def start(self, name: str) -> None:
        commands = {
            "web": [
                BIN / "uvicorn",
                "kb.asgi:application",
                "--port",
                self.url.rsplit(":", 1)[1],
                *("--lifespan", "off", "--no-access-log", "--log-level", "warning"),
                *("--timeout-graceful-shutdown", "2"),
            ],
            "live": [
                BIN / "uvicorn",
                "live.server:application",
                "--port",
                self.live_url.rsplit(":", 1)[1],
                *("--no-access-log", "--log-level", "warning"),
                *("--timeout-graceful-shutdown", "2"),
            ],
            "worker": [
                *(BIN / "celery", "--quiet", "-A", "kb", "worker", "--beat"),
                *("--concurrency", "1", "--loglevel", "WARNING"),
            ],
        }
        log = (self.var / f"{name}.log").open("ab")
        self.processes[name] = subprocess.Popen(
            commands[name],
            cwd=ROOT,
            env=self.environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        log.close()
        if name == "web":
            wait_until(lambda: answers(self.url + "/compte/connexion/"), "the site answers", 60)
        if name == "live":
            wait_until(lambda: answers(self.live_url + "/health"), "the rooms answer", 60)

    def stop(self, name: str, with_signal: int = signal.SIGTERM) -> None:
        process = self.processes.pop(name)
        process.send_signal(with_signal)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def manage(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def log(self) -> str:
        return "\n".join(path.read_text() for path in self.var.glob("*.log"))


def answers(address: str) -> bool:
    with contextlib.suppress(OSError), urllib.request.urlopen(address):
        return True
    return False


def wait_until(condition, what: str, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds} s in vain: {what}"
        time.sleep(0.2)


@contextlib.contextmanager
def running_site(var: Path, **settings: str) -> Iterator[Site]:
    """A site with a fresh database, its web and worker processes running."""
    port, live_port = free_port(), free_port()
    environment = {key: value for key, value in os.environ.items() if not key.startswith("KB_")}
    environment |= {
        "KB_VAR": str(var),
        "KB_PORT": str(port),
        "KB_LIVE_PORT": str(live_port),
        "KB_LIVE_URL": f"http://localhost:{live_port}",
        "KB_LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "kb.settings",
        **settings,
    }
    live_url = environment["KB_LIVE_URL"]
    site = Site(f"http://localhost:{port}", live_url, var, environment, "", {})
    told = site.manage("prepare")
    site.password = re.search(r"(\w{4}-\w{4}-\w{4}-\w{4})", told)[1]
    try:
        site.start("web")
        site.start("worker")
        site.start("live")
        yield site
    finally:
        for name in list(site.processes):
            site.stop(name)
