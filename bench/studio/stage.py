"""Pages in Chromium: where a label is, what a press does, what is seen."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import sync_playwright

PAGES = Path(__file__).parent / "pages"
SIZE = (1280, 720)

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be pressed: the id in the page, its label, its box."""

    id: str
    label: str
    box: Box


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen at one moment, and what came of the last press."""

    picture: str
    """The key of the picture in `Stage.pictures`."""
    pii: tuple[tuple[str, str, str, Box], ...] = ()
    """Personal data in sight: id, type, text, box."""
    cursors: tuple[tuple[str, int, int, int, int], ...] = ()
    """Where the pointer takes another form: "hand" or "beam", and the box."""
    dialogs: int = 0
    pending: str | None = None
    """The page that the press asked for."""
    toast: str | None = None


class Stage(Protocol):
    """What the director needs of a browser; tests give a paper one."""

    pictures: dict[str, bytes]

    def show(self, page: str) -> None: ...
    def find(self, label: str) -> Target: ...
    def hover(self, x: int, y: int) -> None: ...
    def press(self, x: int, y: int) -> None: ...
    def key(self, key: str) -> None: ...
    def scroll(self, pixels: float) -> float: ...
    def do(self, change: str, text: str = "") -> None: ...
    def look(self) -> Look: ...


class Browser:
    """A stage on Chromium."""

    def __init__(self, site: str) -> None:
        self.pictures: dict[str, bytes] = {}
        self._playwright = sync_playwright().start()
        self._chromium = self._playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox"],
            ignore_default_args=["--hide-scrollbars"],
        )
        self._page = self._chromium.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
        self._open(site)

    def _open(self, site: str) -> None:
        self._page.goto("about:blank")  # a fresh window: scripts declare their names once
        shell = (PAGES / "shell.html").read_text("utf-8")
        html = shell.replace("<!--SITE-->", (PAGES / f"{site}.html").read_text("utf-8"))
        self._page.set_content(html.replace('src="behaviour.js">', ">" + _behaviour()))

    def close(self) -> None:
        self._chromium.close()
        self._playwright.stop()

    def show(self, page: str) -> None:
        """The page of that name; "site/page" goes to another site first."""
        site, _, name = page.rpartition("/")
        if site:
            self._open(site)
        self._page.evaluate("name => show(name)", name)

    def find(self, label: str) -> Target:
        """The visible thing with that label; "Label#2" is the second. Raises `LookupError`."""
        name, _, nth = label.partition("#")
        found = self._page.evaluate("([name, nth]) => find(name, nth)", [name, int(nth or 1)])
        if "missing" in found:
            raise LookupError(f"No {label!r} among {found['missing']}")
        return Target(found["id"], found["label"], tuple(found["box"]))

    def hover(self, x: int, y: int) -> None:
        self._page.mouse.move(x, y)

    def press(self, x: int, y: int) -> None:
        self._page.mouse.click(x, y)

    def key(self, key: str) -> None:
        if len(key) == 1:
            self._page.keyboard.insert_text(key)
        else:
            self._page.keyboard.press(key)

    def scroll(self, pixels: float) -> float:
        """By how many pixels the page really moved."""
        return self._page.evaluate("dy => scrolled(dy)", pixels)

    def do(self, change: str, text: str = "") -> None:
        """Changes that nobody presses for: "busy", "blank", "toast", "bubble", "clock", "tick"."""
        if change in ("toast", "bubble"):
            self._page.evaluate("([id, text]) => popup(id, text)", [change, text])
        elif change == "clock":
            self._page.evaluate("t => document.querySelector('#clock').textContent = t", text)
        elif change == "tick":
            self._page.evaluate("tick()")
        else:
            self._page.evaluate("name => document.body.classList.add(name)", change)

    def look(self) -> Look:
        picture = self._page.screenshot(type="png", animations="allow", caret="initial")
        key = hashlib.sha1(picture, usedforsecurity=False).hexdigest()
        self.pictures[key] = picture
        return look_of(key, self._page.evaluate("facts()"))


def look_of(picture: str, facts: dict[str, Any]) -> Look:
    """What the page tells of itself, typed."""
    return Look(
        picture,
        tuple((p["id"], p["type"], p["text"], tuple(p["box"])) for p in facts["pii"]),
        tuple(tuple(c) for c in facts["cursors"]),
        facts["dialogs"],
        facts["pending"],
        facts["toast"],
    )


def _behaviour() -> str:
    return (PAGES / "behaviour.js").read_text("utf-8")
