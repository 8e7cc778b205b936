"""Places of a picture in words."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

Points = tuple[float, float]
"""0–1 of the width and of the height."""

PLACES = {
    (0, 0): pgettext_lazy("place in a picture", "at the top left of the picture"),
    (1, 0): pgettext_lazy("place in a picture", "at the top of the picture, in the middle"),
    (2, 0): pgettext_lazy("place in a picture", "at the top right of the picture"),
    (0, 1): pgettext_lazy("place in a picture", "on the left of the picture, half-way down"),
    (1, 1): pgettext_lazy("place in a picture", "in the middle of the picture"),
    (2, 1): pgettext_lazy("place in a picture", "on the right of the picture, half-way down"),
    (0, 2): pgettext_lazy("place in a picture", "at the bottom left of the picture"),
    (1, 2): pgettext_lazy("place in a picture", "at the bottom of the picture, in the middle"),
    (2, 2): pgettext_lazy("place in a picture", "at the bottom right of the picture"),
}


def place_in_words(click: Points) -> str:
    """Which ninth of the picture a place lies in, as one would tell somebody on the telephone."""
    column, row = (min(2, max(0, int(share * 3))) for share in click)
    return str(PLACES[column, row])
