"""The processes of the bench, and what each takes of the machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TICKS = os.sysconf("SC_CLK_TCK")
_MB = 1024 * 1024 / os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Process:
    """One process of ours, spoken to by lines."""

    popen: subprocess.Popen[str]

    @property
    def cpu(self) -> float:
        """Seconds of processor, of all its threads, user and system."""
        stat = Path(f"/proc/{self.popen.pid}/stat").read_text("utf-8")
        fields = stat.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    @property
    def memory(self) -> float:
        """What it holds, in MB."""
        return int(Path(f"/proc/{self.popen.pid}/statm").read_text("ascii").split()[1]) / _MB

    def tell(self, **words: Any) -> None:
        self.popen.stdin.write(json.dumps(words) + "\n")
        self.popen.stdin.flush()

    def hear(self) -> Any:
        line = self.popen.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.popen.args} ended")
        return json.loads(line)

    def kill(self) -> None:
        """Takes its life, as a crash does."""
        self.popen.send_signal(signal.SIGKILL)
        self.popen.wait()

    def end(self) -> float:
        """Asks it to end; how many seconds that took."""
        began = time.monotonic()
        self.popen.send_signal(signal.SIGTERM)
        self.popen.wait(60)
        return time.monotonic() - began


@contextmanager
def process(module: str, *arguments: object) -> Iterator[Process]:
    """A module of ours as a process; it does not outlive the block."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    with subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as popen:
        try:
            yield Process(popen)
        finally:
            if popen.poll() is None:
                popen.kill()


@contextmanager
def server(name: str, folder: Path) -> Iterator[tuple[Process, int]]:
    """One of the servers, and its port."""
    with process("bench.live.servers", name, folder) as started:
        yield started, started.hear()
