"""What the sentences of a session tell: instructions, agreement, corrections, talk."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from media.sounds import fold
from media.types import Action, Speaker, Utterance, Word

DATA = Path(__file__).parent / "data"
LIKE = 86.0  # Of 100: how near a misheard word comes to a stem.
YES = re.compile(r"oui\b|si\s*(?:[,.!?…]|$)")
LONG = 6  # Letters from which a stem may be misheard and still be known.


@dataclass(frozen=True, slots=True)
class Act:
    """A verb of action found in a sentence: what one does, and where the words are."""

    action: Action
    imperative: str
    first: int
    last: int
    ordered: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence with what it tells. `call` > 0: an instruction; `off` > 0: beside the matter."""

    start: float
    end: float
    speaker: Speaker | None
    text: str
    acts: tuple[Act, ...] = ()
    call: float = 0.0
    agrees: bool = False
    wrong: bool = False
    off: float = 0.0
    aim: bool = False
    asks: bool = False
    waits: bool = False

    @property
    def length(self) -> int:
        """Its number of words."""
        return len(self.text.split())


@cache
def lexicon(language: str = "fr") -> dict[str, Any]:
    """The cue words of a language, folded as `fold` does."""
    return json.loads((DATA / f"cues.{language}.json").read_text(encoding="utf-8"))


def read(transcript: Iterable[Utterance]) -> tuple[Said, ...]:
    """Every sentence of the transcript, judged, in order of time."""
    said = [judge(*part) for utterance in transcript for part in sentences(utterance)]
    return tuple(sorted(said, key=lambda s: (s.start, s.end)))


def sentences(utterance: Utterance) -> list[tuple[float, float, Speaker | None, str]]:
    """The sentences of an utterance; times from its words, else shared out by length."""
    text = utterance.text.strip()
    whole = [part for part in re.split(r"(?<=[.?!…])\s+(?=\S)", text) if re.search(r"\w", part)]
    parts = [clause for part in whole for clause in _orders(part)]
    if len(parts) < 2:
        return [(utterance.start, utterance.end, utterance.speaker, text)] if parts else []
    times = _times(utterance, parts)
    return [(*time, utterance.speaker, part) for time, part in zip(times, parts, strict=True)]


def _orders(sentence: str) -> list[str]:
    """The sentence cut where a second order begins: "on choisit le fichier, et puis on clique"."""
    found = re.search(r",?\s+(?:et |puis )+(?:puis |ensuite |après )?(?=on |vous )", sentence)
    if not found:
        return [sentence]
    parts = sentence[: found.start()], sentence[found.end() :]
    both = all(any(act.ordered for act in find_acts(fold(part))) for part in parts)
    return list(parts) if both else [sentence]


def _times(utterance: Utterance, parts: Sequence[str]) -> list[tuple[float, float]]:
    """Start and end of each part."""
    words: Sequence[Word] = utterance.words
    total = sum(len(part) for part in parts) or 1
    times, done = [], 0
    for part in parts:
        low, high = done / total, (done + len(part)) / total
        done += len(part)
        if words:
            first = words[min(len(words) - 1, round(low * len(words)))]
            last = words[max(0, min(len(words), round(high * len(words))) - 1)]
            times.append((first.start, max(first.start, last.end)))
        else:
            span = utterance.end - utterance.start
            times.append((utterance.start + low * span, utterance.start + high * span))
    return times


def judge(start: float, end: float, speaker: Speaker | None, text: str) -> Said:
    """The sentence with what it tells."""
    words = lexicon()
    folded = fold(text)
    acts = find_acts(folded)
    speaker = speaker or _speaker(folded, acts)
    wrong = _any(folded, words["wrong"])
    agrees = _any(folded, words["acknowledge"]) or bool(YES.match(folded))
    return Said(
        start=start,
        end=max(start, end),
        speaker=speaker,
        text=text,
        acts=acts,
        call=_call(folded, acts, speaker),
        agrees=agrees,
        wrong=wrong,
        off=_off(folded, acts),
        aim=_any(folded, words["aim"]),
        asks=folded.rstrip().endswith("?"),
        waits=_any(folded, words["waiting"]),
    )


def _speaker(folded: str, acts: tuple[Act, ...]) -> Speaker | None:
    """Who speaks, where one track holds both voices: the learner says "je", the helper "vous"."""
    words = lexicon()
    learner, helper = _any(folded, words["learner_says"]), _any(folded, words["helper_says"])
    if learner == helper:
        return None
    return "learner" if learner else "helper"


def find_acts(folded: str) -> tuple[Act, ...]:
    """The verbs of action of a folded sentence, in their order."""
    tokens = re.findall(r"[\w'-]+", folded)
    acts: list[Act] = []
    for position, token in enumerate(tokens):
        pair = " ".join(tokens[position : position + 2])
        bare = re.sub(r"-(?:vous|le|la|les|lui|y|en|moi)$", "", token.split("'")[-1])
        found = _verb(bare, pair)
        if found and not _no_verb(tokens, position):
            action, imperative, length = found
            acts.append(
                Act(action, imperative, position, position + length - 1, _ordered(tokens, position))
            )
    return tuple(acts)


def _no_verb(tokens: list[str], position: int) -> bool:
    """Whether a noun or a participle stands here: "la recherche", "c'est confirmé"."""
    words = lexicon()
    token = tokens[position]
    before = tokens[position - 1] if position else ""
    ending = token.endswith(("e", "es", "ee", "t", "is", "i", "ie"))
    return ending and (before in words["participle_after"] or before in words["noun_after"])


@cache
def _verb(token: str, pair: str) -> tuple[Action, str, int] | None:
    for action, stems in lexicon()["acts"].items():
        for stem, imperative in stems.items():
            if " " in stem:
                if pair == stem:
                    return action, imperative, 2
            elif _is_form(token, stem):
                return action, imperative, 1
    return None


def _is_form(token: str, stem: str) -> bool:
    """Whether the word is the stem with an ending of a verb, perhaps misheard."""
    if token.startswith(stem):
        return bool(re.fullmatch(ENDINGS, token[len(stem) :]))
    heard = token[: len(stem)]
    near = len(stem) >= LONG and len(token) >= LONG and fuzz.ratio(heard, stem) >= LIKE
    return near and bool(re.fullmatch(ENDINGS, token[len(stem) :]))


ENDINGS = r"(?:[a-z]{0,3}(?:ez|er|ir|re|ons)|e|r|s|t|ie|uie|oie|onne|z|is|it)?"


def _ordered(tokens: list[str], position: int) -> bool:
    """Whether the verb is an order or a plan, not the name of a thing: "-ez", "on clique"."""
    verb = re.sub(r"-\w+$", "", tokens[position])
    before = tokens[max(0, position - 3) : position]
    if verb.endswith(("ez", "faites")):
        return True
    asked = {"on", "vous", "faut", "va", "pouvez", "allez", "devez", "suffit", "je", "j'", "d'"}
    return bool(asked & set(before)) or verb.startswith("j'")


def _call(folded: str, acts: tuple[Act, ...], speaker: Speaker | None) -> float:
    """How much the sentence sounds like an instruction."""
    words = lexicon()
    short = len(folded.split()) <= 6
    framed = _any(folded, words["frames"])
    ordered = [act for act in acts if act.ordered]
    doing = [act for act in ordered if act.action not in ("read", "wait")]
    value = 0.5 * framed + 0.6 * _any(folded, words["order"])
    if doing:
        value += 1.8
    elif acts:
        value += 0.9 if short or ordered else 0.4
    things = min(2, sum(_has(folded, thing) for thing in words["things"]))
    value += (0.5 if acts or framed else 0.2) * things
    if folded.rstrip().endswith("?"):
        value -= 0.6
    if speaker == "learner":
        value = 0.5 * value - 0.3
    return value


def _off(folded: str, acts: tuple[Act, ...]) -> float:
    words = lexicon()
    greeting = 1.6 * _any(folded, words["greeting"])
    if any(act.ordered for act in acts):
        greeting *= 0.5
    aim = _any(folded, words["aim"]) and not any(act.ordered for act in acts)
    return greeting + 1.2 * _any(folded, words["chat"]) + 0.8 * aim


def goes_back(label: str) -> bool:
    """Whether what bears this label leads back: "Retour", "Annuler", an arrow."""
    first = fold(label).strip(" .<‹«").split()[:1]
    return bool(first) and first[0] in lexicon()["back"]


def _any(folded: str, cues: Iterable[str]) -> bool:
    return any(_has(folded, cue) for cue in cues)


def _has(folded: str, cue: str) -> bool:
    return re.search(_pattern(cue), folded) is not None


@cache
def _pattern(cue: str) -> re.Pattern[str]:
    # Whole words, but for stems, which end with a star.
    end = "" if cue.endswith("*") else r"(?!\w)"
    return re.compile(r"(?<!\w)" + re.escape(cue.removesuffix("*")) + end)
