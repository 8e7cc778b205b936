"""What labels, headings and orders say is done, as an infinitive: "Prenez rendez-vous"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from media.language import Language
from media.protect import mask_text
from media.sounds import fold

MOST_WORDS, LEAST_WORDS = 12, 2
ENDED = re.compile(r"\?|[.!…]\s")  # A question, or a sentence after which another follows.


def as_infinitive(text: str, language: Language, least: int = LEAST_WORDS) -> str | None:
    """The text as what is done: "Prenez rendez-vous" is "Prendre rendez-vous"; None if it is none.

    A page's orders for a field ("Saisissez le code") are short-lived, its headings are not.
    """
    titles = language.titles
    # "Renvoyer : Bouilloire" is a form's head with what was chosen.
    words = titles.explained.split(titles.part.sub("", text.split(":")[0]))[0].split()
    own = titles.first_person.match(fold(text))
    if own:
        words = words[1:]
    # Of two sentences ("Gardez les objets. Ne repeignez pas.") it is advice and no name.
    whole = least <= len(words) <= MOST_WORDS and not ENDED.search(text)
    # "Recevoir u" is cut; what one agrees to is not what one came for.
    whole = whole and len(words[-1]) > 1 and fold(words[-1]) not in titles.unfinished
    whole = whole and not titles.consents.match(fold(text))
    if not whole or mask_text(text) != text:
        return None
    first = words[0] if titles.infinitive.match(fold(words[0])) else None
    if not first and own:
        first = infinitive(words[0].removesuffix("s"), language)
    if not first and language.grammar.order.search(fold(words[0])):
        first = infinitive(words[0], language)
    deed = as_name([first, *words[1:]], language) if first else ""
    return deed if deed and not titles.idle.match(fold(deed)) else None


def infinitive(verb: str, language: Language) -> str | None:
    """The infinitive of an order or of what "one does"; None for what is no verb."""
    plain = fold(verb)
    stems = [stem for stem in language.titles.infinitives if plain.startswith(stem)]
    if stems:
        return language.titles.infinitives[max(stems, key=len)]
    regular = re.sub(r"(?:ez|ons|e)$", "er", verb.lower())
    return regular if language.titles.infinitive.match(fold(regular)) else None


def as_name(words: Sequence[str], language: Language) -> str:
    """The words as a title: what is "mine" is the reader's, "m'inscrire" is "s'inscrire"."""
    title = " ".join(language.titles.possessives.get(word.lower(), word) for word in words)
    title = to_oneself(title, language)
    return title[:1].upper() + title[1:]


def to_oneself(deed: str, language: Language) -> str:
    """What one does to oneself, as it is called: "m'inscrire" is "s'inscrire"."""
    titles = language.titles
    return titles.reflexive.sub(lambda me: titles.oneself[str(me.lastgroup)], deed)


def as_done(text: str, language: Language) -> str | None:
    """What a page says was done, as what is done: "Votre carte est prolongée"; None if nothing."""
    titles = language.titles
    found = titles.done.match(text)
    if not found or mask_text(text) != text or len(text.split()) > MOST_WORDS:
        return None
    what, done = found["what"], found["done"].lower()
    ending = next((one for one in titles.participles if done.endswith(one)), None)
    if ending is None:
        return None
    first = done.removesuffix(ending) + titles.participles[ending]
    deed = as_name([first, what[:1].lower() + what[1:]], language)
    return None if titles.idle.match(fold(deed)) or titles.means.match(fold(deed)) else deed
