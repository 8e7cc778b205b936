"""Names of buttons and the like in what is said, as sure as the ear can be."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz, process

from media.heard import TOKEN, spoken
from media.language import Language
from media.sounds import fold

MOST_WORDS = 9
MOST_NAME = 5  # Words of a name read aloud.
ALIKE = 84.0  # Of 100: how near a misheard name comes to a usual button's.
SHORT_BUTTON, LONG_BUTTON = 4, 7  # Letters of sound.
QUOTED = re.compile(r"[«“\"]\s*([^»”\"]{2,60}?)\s*[»”\"]")
NAME = re.compile(r"(?:^|\s)(?:d'|l')?([A-ZÀÂÉÈÊÎÔÙÇ][\w'’-]*[a-zà-ÿ][\w'’-]*(?:\s[\w'’-]+){0,5})$")


def usual_button(text: str, language: Language) -> str | None:
    """The usual button that the words sound like: "le bouton par courir", "sur joint d'un fichier".

    Short words are also others: only what follows "the button", or is long, is looked for.
    """
    text = language.titles.places.split(text)[0]
    found = language.titles.button.search(text) or language.titles.on_name.match(text)
    thing = found and language.titles.phrase.match(found[1])
    if thing or (not found and language.titles.phrase.match(text)):
        # "Le message envoyé" is a thing, not a name.
        return None
    named = found[1] if found else text
    code = spoken(named, language)
    if len(code) < (SHORT_BUTTON if found else LONG_BUTTON):
        return None
    near = process.extractOne(
        code, _buttons(language).keys(), scorer=fuzz.ratio, score_cutoff=ALIKE
    )
    return _buttons(language)[near[0]] if near else None


def known_name(word: str, language: Language) -> str | None:
    """The usual button of exactly this sound: "Continuez" is « Continuer »."""
    return _buttons(language).get(spoken(word, language))


@cache
def _buttons(language: Language) -> dict[str, str]:
    return {spoken(name, language): name for name in language.titles.buttons}


def capital_name(text: str, language: Language) -> str | None:
    """What begins with a capital inside a sentence is the name of something on the screen."""
    quoted = QUOTED.search(text)
    if quoted:
        return quoted[1][:1].upper() + quoted[1][1:]
    text = language.titles.places.split(text.strip())[0].rstrip()
    mine = language.titles.self_named.search(text)
    if mine:
        return mine[1][:1].upper() + mine[1][1:]
    found = NAME.search(text)
    return found[1] if found and len(found[1].split()) <= MOST_NAME else None


def bare_name(rest: str, language: Language) -> str | None:
    """The name in "sur nouveau message": few words, none of them small."""
    found = language.titles.on_name.match(language.titles.places.split(rest)[0])
    small = language.titles.trailing | language.titles.articles
    plain = found and not any(fold(w) in small or "'" in w for w in rest.split()[1:])
    return found[1][:1].upper() + found[1][1:] if found and plain else None


def is_phrase(text: str, language: Language) -> bool:
    """Whether the words are a plain phrase: an article and a noun, no verb, no figures.

    Of more than one word, one must be known to stand on pages: the others may be misheard.
    """
    titles = language.titles
    plain = (
        len(text.split()) <= MOST_WORDS
        and bool(titles.phrase.match(text))
        and not titles.verbs.search(text)
        and not re.search(r"\d", text)
    )
    telling = [w for w in TOKEN.findall(fold(text)) if w not in titles.trailing | titles.articles]
    return plain and (len(telling) <= 1 or names_a_thing(text, language))


def names_a_thing(text: str, language: Language) -> bool:
    """Whether something is named that pages have: a button, a message, a number."""
    cues, folded = language.cues, fold(text)
    return bool(cues.things.written.search(folded) or cues.matter.written.search(folded))
