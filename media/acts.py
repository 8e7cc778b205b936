"""The verbs of action in a sentence, and which of them are orders."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from media.heard import LIKE, TOKEN, code_of, heard
from media.language import Language, Verb
from media.sounds import fold
from media.types import Action

LONG = 6  # Letters from which a stem may be misheard and still be known.
NEAR = 86.0  # Of 100: how near it then comes.
SPOKEN, SPOKEN_APART = 4, 5  # Letters of sound of a verb known by it, in one word or in several.
SPOKEN_LONG = 8  # From here on the sound need only be alike.
BREAK = re.compile(r"[,.;:!?…]")
REACH = 4  # Words between "il faut" and its verb.


@dataclass(frozen=True, slots=True)
class Act:
    """A verb of action found in a sentence: what one does, and where the words are."""

    action: Action
    imperative: str
    first: int
    last: int
    ordered: bool


@dataclass(frozen=True, slots=True)
class _Form:
    """A verb as it stands: its ending, and whether it is but heard alike."""

    verb: Verb
    ending: str
    length: int = 1
    alike: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a sentence as written and without accents, and which begin a clause."""

    written: tuple[str, ...]
    plain: tuple[str, ...]
    opening: frozenset[int]


def find_acts(text: str, language: Language) -> tuple[Act, ...]:
    """The verbs of action of the sentence, in their order."""
    words = _words(language.cues.idioms.blank(_small(text)), language)
    acts: list[Act] = []
    place = 0
    while place < len(words.written) and language.verbs:
        form = _form(words, place, language)
        if form and not _is_noun(words, place, form, language):
            verb, last = form.verb, place + form.length - 1
            ordered = _ordered(words, place, form, language)
            if ordered or not form.alike:
                acts.append(Act(verb.action, verb.imperative, place, last, ordered))
                place = last
        place += 1
    return tuple(acts)


def _small(text: str) -> str:
    return text.lower().replace("’", "'")


def _words(text: str, language: Language) -> _Words:
    """The words, with those before which only small openers stand since the last comma."""
    opening, opens, end = set(), True, 0
    written, plain = [], []
    for place, found in enumerate(TOKEN.finditer(text)):
        opens = opens or bool(BREAK.search(text[end : found.start()]))
        end = found.end()
        word = fold(found[0])
        if opens:
            opening.add(place)
        opens = opens and word in language.grammar.openers
        written.append(found[0])
        plain.append(word)
    return _Words(tuple(written), tuple(plain), frozenset(opening))


def _form(words: _Words, place: int, language: Language) -> _Form | None:
    """The verb that stands at the place, as written or as it sounds."""
    grammar = language.grammar
    pair = " ".join(words.plain[place : place + 2])
    bare = grammar.clitics.sub("", words.written[place].split("'")[-1])
    verb = _written(bare, pair, language)
    if not verb:
        return _spoken(words, place, language)
    if " " in verb.stem:
        return _Form(verb, words.written[place], length=2)
    ending = bare[len(verb.stem) :] if len(bare) > 1 else bare
    following = words.plain[place + 1] if place + 1 < len(words.plain) else ""
    if following in grammar.tails and grammar.start.search(ending or "e"):
        return _Form(verb, grammar_order(language), length=2)
    return _Form(verb, ending)


def grammar_order(language: Language) -> str:
    """The ending of an order: the first of those under which verbs are known by their sound."""
    return language.grammar.spoken[0]


@cache
def _written(word: str, pair: str, language: Language) -> Verb | None:
    plain = fold(word)
    found = [
        verb
        for verb in language.verbs
        if (
            _is_pair(pair, verb, language)
            if " " in verb.stem
            else _is_form(word, plain, verb.stem, language)
        )
    ]
    # "envoyer dans" is no "aller dans", and "recherche" no "cherche".
    return max(found, key=lambda verb: len(verb.stem), default=None)


def _is_pair(pair: str, verb: Verb, language: Language) -> bool:
    return (
        pair == verb.stem
        or heard(pair, language.sound).codes == heard(verb.stem, language.sound).codes
    )


def _is_form(word: str, plain: str, stem: str, language: Language) -> bool:
    """Whether the word is the stem with an ending of a verb, perhaps misheard."""
    ending = word[len(stem) :]
    if not language.grammar.endings.fullmatch(ending):
        return False
    if plain.startswith(stem):
        return True
    long = len(stem) >= LONG and len(plain) >= LONG
    return long and fuzz.ratio(plain[: len(stem)], stem) >= NEAR


def _spoken(words: _Words, place: int, language: Language) -> _Form | None:
    """The verb that one to three words together sound like: "des cendé", "à puis"."""
    known = _codes(language)
    for length in (1, 2, 3):
        together = words.written[place : place + length]
        if len(together) < length or "_" in together:
            return None
        code = "".join(code_of(word, language.sound) for word in together)
        if len(code) < (SPOKEN if length == 1 else SPOKEN_APART):
            continue
        verb = known.get(code)
        if not verb and len(code) >= SPOKEN_LONG:
            near = process.extractOne(code, known.keys(), scorer=fuzz.ratio, score_cutoff=LIKE)
            verb = known[near[0]] if near else None
        if verb:
            return _Form(verb, grammar_order(language), length, alike=True)
    return None


@cache
def _codes(language: Language) -> dict[str, Verb]:
    """Each verb by the sound of its orders."""
    return {
        language.sound(fold(verb.stem + ending)): verb
        for verb in language.verbs
        for ending in language.grammar.spoken
        if " " not in verb.stem and "-" not in verb.stem
    }


def _is_noun(words: _Words, place: int, form: _Form, language: Language) -> bool:
    """Whether a noun or a participle stands here: "la recherche", "c'est confirmé"."""
    grammar = language.grammar
    if " " in form.verb.stem or place == 0 or place in words.opening:
        return False
    if grammar.order.search(form.ending) and not form.alike:
        return False
    # With accents: "il a confirmé" is not "pensez à confirmer".
    before = words.written[place - 1]
    if {before, before.split("'")[-1]} & grammar.participle_after:
        return True
    if place > 1 and grammar.frame.search(form.ending) and words.plain[place - 2] in grammar.frames:
        # "Vous pouvez la mettre."
        return False
    named = words.plain[place - 1] in grammar.noun_after or words.written[place].startswith("l'")
    return named and bool(form.alike or grammar.nominal.search(form.ending or "e"))


def _ordered(words: _Words, place: int, form: _Form, language: Language) -> bool:
    """Whether the verb is an order or a plan: "cliquez", "on clique", "il faut cliquer"."""
    grammar = language.grammar
    sure = bool(grammar.order.search(form.ending)) and not form.alike
    before = [word.split("'")[-1] or word for word in words.plain[max(0, place - REACH) : place]]
    whole = words.plain[max(0, place - REACH - 1) : place + 1]
    mine = any(w in grammar.first_person or w[:2] in grammar.first_person for w in whole)
    if mine and not sure and not grammar.subjects & set(before):
        return False
    while before and before[-1] in grammar.between and len(before) > 1:
        before.pop()
    subject = before[-1] if before else ""
    if subject in grammar.third_person and place not in words.opening:
        return False
    if sure or place in words.opening:
        return sure or " " in form.verb.stem or bool(grammar.start.search(form.ending))
    if subject in grammar.subjects:
        return bool(grammar.subject.search(form.ending))
    return bool(grammar.frames & set(before)) and bool(grammar.frame.search(form.ending))
