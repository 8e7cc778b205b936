"""How much a sentence says what stands on a button, as the ear may have got it."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from media.sounds import fold, sound

SHORT = 3
"""Letters of sound below which a label is found only as a word of its own."""

ALIKE = 85.0
"""Of 100: two words that sound the same."""

LONG, BEGINNING = 5, 0.9
"""Words from which a label is long, and what its first half counts."""


@lru_cache(maxsize=16_384)
def likeness(sentence: str, label: str) -> float:
    """0 to 1: how surely the sentence names the label. Misheard words count by their sound.

    The best place of the sentence for the whole label; « que chérandre mon sévé visible » names
    « Rendre mon CV visible ».
    """
    whole = max(_likeness(sentence, label), _by_words(sentence, label))
    words = label.split()
    if len(words) < LONG:
        return whole
    # Of a long label people say the beginning.
    return max(whole, BEGINNING * _likeness(sentence, " ".join(words[: (len(words) + 1) // 2])))


def _by_words(sentence: str, label: str) -> float:
    """The share of the label's words that are heard, in any order; 0 for a single one."""
    wanted = [word for word in _sounds(label) if len(word) > SHORT]
    heard = [word for word in _sounds(sentence) if len(word) > SHORT]
    known = sum(any(fuzz.partial_ratio(word, one) >= ALIKE for one in heard) for word in wanted)
    return BEGINNING * known / len(wanted) if known > 1 else 0.0


def _likeness(sentence: str, label: str) -> float:
    heard, wanted = _sounds(sentence), _sounds(label)
    if not heard or not wanted:
        return 0.0
    if len("".join(wanted)) <= SHORT:
        return 1.0 if " ".join(wanted) in " ".join(heard).split(" ") else 0.0
    whole = fuzz.partial_ratio("".join(wanted), "".join(heard)) / 100
    if len("".join(heard)) < len("".join(wanted)):
        # Only a part of a long label is said: the part must be a good one.
        share = len("".join(heard)) / len("".join(wanted))
        whole *= min(1.0, 0.5 + share)
    return max(0.0, (whole - 0.5) / 0.5)


@lru_cache(maxsize=8192)
def _sounds(text: str) -> tuple[str, ...]:
    """The sound of each word, small words left out where others stand."""
    words = [word for word in re.findall(r"[a-z0-9]+", fold(text)) if word]
    long = [word for word in words if len(word) > 2 or word.isdigit()]
    return tuple(sound(word) for word in (long or words))
