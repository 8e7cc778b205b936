"""Titles from the label that was read where one clicked or typed."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from media.acts import Act
from media.cues import Said
from media.heard import TOKEN
from media.label_names import FILE, impersonal, label_name, shortened, tidy
from media.language import Language
from media.likeness import likeness
from media.sounds import fold
from media.spoken_names import usual_button
from media.types import Action

NAMED_WELL = 0.6  # How surely a sentence names the label for its verb to be the title's.
MOMENT = re.compile(r"\d{1,2}(?:\s?(?:h|:)\s?\d{0,2})?(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)


def label_title(said: Sequence[Said], action: Action, label: str, language: Language) -> str | None:
    """« Cochez « Je certifie » », « Tapez votre nom »; None for a label that makes no title."""
    titles = language.titles
    if action == "scroll":
        return None
    if not tidy(label):
        sign = next((titles.glyphs[mark] for mark in label.strip() if mark in titles.glyphs), None)
        return titles.templates["click_what"].format(what=sign) if sign else None
    name = label_name(label, language)
    if FILE.search(name):
        # What a file is called may be somebody's name.
        return titles.templates["file"]
    # Fields may be called "À", days "24"; else one letter is misread, and figures were typed.
    scrap = len(name) == 1 and name.isalpha() and action != "type"
    scrap = scrap or (name.isdigit() and action == "type")
    name = "" if scrap else impersonal(name, language)
    if not name:
        return None
    if action == "type":
        return _pressed(said, name, language) or _field(name, language)
    name = shortened(name)
    return titles.templates["named"].format(verb=_verb(said, action, name, language), label=name)


def _pressed(said: Sequence[Said], name: str, language: Language) -> str | None:
    """The press, where the helper says to press what is called so: typing only followed."""
    titles = language.titles
    for sentence in said:
        orders = {act.imperative for act in sentence.acts if act.ordered}
        if orders == {titles.verb["click"]} and likeness(sentence.text, name) > NAMED_WELL:
            # The helper may say all of a name of which but the beginning was read.
            whole = usual_button(_after(sentence, sentence.acts[0]), language) or name
            name = whole if fold(whole).startswith(fold(name)) else name
            return titles.templates["named"].format(
                verb=titles.verb["click"] + titles.on, label=name
            )
    return None


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
        name = titles.own_names.get(fold(head), _inside(head))
        own = titles.own_many if name.split()[0].endswith("s") else titles.own
        return titles.templates["type"].format(what=own.format(label=name))
    return titles.templates["type_in"].format(label=shortened(name))


def _verb(said: Sequence[Said], action: Action, name: str, language: Language) -> str:
    """The imperative that goes with the label: what the helper says of it, else the usual one."""
    titles = language.titles
    if titles.consents.match(fold(name)):
        return titles.verb["check"]
    button = titles.infinitive.match(fold(name).split()[0])
    chosen = not button and (action == "choose" or bool(MOMENT.fullmatch(name)))
    # "Le calendrier, tu l'ouvres et tu prends vendredi le 12": no day is opened. What is called
    # as a button is may still be ticked: "décochez Recevoir les offres".
    told = _told(said, name, language, ("choose",) if button or chosen else ("choose", "click"))
    return told or (titles.verb["choose"] if chosen else titles.verb["click"] + titles.on)


def _told(
    said: Sequence[Said], name: str, language: Language, actions: Container[Action]
) -> str | None:
    """The verb, of one of these actions, that the helper says right before the label."""
    for sentence in said:
        for act in sentence.acts:
            after = _after(sentence, act)
            fits = act.ordered and act.action in actions
            fits = fits and fold(act.imperative) in language.titles.label_verbs
            if fits and likeness(after, name) > NAMED_WELL:
                return act.imperative
    return None


def _after(sentence: Said, act: Act) -> str:
    """What follows the verb, up to the next comma."""
    ends = [found.end() for found in TOKEN.finditer(sentence.text)]
    return re.split(r"[,;.!?]", sentence.text[ends[act.last] :])[0].strip()


def _inside(text: str) -> str:
    """The text as it stands inside a sentence: "IBAN" as it is, "Nom" with a small letter."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
