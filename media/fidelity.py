"""Whether reworded words still say what the recording says. What fails is not used."""

from __future__ import annotations

import re
from collections import Counter

from media.protect import mask_text
from media.sounds import fold
from media.wording import typeset

TITLE_MOST = 90
SUMMARY_MOST = 240
FAMILIAR = 0.5
"""The part of the telling words that the recording must have: a synonym is welcome, news is not."""

_LABEL = re.compile(r"«\s*([^»]+?)\s*»")
_HIDDEN = re.compile(r"\[[^\]]*\]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_MARKUP = re.compile(
    r"[<>{}`*_#|\\~^=@]|://|\bwww\.|\]\(|[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e]"
)
_LINK = re.compile(r"\b[\w-]+\.(?:fr|com|org|net|eu|io|gouv|info)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s)")
_ORDER = re.compile(r"(?:\w{2,}ez|faites|dites)\b", re.IGNORECASE)
_ENGLISH = re.compile(
    r"\b(?:the|and|you|your|this|that|with|click|then|for|from|are|is|to|of|in)\b"
)


def title_kept(new: object, old: str, said: str) -> str | None:
    """The reworded title of a step, typeset, or None where it may not stand in for `old`.

    `said` is what else the recording tells of the step. A title is one order in French, short,
    with the labels and numbers of `old` and nothing that the recording does not have.
    """
    title = _sound(new, old, said, TITLE_MOST)
    if title is None:
        return None
    same_opening = fold(title.split()[0]) == fold(old.split()[0]) if old.split() else False
    return title if same_opening or _ORDER.match(title) else None


def sentence_kept(new: object, old: str, said: str) -> str | None:
    """The reworded title or summary of the whole, typeset, or None where `old` must stand."""
    return _sound(new, old, said, SUMMARY_MOST)


def _sound(new: object, old: str, said: str, most: int) -> str | None:
    if not isinstance(new, str) or _MARKUP.search(new):
        return None
    text = typeset(new)
    fits = (
        len(text.split()) >= 2
        and len(text) <= most
        and not _SENTENCE_END.search(text)
        and not _LINK.search(text)
        and mask_text(text) == text
        and _is_french(text)
        and _same_marks(text, old, said)
        and _is_familiar(text, f"{old} {said}")
    )
    return text if fits else None


def _same_marks(text: str, old: str, said: str) -> bool:
    """Whether hidden values and numbers are those of `old`, and labels too, but for one that the
    step has elsewhere."""
    old = typeset(old)
    added = Counter(_LABEL.findall(text))
    added.subtract(_LABEL.findall(old))
    return all(
        count == 0 or (count == 1 and fold(label) in fold(said)) for label, count in added.items()
    ) and all(
        Counter(marks.findall(text)) == Counter(marks.findall(old)) for marks in (_HIDDEN, _NUMBER)
    )


def _is_french(text: str) -> bool:
    return not _ENGLISH.search(fold(_LABEL.sub(" ", text)))


def _is_familiar(text: str, known: str) -> bool:
    stems = set(_stems(known))
    telling = _stems(" ".join(text.split()[1:]))
    return sum(stem in stems for stem in telling) >= FAMILIAR * len(telling)


def _stems(text: str) -> list[str]:
    """The first letters of the words that tell something: "déposez" and "déposer" are one."""
    return [word[:5] for word in re.findall(r"[^\W_]{4,}", fold(text))]
