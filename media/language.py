"""A language as data: its words for listening and for writing titles, compiled once.

A language is three files of `media/data`: `cues.CODE.json` (how sentences are understood),
`titles.CODE.json` (how titles are written) and `skills.CODE.json`. Another is understood without
code; labels and misheard words are still compared by how they would sound in French.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import cattrs

from media.heard import Phrases
from media.sounds import letters, sound
from media.types import Action

DATA = Path(__file__).parent / "data"
SITE = "fr"
"""The language of titles where a recording is in one that has no files."""

SOUNDS: Mapping[str, Callable[[str], str]] = {"french": sound, "letters": letters}


@dataclass(frozen=True, slots=True)
class Grammar:
    """How an order is told from other uses of its verb. Patterns are for endings and small words.

    A verb is an order in a form of `order` anywhere, of `start` at the beginning of a clause, of
    `subject` after "on" and "vous", of `frame` after "il faut" and the like.
    """

    endings: re.Pattern[str]
    order: re.Pattern[str]
    start: re.Pattern[str]
    subject: re.Pattern[str]
    frame: re.Pattern[str]
    spoken: tuple[str, ...]
    """Endings under which a verb is known by its sound alone."""
    clitics: re.Pattern[str]
    tails: frozenset[str]
    """What the ear makes of an ending: "appuie est" for "appuyez"."""
    subjects: frozenset[str]
    frames: frozenset[str]
    between: frozenset[str]
    """What may stand between those and the verb."""
    first_person: frozenset[str]
    third_person: frozenset[str]
    openers: frozenset[str]
    participle_after: frozenset[str]
    noun_after: frozenset[str]
    nominal: re.Pattern[str]
    back: frozenset[str]
    yes: re.Pattern[str]
    no: re.Pattern[str]
    past: re.Pattern[str]
    second_order: re.Pattern[str]
    names_things: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Cues:
    """What sentences are known by, each a list of words and phrases."""

    frames: Phrases
    order: Phrases
    things: Phrases
    matter: Phrases
    acknowledge: Phrases
    wrong: Phrases
    greeting: Phrases
    transition: Phrases
    talk: Phrases
    life: Phrases
    aim: Phrases
    waiting: Phrases
    asking: Phrases
    idioms: Phrases
    learner_says: Phrases
    helper_says: Phrases


@dataclass(frozen=True, slots=True)
class Verb:
    action: Action
    stem: str
    imperative: str


@dataclass(frozen=True, slots=True)
class Titles:
    """How titles and summaries are written: templates, and the words they are made from."""

    templates: Mapping[str, str]
    sites: Mapping[str, str]
    """How the site of a known service is called in a sentence: "le site de la CAF"."""
    plain: Mapping[Action, str]
    verb: Mapping[str, str]
    """The imperatives of the templates, and `on`: what goes before a label that is clicked."""
    on: str
    label_verbs: frozenset[str]
    """Verbs that go with a label as well as "click on"; `consents`: what a box to check says."""
    consents: re.Pattern[str]
    places: re.Pattern[str]
    on_name: re.Pattern[str]
    self_named: re.Pattern[str]
    """What the helper calls "mine" is what a page calls so: "dans Mes démarches"."""
    inflection: re.Pattern[str]
    elisions: tuple[str, ...]
    scroll_to: re.Pattern[str]
    button: re.Pattern[str]
    buttons: tuple[str, ...]
    """What stands on many a button: a misheard name of one is known by its sound."""
    glyphs: Mapping[str, str]
    """What is said of a button on which there is but a sign."""
    hesitations: re.Pattern[str]
    fillers: re.Pattern[str]
    openers: frozenset[str]
    trailing: frozenset[str]
    articles: frozenset[str]
    breaks: re.Pattern[str]
    second_order: re.Pattern[str]
    added: re.Pattern[str]
    adverbs: re.Pattern[str]
    all_of: str
    names: re.Pattern[str]
    pointed: re.Pattern[str]
    verbs: re.Pattern[str]
    phrase: re.Pattern[str]
    wordy: re.Pattern[str]
    infinitive: re.Pattern[str]
    """How labels begin that say what is done: "Envoyer", "Send"."""
    infinitives: Mapping[str, str]
    """Those of verbs, by their stems, that the rule does not give."""
    read_aloud: re.Pattern[str]
    """The same, where no order begins so."""
    field: re.Pattern[str]
    own_fields: re.Pattern[str]
    back_verbs: frozenset[str]
    """Imperatives that undo a mistake."""
    own: str
    own_many: str
    """How one's own thing in a field is called, and several: "votre nom", "vos prénoms"."""
    own_names: Mapping[str, str]
    """Fields that are called shorter than one says: "Portable" wants one's number."""
    presses: frozenset[str]
    """Imperatives that say how, not what for: no tutorial is named after them."""
    means: re.Pattern[str]
    """What labels say is done whatever one came for: "Envoyer ma demande"."""
    idle: re.Pattern[str]
    """What they say that tells nothing of it: "Voir le total"."""
    reflexive: re.Pattern[str]
    oneself: Mapping[str, str]
    """How what is done to oneself begins where somebody says it ("m'"), and, by the name of the
    group that matches, in a title ("s'")."""
    closes: re.Pattern[str]
    """Of the means those with which it ends."""
    vague: re.Pattern[str]
    """Beginnings of words that say little of what it is about: "Faire une demande"."""
    no_subject: re.Pattern[str]
    """What stands on pages and is not what it is about: places, answers, sentences."""
    done: re.Pattern[str]
    participles: Mapping[str, str]
    """How a page says that something `what` was `done`, and the infinitive's ending for each."""
    first_person: re.Pattern[str]
    """How a label begins that says what the reader does: "Je prends rendez-vous"."""
    part: re.Pattern[str]
    """Of a heading that is one of several: ", 1 sur 2"."""
    explained: re.Pattern[str]
    """Where on a card the explanation begins: "Déclarer une perte / Elle n'est pas rentrée"."""
    unfinished: frozenset[str]
    """Words with which no label ends: it was cut."""
    aims: tuple[re.Pattern[str], ...]
    aim_breaks: re.Pattern[str]
    aim_start: re.Pattern[str]
    aim_own: re.Pattern[str]
    """To whom something is done, and the same after who does it, where that is one person: "je
    voudrais m'"."""
    before_names: re.Pattern[str]
    possessives: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """Everything that is known of a language, compared by identity. Without files, no cues."""

    code: str
    sound: Callable[[str], str]
    verbs: tuple[Verb, ...]
    grammar: Grammar
    cues: Cues
    titles: Titles
    skills: Mapping[str, tuple[str, ...]]
    own: tuple[str, ...] = ()
    """Names and words that the installation adds to it, as they are written."""


def language(code: str | Language, own: tuple[str, ...] = ()) -> Language:
    """The language of the code ("fr", "en-GB"), with words of the installation's `own`.

    Without a code it is that of the site. One without files is not listened to: the picture alone
    gives steps, with plain titles in the language of the site. A language comes back as it is.
    """
    if isinstance(code, Language):
        return code
    return _language(code.split("-")[0].lower() or SITE, own)


@cache
def _language(code: str, own: tuple[str, ...]) -> Language:
    if own:
        return replace(_language(code, ()), own=own)
    if not (DATA / f"cues.{code}.json").is_file():
        return _unheard(code)
    cues, titles = _data(f"cues.{code}"), _data(f"titles.{code}")
    heard = SOUNDS[cues["sounds"]]
    return Language(
        code=code,
        sound=heard,
        verbs=tuple(
            Verb(action, stem, imperative)
            for action, stems in cues["verbs"].items()
            for stem, imperative in stems.items()
        ),
        grammar=_typed(cues["grammar"], Grammar),
        cues=Cues(
            **{
                name: Phrases.of(_filled(phrases, cues["classes"]), heard)
                for name, phrases in cues["cues"].items()
            }
        ),
        titles=_typed(titles, Titles),
        skills=_typed(_data(f"skills.{code}"), Mapping[str, tuple[str, ...]]),
    )


def _unheard(code: str) -> Language:
    site = language(SITE)
    nothing = Phrases.of((), letters)
    silent = Cues(**dict.fromkeys(Cues.__dataclass_fields__, nothing))
    return replace(site, code=code, sound=letters, verbs=(), cues=silent)


def _filled(phrases: list[str], classes: Mapping[str, list[str]]) -> list[str]:
    """The phrases, those such as "{mine} {kin}" once for each of the words they stand for."""
    found: list[str] = []
    for phrase in phrases:
        name = re.search(r"\{(\w+)\}", phrase)
        if name:
            more = [phrase.replace(name[0], word, 1) for word in classes[name[1]]]
            found += _filled(more, classes)
        else:
            found.append(phrase)
    return found


def _data(name: str) -> dict[str, Any]:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


_converter = cattrs.Converter()
_converter.register_structure_hook(re.Pattern, lambda text, _type: re.compile(text))
_converter.register_structure_hook_func(
    lambda kind: getattr(kind, "__origin__", None) is re.Pattern,
    lambda text, _type: re.compile(text),
)


def _typed(value: Any, kind: Any) -> Any:
    return _converter.structure(value, kind)
