"""Which service a session is about: by the address and head of its pages, else by what is said."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from media.language import DATA
from media.protect import mask_text
from media.shown.page import is_address_bar
from media.sounds import fold
from media.types import ScreenLine

HEADER = 0.24  # Of the height: where a site writes its name.
MOSTLY = 0.6  # Of the time in which something is read: on most pages.
MOST_NAME = 4  # Words of a site's name.
TELLING = 4  # Letters that a site's name and its address share.
LOGO = re.compile(r"^\W+(?=\w)")  # Read as a sign before the name: "≈ Courlis".
HOST = re.compile(r"(?:https?://)?(?:www\.)?([a-z0-9.-]+\.[a-z]{2,})")


def find_service(spoken: str, lines: Sequence[ScreenLine]) -> str | None:
    """The name of the service; None where nothing tells it.

    One that is not known goes by the name that its pages bear, where it agrees with the address.
    """
    hosts = _seconds((_host(line.text), line) for line in lines if is_address_bar(line))
    for host, _time in hosts.most_common(1):
        # Of another site they may speak, or it may be named on the page: "Crédit d'impôt".
        return _named(re.sub(r"[.-]", " ", host) + f" {host}") or _own_name(host, lines)
    return _named(" ".join(fold(text) for text in _mostly(lines))) or _named(fold(spoken))


def known_words() -> frozenset[str]:
    """Every word of a known service's name."""
    return frozenset(
        word
        for name, cues in _services().items()
        for text in (name, *cues)
        for word in fold(text).split()
    )


def _named(text: str) -> str | None:
    """The service whose words stand in the folded text most often."""
    counts = {
        name: sum(len(re.findall(rf"(?<!\w){re.escape(cue)}(?!\w)", text)) for cue in cues)
        for name, cues in _services().items()
    }
    name = max(counts, key=counts.__getitem__)
    return name if counts[name] else None


def _own_name(host: str, lines: Sequence[ScreenLine]) -> str | None:
    """The name that stands at the head of most pages and in their address."""
    bare = re.sub(r"[^a-z0-9]", "", host)
    for text in _mostly(lines):
        words = [re.sub(r"[^a-z0-9]", "", fold(word)) for word in text.split()]
        agrees = [word for word in words if len(word) >= TELLING and word in bare]
        if (
            len(words) <= MOST_NAME
            and agrees
            and mask_text(text) == text
            and not HOST.search(fold(text))
        ):
            return LOGO.sub("", text)
    return None


def _mostly(lines: Sequence[ScreenLine]) -> list[str]:
    """What is written in the header most of the time, the longest shown first."""
    height = max((line.box[1] + line.box[3] for line in lines), default=0)
    whole = max((line.end for line in lines), default=0) - min(
        (line.start for line in lines), default=0
    )
    head = (
        (line.text.strip(), line)
        for line in lines
        if line.box[1] < HEADER * height and not is_address_bar(line)
    )
    return [text for text, time in _seconds(head).most_common() if time >= MOSTLY * whole]


def _seconds(shown: Iterable[tuple[str | None, ScreenLine]]) -> Counter[str]:
    """How long each text is shown."""
    times: Counter[str] = Counter()
    for text, line in shown:
        if text:
            times[text] += line.end - line.start  # type: ignore[assignment]
    return times


def _host(text: str) -> str | None:
    found = HOST.search(fold(text))
    return found[1] if found else None


@cache
def _services() -> dict[str, list[str]]:
    return json.loads((DATA / "services.json").read_text(encoding="utf-8"))
