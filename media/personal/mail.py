"""E-mail addresses, written and spoken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from media.personal.passage import HIDDEN, Found, Passage

_WRITTEN = re.compile(
    rf"[^\s@<>()\[\],;:\"«»{HIDDEN}]+\s?@\s?[^\s@<>()\[\],;:\"«»{HIDDEN}]+(?:\s?\.\s?(?:fr|com|org|net|eu)\b)?"
)
_AT = re.compile(
    r"(?:\b(?:[àa]h?\s+)?(?:[aà]?r{1,2}[oeéè]\s?[bp]{1,2}a[szc]{1,2}e?s?|ar{1,2}base)(?=\b|[A-Z]|\w+\.\w)|\bat\b)",
    re.I,
)
"""« Arobase » as it is heard: « à robase », « a rebaze », « aropase »."""

PROVIDERS = (
    "gmail|orange|wanadoo|free|hotmail|outlook|yahoo|laposte|la poste|sfr|icloud|live|msn|bbox|"
    "protonmail|proton|aol|numericable|club-internet|gmx|hey"
)
ENDINGS = (
    "fr|com|org|net|eu|info|exemple|example|gouv|edu|be|ch|ca|io|re|pro|asso|bzh|paris|co|uk|de|es"
)
_SPELT = r"(?:f[\s,.]+r|c[\s,.]+o[\s,.]+m|o[\s,.]+r[\s,.]+g|n[\s,.]+e[\s,.]+t)\b"
_DOMAIN = re.compile(
    rf"[\s,.]*(?:(?:[\w\-]+|tiret|point)[\s,\-]+){{0,5}}?"
    rf"(?:[\w\-]+[\s,]*(?:\bpoint\b|\.|\bpoints\b|\bdot\b)[\s,]*(?:{_SPELT}|(?:{ENDINGS})\b)(?:\s*(?:point|\.|dot)\s*(?:{ENDINGS})\b)*"
    rf"|(?:{PROVIDERS})\b(?:[\s,]*(?:point|\.|dot)\s*(?:{ENDINGS})\b)?"
    rf"|[\w\-]+\.[a-z]{{2,}}\b"
    rf"|[\w\-]+[\s,]+(?:(?:au|un|à)\s+)?points?[\s,]+(?:[dl][’'])?\w{{1,6}}(?=\s*[,.!?]|\s*$))",
    re.I,
)
"""The last is an ending that was misheard, and the phrase with it ends: "au point d'orgue"."""
_AT_PROVIDER = re.compile(rf"\bchez\s+(?=(?:{PROVIDERS})\s*(?:point|\.)\s*(?:{ENDINGS})\b)", re.I)
# "Arobase" itself is lost now and then: an address announced as one still ends like one.
_ANNOUNCED = re.compile(
    rf"(?:écri(?:vez|re|s)\s+à|(?:mail|courriel)\s*,?\s+c[’']est)\s*,?\s+"
    rf"(?P<value>(?:[\w\-]+[\s,]+){{1,8}}?(?:point\s+|\.)(?:{ENDINGS})\b)",
    re.I,
)
_WORD = re.compile(r"[^\s,;:]+")
CONNECTORS = frozenset(
    {
        "tiret",
        "tirer",
        "tiré",
        "point",
        "underscore",
        "moins",
        "tiret-bas",
        "bas",
        "6",
        "du",
        ".",
        "dot",
        "dash",
        "hyphen",
    }
)
LEADING_WORDS = """
c'est est à a adresse l'adresse mail e-mail email mél courriel sur voilà oui donc alors et écrivez
m'écrivez envoyez au aux moi mon ma votre vous je tapez mettez écrire notez c'était pour avec là
puis ensuite d'abord non ben bah euh heu le la les mettre écris tape
is it's my your address to the me
"""
STOP = frozenset(LEADING_WORDS.split())
MAX_LOCAL_WORDS = 9
MAX_PLAIN_WORDS = 4


def find(passage: Passage) -> Iterator[Found]:
    """The e-mail addresses of the passage."""
    for match in _WRITTEN.finditer(passage.text):
        yield Found(match.start(), _without_full_stop(passage.text, match), "email", 1.0)
    for match in _ANNOUNCED.finditer(passage.text):
        yield Found(match.start("value"), match.end("value"), "email", 0.7)
    for pattern in (_AT, _AT_PROVIDER):
        for at in pattern.finditer(passage.text):
            found = _spoken(passage.text, at)
            if found:
                yield found


def _without_full_stop(text: str, match: re.Match[str]) -> int:
    end = match.end()
    while text[end - 1] in ".?!…":
        end -= 1
    return end


def _spoken(text: str, at: re.Match[str]) -> Found | None:
    domain = _DOMAIN.match(text, at.end())
    if not domain:
        return None
    start = _local_start(text, at.start())
    if start == at.start() and at.group().casefold() == "at":
        return None
    return Found(start, domain.end(), "email", 0.9)


def _local_start(text: str, end: int) -> int:
    """Where the words before "arobase" begin to be the address.

    Spoken addresses are words held together by "point" and "tiret"; a few plain ones are taken
    too, as far back as a word that leads up to an address, or the end of a sentence.
    """
    words = list(_WORD.finditer(text, max(0, end - 120), end))
    start, plain_words = end, 0
    for word in reversed(words[-MAX_LOCAL_WORDS:]):
        folded = word.group().casefold().replace("’", "'").rstrip(".?!")
        if HIDDEN in folded or "@" in folded:
            break
        if word.group()[-1] in ".?!…" and start != end and len(folded) > 1:
            break
        comma = text[word.end() : word.end() + 1] == "," and start != end
        if comma and plain_words and folded not in CONNECTORS:
            break
        if folded in CONNECTORS:
            plain_words = 0
        elif (folded in STOP and start != end) or plain_words == MAX_PLAIN_WORDS:
            break
        else:
            plain_words += 1
        start = word.start()
    return start
