"""Lays out a server from Maven Central's jars: once, beside the other things that are installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from filelock import FileLock

from tests.services_needed import program

HERE = Path(__file__).parent
VERSION = re.search(r"<elasticsearch.version>(.+?)<", (HERE / "pom.xml").read_text())[1]
TRANSPORT = "transport-netty4"
DESCRIPTOR = f"""\
name={TRANSPORT}
description={TRANSPORT}
version={VERSION}
elasticsearch.version={VERSION}
java.version=21
classname=org.elasticsearch.transport.netty4.Netty4Plugin
"""


def elasticsearch_home(installed: Path) -> Path:
    """The server's folder in `installed`, made where it is not there yet."""
    home = installed.resolve() / f"elasticsearch-{VERSION}"
    with FileLock(f"{home}.lock", timeout=600):
        if not home.exists():
            _lay_out(home)
    return home


def _lay_out(home: Path) -> None:
    making = home.with_suffix(".making")
    shutil.rmtree(making, ignore_errors=True)
    module = making / "modules" / TRANSPORT
    for folder in (making / "lib", making / "config", module):
        folder.mkdir(parents=True)
    maven = program("mvn")
    goal = ["dependency:copy-dependencies", f"-DoutputDirectory={making / 'lib'}"]
    subprocess.run([maven, "-q", "-B", "-f", HERE / "pom.xml", *goal], check=True, timeout=500)
    # A module has its own class loader, and the server refuses a jar that is in both places.
    for pattern in ("netty-*", f"{TRANSPORT}-*", "elasticsearch-ssl-config-*"):
        for jar in (making / "lib").glob(f"{pattern}.jar"):
            jar.rename(module / jar.name)
    (module / "plugin-descriptor.properties").write_text(DESCRIPTOR, "ascii")
    making.rename(home)
