"""What a person who reviews should look at again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from kb.tutorials.models import TutorialPage
from media.protect import mask_text

LONG = 20
"""Words of a sentence that is read with effort; « Facile à lire et à comprendre » asks for short
ones, one idea each."""

_WORDS = Path(__file__).parent / "data" / "plain.fr.txt"
_SENTENCE = re.compile(r"[^.!?…]+")
_QUOTED = re.compile(r"«[^»]*»|\[[^\]]*\]")


def personal_places(page: TutorialPage) -> list[str]:
    """Where the words of `page` look like personal data: its title, its summary, its steps.

    The machine's own words are masked; those that a person types are theirs to decide upon, as an
    office's telephone number is nobody's secret.
    """
    return [place for place, words in _texts(page) if mask_text(words) != words]


def plain_hints(page: TutorialPage) -> list[str]:
    """Sentences on what could be said more plainly: long sentences, and hard words.

    What is between quotation marks stands so on the screen, and is left alone.
    """
    return [hint for place, words in _texts(page) for hint in _hints(place, words)]


def _texts(page: TutorialPage) -> Iterator[tuple[str, str]]:
    yield _("the title"), page.title
    yield _("the summary"), page.summary
    for number, step in enumerate(page.own_steps, start=1):
        words = f"{step.value['title']}\n{step.value['text']}"
        yield _("step %(number)d") % {"number": number}, words


def _hints(place: str, words: str) -> Iterator[str]:
    words = _QUOTED.sub("« »", words)
    for line in words.splitlines():
        for sentence in _SENTENCE.findall(line):
            count = len(re.findall(r"\w+(?:['’-]\w+)*", sentence))
            if count > LONG:
                yield _(
                    "%(place)s: a sentence of %(count)d words. Two would be read more easily."
                ) % {
                    "place": place,
                    "count": count,
                }
    plain = words.casefold().replace("’", "'")
    for hard, easy in _hard_words():
        if re.search(rf"(?<!\w){re.escape(hard)}(?!\w)", plain):
            yield _("%(place)s: “%(hard)s”. Plainer: “%(easy)s”.") % {
                "place": place,
                "hard": hard,
                "easy": easy,
            }


@cache
def _hard_words() -> tuple[tuple[str, str], ...]:
    """Each hard word with its plainer one."""
    pairs = []
    for line in _WORDS.read_text("utf-8").splitlines():
        easy, equals, hard = line.partition("=")
        if equals and not line.startswith("#"):
            pairs += [(one.strip().casefold(), easy.strip()) for one in hard.split(",")]
    return tuple(pairs)
