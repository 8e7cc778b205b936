"""The repository keeps its own promises."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def tracked(*patterns: str) -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "--", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in names.stdout.splitlines()]


def test_the_library_loads_without_the_web_site():
    program = (
        "import pkgutil, importlib, media, sys\n"
        "[importlib.import_module('media.' + m.name) for m in pkgutil.iter_modules(media.__path__)"
        " if m.name != '__main__']\n"
        "banned = {'django', 'celery', 'wagtail', 'kb'} & set(sys.modules)\n"
        "sys.exit(str(banned) if banned else 0)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr


def test_the_map_of_the_library_names_each_of_its_modules():
    named = set(re.findall(r"\w+", (ROOT / "media/__init__.py").read_text()))
    modules = {path.stem for path in (ROOT / "media").iterdir() if path.suffix in ("", ".py")}
    assert modules - {"__init__", "__pycache__", "data"} <= named


def test_the_readme_lists_every_setting():
    settings = (ROOT / "kb/settings/__init__.py").read_text()
    read = set(re.findall(r'env\.\w+\(\s*"(KB_\w+)"', settings))
    table = set(re.findall(r"^\| `(KB_\w+)`", (ROOT / "README.md").read_text(), re.M))
    assert read == table


def test_the_readme_is_short():
    assert len((ROOT / "README.md").read_text().splitlines()) <= 200


def test_no_file_is_large():
    large = [path for path in tracked() if path.exists() and path.stat().st_size > 5_000_000]
    assert large == []


def test_python_files_stay_readable():
    long = [
        str(path.relative_to(ROOT))
        for path in tracked("*.py")
        if "migrations" not in path.parts and len(path.read_text().splitlines()) > 400
    ]
    assert long == []


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_the_locks_hold_hashes_and_no_address(lock):
    text = (ROOT / lock).read_text()
    assert "--hash=sha256:" in text
    assert not re.search(r"https?://|--index-url", text)


def test_vendored_libraries_carry_their_version():
    for path in tracked("kb/static/vendor/*.js"):
        assert re.search(r"-\d+\.\d+\.\d+", path.name), path.name
