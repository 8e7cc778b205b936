"""A missing program skips a test on a laptop, and fails it where every service is required."""

import os
import shutil

import pytest


def program(*names: str) -> str:
    """The path of the first of these programs that is installed."""
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    reason = f"{' or '.join(names)} is not installed"
    if os.environ.get("KB_REQUIRE_SERVICES") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
