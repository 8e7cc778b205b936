"""A scenario read from its file: the setting, and the script as a list of items.

The script is text, one item a line:

    H> Cliquez sur Envoyer.            the helper speaks (L: the learner)
    H greeting> Bonjour !              the same, off topic: the word says what kind
    L~ d'accord                        a backchannel over the line before
    L@0.5> Et là ?                     begins when half of the item before is over
    == Envoyer le message              a step begins
    -- mauvais fichier                 a detour begins
    .                                  the step or detour ends here
    click Envoyer {load=1.2 at=0.5}    the hand: the verb, the label, options

Verbs: click, dbl, hover, type Label = text, key, scroll pixels, wander, wait, bubble text, mark,
visit site/page (as by a bookmark). `include NAME` plays another scenario within this one.
Spoken personal data: {telephone|06 39 98 12 55|zéro six, trente-neuf…}.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

SCENARIOS = Path(__file__).parent / "scenarios"
DIALOGUES = Path(__file__).parent / "dialogues"
"""Scripts without voices or pages: they are only played."""

PAPER = "paper"
"""The site that nobody draws (`bench/studio/paper.py`)."""


@dataclass(frozen=True, slots=True)
class Secret:
    """Personal data said aloud: where in the line it is, as characters."""

    type: str
    value: str
    spoken: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Line:
    """Something said. `at` is a share of the item before; None: after it."""

    speaker: str
    text: str
    off: str | None = None
    backchannel: bool = False
    at: float | None = None
    secrets: tuple[Secret, ...] = ()
    voice: str = ""
    speed: float = 1.0


@dataclass(frozen=True, slots=True)
class Act:
    """Something done by the hand, or to the screen."""

    verb: str
    target: str = ""
    value: str = ""
    options: dict[str, float] = field(default_factory=dict)

    @property
    def at(self) -> float | None:
        return self.options.get("at")


@dataclass(frozen=True, slots=True)
class Cut:
    """A step, a detour, or the end of either ("step", "detour", "end")."""

    kind: str
    title: str = ""


Item = Line | Act | Cut


@dataclass(frozen=True, slots=True)
class Scenario:
    """All that makes one session."""

    id: str
    title: str
    style: str
    seed: int
    site: str
    first_page: str
    voices: dict[str, str]
    script: tuple[Item, ...]
    sound: dict[str, str]
    audio_condition: str
    cursor: dict[str, Any]
    hand: dict[str, float]
    pauses: float = 1.0


def load(name: str) -> Scenario:
    """The scenario of that name. Raises `ValueError` with the line that cannot be read."""
    raw = yaml.safe_load(_file(name).read_text("utf-8"))
    return build(name, raw)


def build(name: str, raw: dict[str, Any]) -> Scenario:
    """The scenario that these settings describe."""
    return Scenario(
        id=name,
        title=raw["title"],
        style=raw["style"],
        seed=raw["seed"],
        site=raw.get("site", PAPER),
        first_page=raw.get("first_page", "home"),
        voices=raw.get("voices", {}),
        script=tuple(_items(raw)),
        sound=raw.get("sound", {}),
        audio_condition=raw.get("audio_condition", "propre"),
        cursor=raw.get("cursor", {}),
        hand=raw.get("hand", {}),
        pauses=raw.get("pauses", 1.0),
    )


def _items(raw: dict[str, Any]) -> Iterator[Item]:
    """The script's items, each line with its voice; those of a scenario included keep their own."""
    for item in parse(raw["script"]):
        if isinstance(item, Line):
            speed = raw.get("speed", {}).get(item.speaker, 1.0)
            voice = raw.get("voices", {}).get(item.speaker, "")
            yield replace(item, voice=voice, speed=speed)
        elif isinstance(item, Act) and item.verb == "include":
            yield from _included(yaml.safe_load(_file(item.target).read_text("utf-8")))
        else:
            yield item


def _included(other: dict[str, Any]) -> Iterator[Item]:
    """Another scenario within one: its site is visited, its greetings are left out."""
    yield Act("visit", f"{other['site']}/{other['first_page']}")
    polite = {"greeting", "intro", "outro", "goodbye"}
    yield from (i for i in _items(other) if not (isinstance(i, Line) and i.off in polite))


def _file(name: str) -> Path:
    dialogue = DIALOGUES / f"{name}.yaml"
    return dialogue if dialogue.is_file() else SCENARIOS / f"{name}.yaml"


_LINE = re.compile(r"([HL])(?:\s+(\w+))?(?:@([\d.]+))?([>~])\s*(.+)")
_SECRET = re.compile(r"\{([^|}]+)\|([^|}]+)\|([^}]+)\}")
_OPTIONS = re.compile(r"\s*\{([^{}|]*=[^{}|]*)\}\s*$")


def parse(script: str) -> tuple[Item, ...]:
    """The items of a script, in its order."""
    rows = (row.strip() for row in script.splitlines())
    return tuple(_item(row) for row in rows if row and not row.startswith("#"))


def _item(row: str) -> Item:
    if row == ".":
        return Cut("end")
    if row.startswith(("==", "--")):
        return Cut("step" if row[0] == "=" else "detour", row[2:].strip())
    spoken = _LINE.fullmatch(row)
    return _line(*spoken.groups()) if spoken else _act(row)


def _line(speaker: str, off: str | None, at: str | None, mark: str, text: str) -> Line:
    secrets = []
    while found := _SECRET.search(text):
        kind, value, spoken = found.groups()
        secrets.append(Secret(kind, value, spoken, found.start(), found.start() + len(spoken)))
        text = text[: found.start()] + spoken + text[found.end() :]
    return Line(speaker, text, off, mark == "~", float(at) if at else None, tuple(secrets))


def _act(row: str) -> Act:
    options: dict[str, float] = {}
    if found := _OPTIONS.search(row):
        row = row[: found.start()]
        options = {k: float(v) for k, v in (pair.split("=") for pair in found[1].split())}
    verb, _, rest = row.partition(" ")
    if verb not in VERBS:
        raise ValueError(f"No such thing to do: {row!r}")
    target, _, value = rest.partition(" = ")
    return Act(verb, target.strip(), value.strip(), options)


VERBS = {"click", "dbl", "hover", "wander", "type", "key", "scroll", "wait", "bubble", "mark"}
VERBS |= {"visit", "include"}
