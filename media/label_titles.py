"""Titles from the label that was read where one clicked or typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from media.cues import Said
from media.heard import TOKEN
from media.language import Language
from media.likeness import likeness
from media.protect import mask_text
from media.shown.people import full_names, is_given
from media.sounds import fold
from media.types import Action

NAMED_WELL = 0.6  # How surely a sentence names the label for its verb to be the title's.
MOST_WORDS, FIRST_WORDS = 10, 7  # A longer label is told by its first words,
MOST_TEXT = 30  # unless it is no label at all but a text.
FILE = re.compile(
    r"\.(?:pdf|docx?|odt|ods|xlsx?|png|jpe?g|gif|heic|txt|zip|mp[34]|csv|pptx?)$", re.I
)
MOMENT = re.compile(r"\d{1,2}(?:\s?(?:h|:)\s?\d{0,2})?(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)


def label_title(said: Sequence[Said], action: Action, label: str, language: Language) -> str | None:
    """« Cochez « Je certifie » », « Tapez votre nom »; None for a label that makes no title."""
    titles = language.titles
    name = tidy(label)
    if action == "scroll" or len(name.split()) > MOST_TEXT:
        return None
    if not name:
        sign = next((titles.glyphs[mark] for mark in label.strip() if mark in titles.glyphs), None)
        return titles.templates["click_what"].format(what=sign) if sign else None
    if FILE.search(name):
        # What a file is called may be somebody's name.
        return titles.templates["file"]
    if is_personal(name):
        return titles.templates["type_in_own"] if action == "type" else titles.templates["somebody"]
    if action == "type":
        return _field(name, language)
    name = shortened(name)
    return titles.templates["named"].format(verb=_verb(said, action, name, language), label=name)


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


def is_personal(name: str) -> bool:
    """Whether the label holds something personal, a full name or a given name with others."""
    given = any(is_given(word) for word in re.findall(r"[A-ZÀ-Ý][\w’'-]+", name))
    return mask_text(name) != name or bool(list(full_names(name))) or given


def _field(name: str, language: Language) -> str:
    """How a field is filled in: one's own name, number and the like, or what it is called."""
    titles = language.titles
    # "Votre courriel, pour la confirmation" is one's courriel.
    head = re.split(r"[,;:(]", name)[0].strip()
    owner, _space, thing = head.partition(" ")
    whose = titles.possessives.get(fold(owner)) or fold(owner)
    if thing and whose in titles.possessives.values():
        return titles.templates["type"].format(what=f"{whose} {_inside(thing)}")
    if titles.own_fields.match(fold(head)):
        return titles.templates["type"].format(what=titles.own.format(label=_inside(head)))
    return titles.templates["type_in"].format(label=shortened(name))


def _verb(said: Sequence[Said], action: Action, name: str, language: Language) -> str:
    """The imperative that goes with the label: what the helper says of it, else the usual one."""
    titles = language.titles
    if titles.consents.match(fold(name)):
        return titles.verb["check"]
    if not titles.infinitive.match(fold(name).split()[0]):
        told = _told(said, name, language)
        if told:
            return told
        if action == "choose" or MOMENT.fullmatch(name):
            return titles.verb["choose"]
    return titles.verb["click"] + titles.on


def _told(said: Sequence[Said], name: str, language: Language) -> str | None:
    """The verb that the helper says right before the label."""
    for sentence in said:
        ends = [found.end() for found in TOKEN.finditer(sentence.text)]
        for act in sentence.acts:
            after = re.split(r"[,;.!?]", sentence.text[ends[act.last] :])[0]
            fits = act.ordered and fold(act.imperative) in language.titles.label_verbs
            if fits and likeness(after, name) > NAMED_WELL:
                return act.imperative
    return None


def _inside(text: str) -> str:
    """The text as it stands inside a sentence: "IBAN" as it is, "Nom" with a small letter."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
