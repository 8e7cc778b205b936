"""Real workers, Redis and PostgreSQL, each on its own port and in its own folder."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import redis as redis_client

from tests.e2e.site import free_port
from tests.services_needed import program

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "tests/samples/s2_mail/session.mp4"
STAGES = (
    "probe", "join", "transcribe", "watch", "segment", "protect", "illustrate", "draft",
)  # fmt: skip


def until(condition: Callable[[], object], what: str, seconds: float = 60.0) -> None:
    """Returns as soon as the condition holds; fails the test where it never does."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"never happened: {what}")
        time.sleep(0.1)


@dataclass
class Site:
    """One running site: its folder, its database and the workers started for it."""

    var: Path
    environment: dict[str, str]
    workers: list[subprocess.Popen] = field(default_factory=list)

    def manage(self, *arguments: str) -> str:
        """What a management command printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def bring(self) -> str:
        """The id of a new recording."""
        agreed = [f"--consent={role}:record,tutorial" for role in ("helper", "learner")]
        return self.manage("import_recording", str(SAMPLE), *agreed).split()[0]

    def start(self, concurrency: int = 1) -> subprocess.Popen:
        """A worker with its beat, as the Procfile starts it."""
        log = (self.var / f"worker{len(self.workers)}.log").open("w")
        command = ["-m", "celery", "--quiet", "-A", "kb", "worker", "--beat"]
        options = ["--concurrency", str(concurrency), "--without-mingle", "--without-gossip"]
        worker = subprocess.Popen(
            [sys.executable, *command, *options],
            cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        self.workers.append(worker)
        return worker

    def kill(self, worker: subprocess.Popen) -> None:
        """SIGKILL to the worker and all its processes: a power cut."""
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    def open(self, *stages: str) -> None:
        for stage in stages or STAGES:
            (self.var / "open" / stage).touch()

    def journal(self, recording: str) -> list[str]:
        """The stages that were begun, in order, once for each time."""
        journal = self.var / "journal"
        lines = journal.read_text().split("\n") if journal.exists() else []
        return [line.split()[1] for line in lines if line.startswith(recording)]

    def ask(self, query: str, *values: object) -> list[tuple]:
        with sqlite3.connect(self.var / "kb.sqlite3", timeout=30) as link:
            rows = link.execute(query, values).fetchall()
        link.close()
        return rows

    def states(self, recording: str) -> dict[str, str]:
        query = "select stage, state from recordings_stagerun where recording_id = ?"
        return dict(self.ask(query, recording.replace("-", "")))

    def attempts(self, recording: str) -> dict[str, int]:
        query = "select stage, attempt from recordings_stagerun where recording_id = ?"
        return dict(self.ask(query, recording.replace("-", "")))

    def begun(self, recording: str, stage: str, times: int = 1) -> None:
        until(lambda: self.journal(recording).count(stage) >= times, f"{stage} begins")

    def begun_of(self, recording: str, stages: set[str]) -> str:
        """The first of `stages` to have begun, as soon as one has."""
        until(lambda: stages & set(self.journal(recording)), f"one of {sorted(stages)} begins")
        return next(stage for stage in self.journal(recording) if stage in stages)

    def finished(self, recording: str) -> None:
        until(
            lambda: set(self.states(recording).values()) == {"done"},
            "every stage is done",
            seconds=120,
        )


@pytest.fixture(scope="session")
def migrated(tmp_path_factory) -> Path:
    """An empty database with its tables: made once, copied for each test."""
    var = tmp_path_factory.mktemp("migrated")
    Site(var, environment_of(var)).manage("migrate", "--verbosity", "0")
    return var / "kb.sqlite3"


def environment_of(var: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KB_")}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "tests.services.worker_settings",
        "KB_VAR": str(var),
        "KB_STAGE_LEASE_SECONDS": "2",
        "KB_STAGE_BACKOFF_SECONDS": "0.1",
        "KB_SWEEP_SECONDS": "1",
        "C_FORCE_ROOT": "1",
        **more,
    }


@pytest.fixture
def make_site(migrated, tmp_path) -> Iterator[Callable[..., Site]]:
    """Makes the site, with other settings if asked; its workers are gone at the end."""
    made: list[Site] = []

    def make(**settings: str) -> Site:
        for folder in ("open", "deadly"):
            (tmp_path / folder).mkdir()
        with sqlite3.connect(migrated) as source, sqlite3.connect(tmp_path / "kb.sqlite3") as copy:
            source.backup(copy)
        source.close()
        copy.close()
        made.append(Site(tmp_path, environment_of(tmp_path, **settings)))
        return made[-1]

    yield make
    for site in made:
        for worker in site.workers:
            if worker.poll() is None:
                site.kill(worker)


@pytest.fixture
def site(make_site) -> Site:
    """A site as `make run` has it: SQLite and the file-system broker."""
    return make_site()


@dataclass
class Redis:
    """A Redis server of our own, that can be stopped and started again."""

    binary: str
    port: int
    folder: Path
    process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        options = ["--port", str(self.port), "--save", "", "--dir", str(self.folder)]
        self.process = subprocess.Popen(
            [self.binary, *options, "--bind", "127.0.0.1"], stdout=subprocess.DEVNULL
        )
        until(self._answers, "Redis answers")

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()

    def wipe(self) -> None:
        with redis_client.Redis(port=self.port) as link:
            link.flushall()

    def _answers(self) -> bool:
        try:
            with redis_client.Redis(port=self.port) as link:
                return link.ping()
        except redis_client.ConnectionError:
            return False


@pytest.fixture
def redis(tmp_path_factory) -> Iterator[Redis]:
    server = Redis(program("redis-server"), free_port(), tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.stop()


def postgres_binary(name: str) -> str:
    """Debian keeps the servers out of the PATH, one folder a version."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else program(name)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of an empty PostgreSQL of our own, which cares for speed alone."""
    initdb, server = postgres_binary("initdb"), postgres_binary("postgres")
    folder = Path(tempfile.mkdtemp(prefix="kb-postgres-"))
    # PostgreSQL refuses to run as root.
    as_user = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    if as_user:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    options = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **as_user}
    data = folder / "data"
    subprocess.run([initdb, "-D", data, "-U", "kb", "-A", "trust"], check=True, **options)
    port = free_port()
    fast = ["-c", "fsync=off", "-c", "listen_addresses=127.0.0.1"]
    running = subprocess.Popen(
        [server, "-D", data, "-p", str(port), "-k", folder, *fast], **options
    )
    url = f"postgres://kb@127.0.0.1:{port}/postgres"
    until(lambda: _connects(url), "PostgreSQL answers")
    yield url
    running.send_signal(signal.SIGINT)
    running.wait()
    shutil.rmtree(folder, ignore_errors=True)


def _connects(url: str) -> bool:
    import psycopg

    try:
        psycopg.connect(url.replace("postgres://", "postgresql://")).close()
    except psycopg.OperationalError:
        return False
    return True
