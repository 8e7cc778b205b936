"""What every test has."""

import os

import pytest
from django.conf import settings


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what SQLite, with its one writer, cannot show: `tests/services` runs it."""
    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return
    left_out = [item for item in items if item.get_closest_marker("several_writers")]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    """Where every service is required, a test that was skipped has failed."""
    report = yield
    if report.skipped and os.environ.get("KB_REQUIRE_SERVICES") == "1":
        report.outcome = "failed"
    return report
