"""French as an editor sets it: apostrophes, no-break spaces, no remains of sentences."""

from __future__ import annotations

import re

NO_BREAK = "\u00a0"
_SPACES = "[ \u00a0\u202f]"
_SENTENCES = re.compile(r"(?<=[.!?…])\s+(?![\s»])")
_HIDDEN = re.compile(r"\[[^\]]*\]")
_SMALL = (
    "a à alors au aux bon c ce ces cette d dans de des donc du en ensuite est et euh l la là le les"
    " maintenant ok ou puis qu que qui sur un une voilà votre vos"
)
_EMPTY = frozenset(_SMALL.split())
"""A sentence in which only these are left says nothing."""

_RULES = (
    (re.compile(r"[ \t]+"), " "),
    (re.compile(r"\.{3,}"), "…"),
    # What is left of "…, [hidden]." and of pieces of speech put together.
    (re.compile(rf"{_SPACES}*[,;:]+{_SPACES}*(?=[.…](?:\s|$))"), ""),
    (re.compile(rf"{_SPACES}+(?=[,.](?:\s|$))"), ""),
    (re.compile(r"(?<=\w)'(?=[\w«\[])"), "’"),
    (re.compile(r'"([^"«»]+)"'), r"«\1»"),
    (re.compile(rf"«{_SPACES}*"), f"«{NO_BREAK}"),
    (re.compile(rf"{_SPACES}*»"), f"{NO_BREAK}»"),
    # "10:30" and "https://" are no French sentence.
    (re.compile(rf"(?<=[\w»)\]…%€]){_SPACES}*([:;!?]+)(?=[\s»)]|$)"), rf"{NO_BREAK}\1"),
)


def typeset(text: str) -> str:
    """The same words with curly apostrophes and no-break spaces; doing it twice changes nothing."""
    # A space that one rule sets may be what another looks for: once more, until nothing changes.
    for _round in range(5):
        before, text = text, text.strip()
        for pattern, becomes in _RULES:
            text = pattern.sub(becomes, text)
        if text == before:
            break
    return text


def without_remains(text: str) -> str:
    """The sentences of `text` that say something beside what was hidden: not "C’est [code]."."""
    return " ".join(s for s in _SENTENCES.split(text.strip()) if says_something(s))


def says_something(sentence: str) -> bool:
    """Whether more than small words is left of a sentence without what was hidden in it."""
    words = re.findall(r"[^\W_]+", _HIDDEN.sub(" ", sentence).lower())
    return any(word not in _EMPTY for word in words)
