"""The pure JavaScript modules, tested by Node's own runner."""

import subprocess
from pathlib import Path

import pytest

from tests.services_needed import program

FOLDER = Path(__file__).parent / "js"


@pytest.mark.node
def test_the_javascript_modules_pass_their_own_tests():
    node = program("node", "nodejs")
    files = sorted(str(path) for path in FOLDER.glob("*.test.mjs"))
    assert files
    result = subprocess.run([node, "--test", *files], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
