"""The servers that some implementations need."""

import pytest


@pytest.fixture(scope="session")
def elasticsearch(tmp_path_factory):
    """A real Elasticsearch."""
    from tests.services.elasticsearch.server import Server

    server = Server(tmp_path_factory.mktemp("elasticsearch"))
    server.start()
    yield server
    server.kill()
