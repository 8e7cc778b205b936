"""Words for the steps: titles in the imperative and texts, from what the helper says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from media.cues import Act, Said, lexicon
from media.likeness import likeness
from media.protect import mask_text
from media.sounds import fold
from media.summary import summarise
from media.types import Action
from media.wording import says_something, without_remains

__all__ = ["clean", "mistake_title", "step_target", "step_text", "step_title", "summarise"]

MOST_WORDS = 9
NAMED_WELL = 0.6  # How surely a sentence names the label for its verb to be the title's.
MOST_LABEL = 10  # Words; what is longer is a text, not a label.
BREAK = re.compile(
    r"[,;:.!?…]|\s(?:et puis|puis|pour|parce|car|qui|comme ça|afin|là où|donc|si)\s|\s-\s"
)
AND_VERB = re.compile(r"\set\s+(?:on|vous|puis|ensuite|après|je)\b", re.IGNORECASE)
ADDED = re.compile(r"^\s*,\s*(?=(?:on|vous|je|il|elle|et|puis)\b)", re.IGNORECASE)
NAMED = re.compile(
    r"(?:l[ae'] ?)?(?:(?:bouton|onglet|lien|menu|case|rubrique|sur|dans)\s|[A-ZÀÂÉÈÊ])"
)
POINTED = re.compile(r"\bc'est (?:dans |sur )?((?:le|la|les|l'|un|une) [a-zà-ÿ][^,.?!;]*)", re.I)
VERBS = re.compile(r"\b(?:est|sont|a|ai|ont|va|fait|c'est|avez|êtes|je|il|elle|on|vous|ça)\b", re.I)
QUOTED = re.compile(r"[«“\"]\s*([^»”\"]{2,60}?)\s*[»”\"]")
NAME = re.compile(r"(?:^|\s)(?:d'|l')?([A-ZÀÂÉÈÊÎÔÙÇ][\w'’-]*[a-zà-ÿ][\w'’-]*(?:\s[\w'’-]+){0,5})$")
ARTICLES = ("le", "la", "les", "l'", "un", "une", "votre", "vos", "ce", "cette", "celui", "celle")
WAITING = {
    "le",
    "la",
    "les",
    "de",
    "du",
    "des",
    "a",
    "au",
    "aux",
    "et",
    "ou",
    "dans",
    "sur",
    "pour",
}
WAITING |= {"avec", "votre", "vos", "ce", "cette"}
OPENERS = {"et", "alors", "donc", "ensuite", "puis", "maintenant", "la", "voila", "apres", "enfin"}


def step_title(said: Sequence[Said], action: Action, label: str | None = None) -> str:
    """A short order for the step: from the label of what is pressed or filled in where it was read,
    else from its sentences; a plain one where they say too little.

    Sentences of the learner serve only for presses: what is typed may be personal.
    """
    title = _from_label(said, action, label) if label else None
    for sentence in () if title else _by_promise(said, action):
        title = _from_sentence(sentence, action)
        if title:
            break
    return mask_text(_capital(title or _plain(action)))


def _from_label(said: Sequence[Said], action: Action, label: str) -> str | None:
    """« Cochez « Je certifie » », « Tapez votre nom »; None for a label that makes no title."""
    titles = lexicon()["titles"]
    name = label.strip(" .:*…")
    if len(name.split()) > MOST_LABEL or not re.search(r"\w", name) or action == "scroll":
        return None
    if action == "type":
        own = any(fold(name).startswith(noun) for noun in lexicon()["own_fields"])
        return titles["type_own" if own else "type_in"].format(label=_small(name) if own else name)
    chosen = [
        act
        for s in said
        for act in s.acts
        if act.action == "choose" and act.ordered and likeness(s.text, name) > NAMED_WELL
    ]
    if action == "choose" and chosen:
        return f"{chosen[0].imperative} « {name} »"
    return titles["click_on"].format(label=name)


def mistake_title(said: Sequence[Said]) -> str:
    """The way back from a mistake, in the helper's words where they say it."""
    titles = lexicon()["titles"]
    for sentence in said:
        if sentence.speaker == "learner" or not sentence.wrong:
            continue
        for act in sentence.acts:
            way = _from_act(sentence.text, act, "other") if act.ordered else None
            if way:
                return mask_text(titles["mistake"].format(what=_small(way)))
    return titles["mistake_plain"]


def step_target(title: str) -> str | None:
    """The label named in the title, between its quotation marks."""
    found = re.search(r"« (.+) »", title)
    return found[1] if found else None


def step_text(said: Sequence[Said], title: str) -> str:
    """What the helper says in the step, without hesitations, at most two sentences."""
    spoken = [s for s in said if s.speaker != "learner" and not s.off and not s.wrong]
    spoken = [s for s in spoken if says_something(s.text)]
    spoken.sort(key=lambda s: s.call, reverse=True)
    chosen = sorted(spoken[:2], key=lambda s: s.start)
    whole = ""
    for text in (s.text.strip() for s in chosen):
        # "… sur nouveau message," "le bouton rouge." is one sentence said in two breaths.
        goes_on = whole.endswith(",") and text[:1].islower()
        whole = f"{whole} {text}" if goes_on else _ended(whole) + clean(text)
    return without_remains(_ended(whole)) or f"{title}."


def _ended(text: str) -> str:
    """The text with a full stop and the space for the next sentence."""
    text = text.rstrip(" ,;:-")
    return text and (f"{text} " if text[-1] in ".!?…" else f"{text}. ")


def clean(text: str) -> str:
    """The sentence without hesitations at its beginning and between its words."""
    words = lexicon()["hesitations"]
    text = re.sub(r"\b(?:euh|heu|hum|hmm)\b[,.…]*\s*", "", text, flags=re.IGNORECASE)
    text = re.sub(r",?\s*\bhein\b\s*(?=[?.!,]|$)", "", text, flags=re.IGNORECASE).strip()
    opener = re.compile(
        r"^(?:" + "|".join(re.escape(word) for word in words) + r")(?![\w'’-])[\s,.!…]*"
    )
    while found := opener.match(fold(text)):
        # Folding keeps the length but for "œ", which no hesitation has.
        text = text[found.end() :]
    return _capital(text.strip())


def _by_promise(said: Sequence[Said], action: Action) -> list[Said]:
    """The sentences, the most telling first."""
    fit = [s for s in said if not s.off and not s.wrong]
    if action in ("type", "choose"):
        fit = [s for s in fit if s.speaker != "learner"]

    def promise(s: Said) -> float:
        orders = [act for act in s.acts if act.ordered]
        same = any(act.action == action for act in orders)
        # "Regardez les onglets" says where to look, not what to do.
        looks = orders and action == "click" and all(act.action == "read" for act in orders)
        call = 0.1 if looks else s.call
        return call + 1.5 * same + 0.4 * (s.speaker != "learner")

    return sorted(fit, key=promise, reverse=True)


def _from_sentence(said: Said, action: Action) -> str | None:
    text = clean(said.text)
    if said.agrees and said.call <= 0.5:
        return None
    acts = [act for act in said.acts if act.ordered and said.speaker != "learner"]
    acts.sort(key=lambda act: act.action != action)
    for act in acts:
        title = _from_act(said.text, act, action)
        if title:
            return title
    return _from_thing(text, action)


def _from_act(text: str, act: Act, action: Action) -> str | None:
    spans = [found.span() for found in re.finditer(r"[\w'’-]+", text)]
    if act.last >= len(spans):
        return None
    verb = text[spans[act.first][0] : spans[act.first][1]]
    rest = re.sub(
        r"^(?:plutôt|donc|juste|bien|ensuite|maintenant)\s+",
        "",
        _clause(ADDED.split(text[spans[act.last][1] :], maxsplit=1)[0]),
    )
    if act.first and verb[:1].isupper() and action == "click":
        return _click_on(_clause(text[spans[act.first][0] :]))
    if act.first and fold(text[spans[act.first - 1][0] : spans[act.first - 1][1]]) == "tout":
        rest = f"tout {rest}".strip()
    if act.imperative == "Cliquez":
        return _from_click(text[: spans[act.first][0]], rest)
    if not rest and act.action in ("scroll", "wait"):
        return act.imperative
    if not rest:
        return None
    label = _label(rest) if action in ("click", "choose") and NAMED.match(rest) else None
    return (
        f"{act.imperative} {rest.replace(label, f'« {label} »')}" if label else _joined(act, rest)
    )


def _joined(act: Act, rest: str) -> str:
    # "Donnez lui" would be another sentence than "donner à lui".
    return f"{act.imperative} {rest}"


def _from_click(before: str, rest: str) -> str | None:
    label = _label(rest)
    if label:
        return _click_on(label)
    if rest:
        return f"Cliquez {rest}"
    # "Recevoir un code par SMS, cliquez."
    named = _clause(clean(before).rstrip(" ,;"))
    wordy = re.match(r"(?i)(vous|on|il|elle|je|c'est|et|puis)\b", named)
    return _click_on(named) if named and not wordy else None


def _from_thing(text: str, action: Action) -> str | None:
    """A title from a sentence without an order: the name of a thing, or a label read aloud."""
    text = _no_opener(text)
    clause = _clause(text)
    words = clause.split()
    if not words:
        return None
    first = fold(words[0])
    if action in ("click", "choose", "other"):
        if re.fullmatch(r"[\w'-]+(?:er|ir|re)", first) and len(words) <= 7:
            return _click_on(clause)
        if first in ARTICLES and len(words) <= 7 and not _has_verb(clause):
            return f"Cliquez sur {_small(clause)}"
        named = POINTED.search(text)
        if named and len(named[1].split()) <= 8:
            return f"Cliquez sur {named[1].strip()}"
        label = _label(text.partition(" ")[2]) or (clause if _reads_label(clause) else None)
        if label:
            return _click_on(label)
    if action == "type":
        thing = re.sub(r"^(?:il (?:me )?faut |là |c'est |pour )+", "", clause, flags=re.I)
        if fold(thing).startswith(ARTICLES) and not _has_verb(thing):
            return lexicon()["titles"]["type"].format(what=_small(thing))
    return None


def _clause(text: str) -> str:
    """The words up to the next break, at most a handful."""
    text = AND_VERB.split(BREAK.split(text.strip(" ,"), maxsplit=1)[0], maxsplit=1)[0]
    words = text.split()
    if len(words) > MOST_WORDS + 3:
        return ""
    words = words[:MOST_WORDS]
    # "le message de la" and "écrivez à" wait for a word that does not come.
    while words and fold(words[-1]) in WAITING:
        words.pop()
    return " ".join(words)


def _label(text: str) -> str | None:
    """What begins with a capital inside a sentence is the name of something on the screen."""
    quoted = QUOTED.search(text)
    if quoted:
        return _capital(quoted[1])
    found = NAME.search(BREAK.split(text.strip(), maxsplit=1)[0])
    return found[1] if found else None


def _reads_label(clause: str) -> bool:
    """Whether a short sentence is but the name of something: "CV et réalisations"."""
    return len(clause.split()) <= 4 and not _has_verb(clause) and clause[:1].isupper()


def _has_verb(text: str) -> bool:
    return bool(VERBS.search(text))


def _no_opener(text: str) -> str:
    words = text.split()
    while words and fold(words[0]).strip(",.") in OPENERS:
        words = words[1:]
    return " ".join(words)


def _click_on(label: str) -> str:
    return lexicon()["titles"]["click_on"].format(label=label.strip(" .,!?…«»\"'"))


def _plain(action: Action) -> str:
    names = {"type": "type_here", "choose": "choose_here"}
    return lexicon()["titles"][names.get(action, action)]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
