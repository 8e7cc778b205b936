"""A site with its home page, and folders that go away."""

import pytest

from tests.kb.tutorials import world


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    """Every test has its own private and public folders."""
    settings.KB_VAR = tmp_path
    settings.KB_RECORDINGS_ROOT = tmp_path / "recordings"
    settings.KB_PUBLIC_ROOT = tmp_path / "public"
    return tmp_path


@pytest.fixture
def home(db):
    """The home page, at the root of the site."""
    return world.home()


@pytest.fixture
def recording(home):
    """A small real recording, worked on as far as the draft, with every agreement given."""
    return world.worked_recording()


@pytest.fixture
def tutorial(recording):
    """Its draft, as the machine made it."""
    return world.drafted(recording)
