"""Labels as they were read from the picture: made tidy, put right, or found to be none."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz import fuzz

from media.language import Language
from media.lexicon import lexicon
from media.protect import mask_text
from media.shown.labels import FILE_ENDING
from media.shown.people import full_names, is_given
from media.sounds import fold

MOST_WORDS, FIRST_WORDS = 10, 7  # A longer label is told by its first words,
MOST_TEXT = 30  # unless it is no label at all but a text.
SENTENCE = 6  # Words from which what has a full stop inside is a text.
MISREAD = 88.0  # Of 100: how near a misread button comes to a usual one.
TELLING = 4  # Letters of a label of which the rest is personal.
CUT = 3  # Letters that may be missing at the end of one.
ADDRESS = re.compile(r"(?i)^(?:https?:|www\.)|^[\w-]+(?:\.[\w-]+)+(?:/\S*)?$")
YEAR = re.compile(r"20[1-9]\d")
FILE = re.compile(rf"(?i){FILE_ENDING}$")


def label_name(label: str, language: Language) -> str:
    """What the thing pressed is called; empty for what can be no label: signs, addresses, texts."""
    name = tidy(label)
    return _put_right(name, language) if _plausible(name, language) else ""


def _plausible(name: str, language: Language) -> bool:
    words = name.split()
    if FILE.search(name):
        return True
    text = len(words) > MOST_TEXT or (len(words) >= SENTENCE and re.search(r"[.!?]\s", name))
    if text and not language.titles.consents.match(fold(name)):
        return False
    # A few small letters are the end of a word, many figures somebody's number, but for a year of
    # late: one of papers.
    scrap = re.fullmatch(r"[^\W\dA-ZÀ-Ý]{1,3}|0+|[\d\s]{3,}", name) and not YEAR.fullmatch(name)
    return bool(words) and not scrap and ".." not in name and not ADDRESS.search(name)


def _put_right(name: str, language: Language) -> str:
    """The name, a misread one of a usual button as it is written: "Valid" is « Valider »."""
    read = fold(name)
    if read in map(fold, language.titles.buttons):
        return name
    for button in language.titles.buttons:
        meant = fold(button)
        missing = len(meant) - len(read)
        cut = meant.startswith(read) and 0 < missing <= CUT < len(read) and read[-1] not in "es"
        # "Renvoyer" is not « Envoyer », nor « Se reconnecter » a misread « Se connecter ».
        misread = read[0] == meant[0] and lexicon(language).strange(name.lower())
        if cut or (misread and fuzz.ratio(read, meant) >= MISREAD):
            return button
    return name


def tidy(label: str) -> str:
    """The label without icons, bullets and the marks of required fields at its ends."""
    text = unicodedata.normalize("NFC", label).strip()
    begin, end = 0, len(text)
    while begin < end and not (text[begin].isalnum() or text[begin] in "€@(«“\"'’"):
        begin += 1
    while begin < end and not (text[end - 1].isalnum() or text[end - 1] in ")%€!?»”\"'’"):
        end -= 1
    text = re.sub(r"\s+", " ", text[begin:end])
    return text if not re.fullmatch(r"[xX]", text) else ""


def shortened(name: str) -> str:
    """The label, of a long one its first words."""
    words = name.split()
    return name if len(words) <= MOST_WORDS else " ".join(words[:FIRST_WORDS]).rstrip(" ,;:.") + "…"


def impersonal(name: str, language: Language) -> str:
    """The label up to what is personal in it: "Par SMS au 06 39 98 05 62" is « Par SMS »."""
    if not is_personal(name):
        return name
    words = mask_text(name).partition("[")[0].split()
    while words and fold(words[-1].strip(" ,:")) in language.titles.trailing:
        words.pop()
    before = " ".join(words).rstrip(" ,:-")
    return before if len(before) >= TELLING and not is_personal(before) else ""


def is_personal(name: str) -> bool:
    """Whether the label holds something personal, or somebody's name."""
    given = any(is_given(word) for word in re.findall(r"[A-ZÀ-Ý][\w’'-]+", name))
    return mask_text(name) != name or bool(list(full_names(name))) or given
