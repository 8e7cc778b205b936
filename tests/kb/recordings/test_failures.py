import errno
import re
from pathlib import Path

import pytest
from django.utils import translation

from kb.recordings import failures
from media.errors import MediaError

MEDIA = Path(failures.__file__).parents[2] / "media"
NOT_FROM_A_STAGE = {"bad_captions", "nothing", "no_such_track"}
"""Raised by what the pipeline does not call, or calls with what it has just read itself."""


def codes() -> set[str]:
    """Every code that the library can raise."""
    pattern = re.compile(r'MediaError\(\s*"(\w+)"')
    return {code for file in MEDIA.rglob("*.py") for code in pattern.findall(file.read_text())}


def test_every_code_of_the_library_has_its_sentence():
    assert codes() - NOT_FROM_A_STAGE <= set(failures.SENTENCES)


@pytest.mark.parametrize("code", failures.SENTENCES)
def test_every_sentence_is_in_french(code):
    with translation.override("en"):
        english = failures.sentence(code)
    with translation.override("fr"):
        assert failures.sentence(code) != english


def test_an_unknown_code_still_gives_a_sentence():
    assert failures.sentence("whatever")


def test_no_code_no_sentence():
    assert failures.sentence("") == ""


@pytest.mark.parametrize(
    ("error", "code", "final"),
    [
        pytest.param(MediaError("empty", "Empty."), "empty", True, id="bad input"),
        pytest.param(OSError(errno.ENOSPC, "full"), "disk_full", True, id="disk full"),
        pytest.param(OSError(errno.EDQUOT, "quota"), "disk_full", True, id="quota"),
        pytest.param(FileNotFoundError(), "lost", False, id="a file is gone"),
        pytest.param(MemoryError(), "tired", False, id="anything else"),
    ],
)
def test_what_a_fault_is_called_and_whether_it_is_final(error, code, final):
    assert (failures.code_of(error), failures.is_final(error)) == (code, final)


def test_a_full_disk_behind_another_fault_is_seen():
    fault = RuntimeError("the encoder stopped")
    fault.__cause__ = OSError(errno.ENOSPC, "full")
    assert failures.code_of(fault) == "disk_full"
