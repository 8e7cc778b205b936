"""Words that the listening is known to get wrong, set right from a list that editors can extend.

A line of the list: `right form = heard, ~heard, heard (near other words)`. `~` compares by sound;
brackets name words of which one must stand in the same sentence. `#` begins a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from media.language import DATA
from media.passages import Passage, passages, replaced
from media.sounds import fold, sound
from media.types import Utterance

_ENTRY = re.compile(r"(?P<heard>~?[^,()]+)(?:\((?P<near>[^)]*)\))?,?")


@dataclass(frozen=True, slots=True)
class Mishearing:
    """One way in which a right form is heard."""

    right: str
    heard: str
    by_sound: bool = False
    near: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        return sounds(self.heard) if self.by_sound else letters(self.heard)


class Corrections:
    """A list of mishearings, found in sentences."""

    def __init__(self, known: Iterable[Mishearing] = ()) -> None:
        self._known = tuple(known)

    @cached_property
    def _by_key(self) -> dict[tuple[bool, str], list[Mishearing]]:
        found: dict[tuple[bool, str], list[Mishearing]] = {}
        for one in self._known:
            found.setdefault((one.by_sound, one.key), []).append(one)
        return found

    @cached_property
    def _longest(self) -> int:
        return max((len(one.heard.split()) for one in self._known), default=0) + 1

    def applied(self, said: Utterance) -> Utterance:
        """The utterance with what is known as misheard set right."""
        around = {fold(word) for word in re.findall(r"\w+", said.text)}
        chosen: list[tuple[Passage, str]] = []
        for passage in passages(said, longest=self._longest):
            if any(passage.overlaps(other) for other, _right in chosen):
                continue
            right = self._right(passage.text, around)
            if right is not None and right != passage.text:
                chosen.append((passage, right))
        return replaced(said, chosen) if chosen else said

    def _right(self, text: str, around: set[str]) -> str | None:
        keys = ((False, letters(text)), (True, sounds(text)))
        for one in (one for key in keys for one in self._by_key.get(key, ())):
            if not one.near or one.near & around:
                return one.right
        return None


def letters(text: str) -> str:
    """The text as it is compared letter by letter."""
    return " ".join(text.replace("’", "'").casefold().split())


def sounds(text: str) -> str:
    """The sound of the whole, wherever its words are parted."""
    return "".join(sound(word) for word in re.findall(r"[a-z0-9]+", fold(text)))


def corrections(language: str, own: Path | None = None) -> Corrections:
    """The shipped list of the language, and before it the installation's own."""
    return Corrections((*_entries(own), *_entries(DATA / f"words.{language}.txt")))


def right_forms(own: Path | None) -> tuple[str, ...]:
    """The right forms of the installation's own list, each once, in its order."""
    return tuple(dict.fromkeys(one.right for one in _entries(own)))


def _entries(file: Path | None) -> Iterator[Mishearing]:
    if file is not None and file.is_file():
        yield from read(file.read_text("utf-8").splitlines())


def read(lines: Sequence[str]) -> Iterator[Mishearing]:
    """The entries of a list; a line that is none is passed over."""
    for line in lines:
        right, equals, rest = line.partition("=")
        if not equals or line.lstrip().startswith("#") or not right.strip():
            continue
        for match in _ENTRY.finditer(rest):
            heard = match["heard"].strip()
            near = frozenset(fold(word) for word in (match["near"] or "").split())
            if heard.lstrip("~").strip():
                by_sound = heard.startswith("~")
                yield Mishearing(right.strip(), heard.lstrip("~").strip(), by_sound, near)
