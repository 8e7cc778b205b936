"""A piece of a text around what was looked for, as safe HTML."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.html import escape

from kb.search.analysis import Token, tokens

WIDTH = 200
"""About how many letters of a text are shown."""


def matches(text: str, stems: Collection[str]) -> int:
    """How many different wanted stems `text` holds."""
    return len({token.stem for token in tokens(text)} & set(stems))


def highlighted(text: str, stems: Collection[str], *, width: int = WIDTH) -> str:
    """At most about `width` letters of `text`, where most is found, each match in `<mark>`."""
    text = " ".join(text.split())
    found = [token for token in tokens(text) if token.stem in stems]
    start, end = _window(text, found, width)
    pieces, place = ["… " if start else ""], start
    for token in found:
        if token.start < place or token.end > end:
            continue
        pieces.append(escape(text[place : token.start]))
        pieces.append(f"<mark>{escape(text[token.start : token.end])}</mark>")
        place = token.end
    pieces.append(escape(text[place:end]))
    return "".join([*pieces, " …" if end < len(text) else ""])


def _window(text: str, found: list[Token], width: int) -> tuple[int, int]:
    """Where to cut: the start with the most different matches behind it, at spaces."""
    if len(text) <= width:
        return 0, len(text)
    best, most = 0, -1
    for first in found:
        within = {
            token.stem for token in found if first.start <= token.start < first.start + width - 40
        }
        if len(within) > most:
            best, most = first.start, len(within)
    start = max(0, min(best - 40, len(text) - width))
    if start:
        start = text.find(" ", start, best) + 1 or best
    end = start + width
    if end < len(text):
        end = max(text.rfind(" ", start + width // 2, end), start + width // 2)
    return start, min(end, len(text))
