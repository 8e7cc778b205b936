"""Six characters that open a room, fit to be read over the telephone."""

from __future__ import annotations

from django.utils.crypto import get_random_string

ALPHABET = "34679EFHJKMRTUWXY"
"""Nothing that looks like another (0 O, 1 I L, 2 Z, 5 S, 8 B, U V) or, said in French, sounds like
another (B C D G P T V, F S, M N, A H K, U Q). Seventeen characters: 24 million codes."""
LENGTH = 6


def new_code() -> str:
    """A code by chance."""
    return get_random_string(LENGTH, ALPHABET)


def code_read(typed: str) -> str:
    """The code as it was meant: without spaces and dashes, in capital letters."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())[: LENGTH + 1]
