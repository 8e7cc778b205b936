"""Titles from the helper's words, where no label was read; none where the words may be misheard."""

from __future__ import annotations

from collections.abc import Sequence

from media.acts import Act
from media.cues import Said
from media.heard import TOKEN
from media.label_names import is_personal
from media.language import Language
from media.sounds import fold
from media.spoken_names import (
    MOST_NAME,
    MOST_WORDS,
    bare_name,
    capital_name,
    is_phrase,
    known_name,
    names_a_thing,
    usual_button,
)
from media.types import Action
from media.wording import says_something

PRESSED = ("click", "choose", "other")
MOST_WAY = 7  # Words that say how far to scroll.
SHOWN = 0.6  # How much a sentence without an order has to sound like an instruction.


def spoken_title(said: Sequence[Said], action: Action, language: Language) -> str | None:
    """A title from the most telling sentence that has a verb and a short name for the thing."""
    for sentence in _by_promise(said, action):
        title = _from_sentence(sentence, action, language)
        if title:
            return title
    return None


def way_back(said: Sequence[Said], language: Language) -> str | None:
    """What the helper says to do about a mistake."""
    for sentence in said:
        if sentence.speaker == "learner" or not sentence.wrong:
            continue
        for act in sentence.acts:
            undoes = act.ordered and fold(act.imperative) in language.titles.back_verbs
            way = act_title(sentence.text, act, "other", language) if undoes else None
            if way:
                return way
    return None


def clean(text: str, language: Language) -> str:
    """The sentence without hesitations at its beginning and between its words."""
    text = language.titles.fillers.sub("", text).strip()
    while found := language.titles.hesitations.match(fold(text)):
        # Folding keeps the length but for "œ", which no hesitation has.
        text = text[found.end() :]
    text = text.strip()
    return text[:1].upper() + text[1:]


def _by_promise(said: Sequence[Said], action: Action) -> list[Said]:
    """The sentences, the most telling first."""
    fit = [s for s in said if not s.off and not s.wrong and says_something(s.text)]
    if action in ("type", "choose"):
        fit = [s for s in fit if s.speaker != "learner"]

    def promise(s: Said) -> float:
        orders = [act for act in s.acts if act.ordered]
        same = any(act.action == action for act in orders)
        return s.call + 1.5 * same + 0.4 * (s.speaker != "learner")

    return sorted(fit, key=promise, reverse=True)


def _from_sentence(said: Said, action: Action, language: Language) -> str | None:
    if said.agrees and said.call <= 0.5:
        return None
    acts = [act for act in said.acts if act.ordered and said.speaker != "learner"]
    # "Regardez les onglets" says where to look, not what to do.
    if action in ("click", "choose", "type"):
        acts = [act for act in acts if act.action not in ("read", "scroll")]
    acts.sort(key=lambda act: act.action != action)
    for act in acts:
        title = act_title(said.text, act, action, language)
        if title:
            return title
    text = clean(said.text, language)
    if action in PRESSED:
        return _from_name(text, said.call >= SHOWN, language)
    return _from_field(text, language) if action == "type" else None


def act_title(text: str, act: Act, action: Action, language: Language) -> str | None:
    """The order that the verb and what follows it make; None where it is no plain phrase."""
    titles = language.titles
    spans = [found.span() for found in TOKEN.finditer(text)]
    if act.last >= len(spans):
        return None
    after = titles.added.split(text[spans[act.last][1] :], maxsplit=1)[0]
    rest = titles.adverbs.sub("", _clause(after, language))
    if act.first and fold(text[slice(*spans[act.first - 1])]) == titles.all_of:
        rest = f"{titles.all_of} {rest}".strip()
    verb = text[slice(*spans[act.first])]
    if action == "click" and len(rest.split()) < MOST_NAME and _begins(text, verb, language):
        # "Et Confirmer le rendez-vous." is a label read aloud.
        return _click_on(f"{verb} {rest}".strip(), language)
    if act.imperative == titles.verb["click"]:
        return _from_click(text[: spans[act.first][0]], rest, language)
    if act.action == "scroll":
        return _scroll(act.imperative, rest, language)
    return (
        _with_object(act, rest, action, language) if rest else _alone(act, verb, action, language)
    )


def _alone(act: Act, verb: str, action: Action, language: Language) -> str | None:
    """ "Continuez." is the name of what is pressed."""
    button = known_name(verb, language) if action == "click" else None
    if button:
        return _click_on(button, language)
    return act.imperative if act.action in ("wait", "click") else None


def _with_object(act: Act, rest: str, action: Action, language: Language) -> str | None:
    titles = language.titles
    if act.action == "type" and not fold(rest).startswith(tuple(titles.articles)):
        # What follows is rather the value than the field.
        return None
    label = capital_name(rest, language) if action in ("click", "choose") else None
    named = label and (titles.names.match(rest) or titles.self_named.search(rest))
    if label and named and not is_personal(label):
        before = rest[: fold(rest).index(fold(label))]
        verb = f"{act.imperative} {before}".strip()
        return titles.templates["named"].format(verb=verb, label=label)
    if not is_phrase(rest, language):
        return None
    return f"{act.imperative} {_polite(rest, language)}"


def _begins(text: str, verb: str, language: Language) -> bool:
    """Whether the verb is an infinitive with which the sentence begins."""
    return _no_opener(text, language).startswith(verb) and bool(
        language.titles.read_aloud.match(fold(verb))
    )


def _scroll(verb: str, rest: str, language: Language) -> str:
    """Where to go on the page; what follows "descendez" may say but how far."""
    titles = language.titles
    label = usual_button(rest, language) or capital_name(rest, language)
    if label and not is_personal(label):
        return titles.templates["seek"].format(verb=verb, label=label)
    short = len(rest.split()) <= MOST_WAY and not titles.verbs.search(rest)
    if short and titles.scroll_to.match(rest):
        return f"{verb} {rest}"
    return titles.templates["scroll_page" if " " in verb else "scroll_in"].format(verb=verb)


def _from_click(before: str, rest: str, language: Language) -> str | None:
    titles = language.titles
    label = (
        usual_button(rest, language) or capital_name(rest, language) or bare_name(rest, language)
    )
    if label:
        return _click_on(label, language)
    if rest:
        return f"{titles.verb['click']} {rest}" if is_phrase(rest, language) else None
    # "Recevoir un code par SMS, cliquez."
    named = _clause(clean(before, language).rstrip(" ,;"), language)
    wordy = not named or titles.wordy.match(named) or titles.verbs.search(named)
    return None if wordy else _click_on(named, language)


def _from_name(text: str, shown: bool, language: Language) -> str | None:
    """A title from a sentence without an order: a label read aloud, or, where the sentence shows
    something ("C'est le bouton bleu"), what it shows."""
    titles = language.titles
    clause = _clause(_no_opener(text, language), language)
    words = clause.split()
    if not words:
        return None
    begins = titles.infinitive.match(fold(words[0])) and len(words) <= MOST_NAME
    read_aloud = clause if begins and not titles.verbs.search(clause) else None
    label = usual_button(clause, language) or read_aloud
    if not label and shown:
        label = capital_name(clause.partition(" ")[2], language)
    if label:
        return _click_on(label, language)
    pointed = titles.pointed.search(text)
    for thing in (clause, _clause(pointed[1], language) if pointed else ""):
        first = fold(thing.partition(" ")[0])
        begun = first in titles.articles or first.startswith(tuple(titles.elisions))
        if shown and begun and is_phrase(thing, language):
            return titles.templates["click_what"].format(what=_small(thing))
    return None


def _from_field(text: str, language: Language) -> str | None:
    """The field that the sentence is about: "Et votre date de naissance"."""
    titles = language.titles
    named = titles.field.sub("", _clause(_no_opener(text, language), language))
    known = is_phrase(named, language) and names_a_thing(named, language)
    if not known or not fold(named).startswith(tuple(titles.articles)):
        return None
    return titles.templates["type"].format(what=_polite(_small(named), language))


def _polite(text: str, language: Language) -> str:
    """The words with "votre" for "mon" and "ton"."""
    mine = language.titles.possessives
    return " ".join(mine.get(word, word) for word in text.split())


def _clause(text: str, language: Language) -> str:
    """The words up to the next break, at most a handful."""
    titles = language.titles
    text = titles.second_order.split(titles.breaks.split(text.strip(" ,"), maxsplit=1)[0])[0]
    words = text.split()
    if len(words) > MOST_WORDS + 3:
        return ""
    words = words[:MOST_WORDS]
    # "le message de la" and "écrivez à" wait for a word that does not come.
    # but "Sign in" is whole.
    while (
        words and fold(words[-1]) in titles.trailing and not usual_button(" ".join(words), language)
    ):
        words.pop()
    return " ".join(words)


def _no_opener(text: str, language: Language) -> str:
    words = text.split()
    while words and fold(words[0]).strip(",.") in language.titles.openers:
        words = words[1:]
    return " ".join(words)


def _click_on(label: str, language: Language) -> str | None:
    if is_personal(label):
        return None
    titles = language.titles
    name = label.strip(" .,!?…«»“”\"'")
    name = name[:1].upper() + name[1:]
    return titles.templates["named"].format(verb=titles.verb["click"] + titles.on, label=name)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
