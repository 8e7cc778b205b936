"""What the sentences of a session tell: instructions, agreement, corrections, talk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from media.acts import Act, find_acts
from media.heard import Heard, heard
from media.language import Language
from media.lexicon import Lexicon, doubted, lexicon
from media.sounds import fold
from media.types import Speaker, Utterance, Word

INSTRUCTION = 1.0  # From here on a sentence is taken for an instruction.
BESIDE = 0.6  # What signs of talk have to come to.
ANNOUNCED = 9  # Words at most of "Et là, je valide."
AIM = 0.4  # At most, of a sentence that says what the session is for.
SHORT, LONG = 6, 9  # Words.
WORD = 1.0  # Seconds; no word takes longer.
BREATH = 0.8  # Seconds of silence after which another sentence begins.
NAMED = re.compile(r"(?<=\w )[A-ZÀ-Ý]\w+")

Kind = Literal["instruction", "agreement", "question", "correction", "waiting", "beside", "other"]


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
    denies: bool = False
    off: float = 0.0
    aim: bool = False
    asks: bool = False
    waits: bool = False
    unsure: tuple[str, ...] = ()
    """Words that the ear hardly believes, folded."""

    @property
    def length(self) -> int:
        """Its number of words."""
        return len(self.text.split())

    @property
    def kind(self) -> Kind:
        """What it is above all."""
        if self.wrong:
            return "correction"
        if self.off >= BESIDE and self.call < INSTRUCTION + 0.5:
            return "beside"
        if self.call >= INSTRUCTION:
            return "instruction"
        if self.waits:
            return "waiting"
        if self.asks:
            return "question"
        return "agreement" if self.agrees else "other"


def goes_back(label: str, language: Language) -> bool:
    """Whether what bears this label leads back: "Retour", "Annuler", an arrow."""
    first = fold(label).strip(" .<‹«").split()[:1]
    return bool(first) and first[0] in language.grammar.back


def acts_upon(label: str, language: Language) -> bool:
    """Whether what bears this label does something: "Valider", "Me connecter"."""
    said = judge(0.0, 0.0, None, label, language)
    return any(act.action == "click" for act in said.acts)


def read(transcript: Iterable[Utterance], language: Language) -> tuple[Said, ...]:
    """Every sentence of the transcript, judged, in order of time; none of a language not known."""
    if not language.verbs:
        return ()
    said = [
        replace(judge(*part, language), unsure=_unsure(breath, *part[:2], lexicon(language)))
        for utterance in transcript
        for breath in breaths(utterance)
        for part in sentences(breath, language)
    ]
    return tuple(sorted(said, key=lambda s: (s.start, s.end)))


def _unsure(breath: Utterance, start: float, end: float, known: Lexicon) -> tuple[str, ...]:
    """Words from then to then that the ear hardly believes, or that are none."""
    there = [word for word in breath.words if start <= (word.start + word.end) / 2 <= end]
    weak = filter(None, map(doubted, there))
    return (*weak, *(fold(strange) for word in there for strange in known.strange(word.text)))


def breaths(utterance: Utterance) -> list[Utterance]:
    """The utterance cut at its pauses. A word drawn out over silence begins late: Whisper lets it
    start where the sound before it ended."""
    words = [replace(word, start=max(word.start, word.end - WORD)) for word in utterance.words]
    if not words:
        return [utterance]
    groups: list[list[Word]] = [[words[0]]]
    for before, word in pairwise(words):
        if word.start - before.end > BREATH:
            groups.append([])
        groups[-1].append(word)
    if len(groups) == 1:
        return [replace(utterance, start=words[0].start, words=tuple(words))]
    return [
        replace(
            utterance,
            start=group[0].start,
            end=group[-1].end,
            text=" ".join(word.text for word in group),
            words=tuple(group),
        )
        for group in groups
    ]


def sentences(
    utterance: Utterance, language: Language
) -> list[tuple[float, float, Speaker | None, str]]:
    """The sentences of an utterance; times from its words, else shared out by length."""
    text = utterance.text.strip()
    whole = [part for part in re.split(r"(?<=[.?!…])\s+(?=\S)", text) if re.search(r"\w", part)]
    parts = [clause for part in whole for clause in _orders(part, language)]
    if len(parts) < 2:
        return [(utterance.start, utterance.end, utterance.voice, text)] if parts else []
    times = _times(utterance, parts)
    return [(*time, utterance.voice, part) for time, part in zip(times, parts, strict=True)]


def _orders(sentence: str, language: Language) -> list[str]:
    """The sentence cut where a second order begins: "on choisit le fichier, et puis on clique"."""
    found = language.grammar.second_order.search(sentence)
    if not found:
        return [sentence]
    parts = sentence[: found.start()], sentence[found.end() :]
    both = all(any(act.ordered for act in find_acts(part, language)) for part in parts)
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


def judge(start: float, end: float, speaker: Speaker | None, text: str, language: Language) -> Said:
    """The sentence with what it tells."""
    cues = language.cues
    words = heard(text, language.sound)
    bare = heard(cues.idioms.blank(words.folded), language.sound)
    acts = find_acts(text, language)
    speaker = speaker or _speaker(text, language)
    wrong = cues.wrong.within(bare)
    asks = words.folded.rstrip().endswith("?") or cues.asking.within(words)
    return Said(
        start=start,
        end=max(start, end),
        speaker=speaker,
        text=text,
        acts=acts,
        call=_call(words, acts, speaker, language, asks=asks),
        agrees=cues.acknowledge.within(words) or bool(language.grammar.yes.match(words.folded)),
        wrong=wrong,
        denies=bool(language.grammar.no.search(words.folded)),
        off=_off(text, words, acts, language, wrong=wrong),
        aim=cues.aim.within(words),
        asks=asks,
        waits=cues.waiting.within(words),
    )


def _speaker(text: str, language: Language) -> Speaker | None:
    """Who speaks, where one track holds both voices: the learner says "je", the helper "vous"."""
    # "Mon profil" in a sentence is what stands on the screen, not somebody's.
    said = fold(NAMED.sub("", text))
    learner = language.cues.learner_says.written.search(said)
    helper = language.cues.helper_says.written.search(said)
    if bool(learner) == bool(helper):
        return None
    return "learner" if learner else "helper"


def _call(
    words: Heard, acts: tuple[Act, ...], speaker: Speaker | None, language: Language, *, asks: bool
) -> float:
    """How much the sentence sounds like an instruction."""
    cues = language.cues
    framed = cues.frames.within(words)
    ordered = [act for act in acts if act.ordered]
    doing = _does(ordered)
    value = 0.5 * framed + 0.6 * cues.order.within(words)
    announced = speaker == "learner" and len(words.words) <= ANNOUNCED and bool(acts)
    if doing or announced:
        # Of the learner ("je clique là") it comes to less than an instruction, below.
        value += 1.8
    elif acts:
        value += 0.9 if len(words.words) <= SHORT or ordered else 0.4
    things = min(2, cues.things.count(words))
    value += (0.5 if acts or framed else 0.2) * things
    if things and not acts and _points(words, language):
        # "C'est le bouton bleu." asks for something without a verb.
        value += 0.6
    if cues.aim.within(words):
        # What the session is for is no order yet.
        value = min(value, AIM)
    if asks:
        value -= 0.6
    if speaker == "learner":
        value = 0.5 * value - 0.3
    return value


def _does(acts: Iterable[Act]) -> bool:
    return any(act.action not in ("read", "wait") for act in acts)


def _points(words: Heard, language: Language) -> bool:
    """Whether the sentence shows something: "C'est le bouton bleu", "La case du milieu"."""
    if language.grammar.names_things.search(words.folded):
        return True
    return len(words.words) <= LONG and not language.titles.verbs.search(words.folded)


def _off(
    text: str, words: Heard, acts: tuple[Act, ...], language: Language, *, wrong: bool
) -> float:
    """How much the sentence sounds like something beside the matter."""
    cues = language.cues
    ordered = any(act.ordered for act in acts)
    value = 1.6 * cues.greeting.within(words) * (0.5 if ordered else 1.0)
    if wrong:
        # "Ce n'est pas grave, on recommence."
        return value
    value += 1.2 * cues.talk.within(words)
    if len(words.words) <= SHORT:
        value += 1.2 * cues.transition.within(words)
    value += 0.8 * cues.aim.within(words)
    return value if ordered else value + _signs(text, words, language)


def _signs(text: str, words: Heard, language: Language) -> float:
    """What tells a story or small talk, whatever it is about; 0 where too little does."""
    cues, grammar = language.cues, language.grammar
    if len(words.words) < SHORT - 1:
        return 0.0
    value = 0.6 * bool(grammar.past.search(text.lower().replace("’", "'")))
    value += 0.8 * cues.life.within(words)
    if not value:
        return 0.0
    value += 0.3 * any(word.split("'")[-1] in grammar.third_person for word in words.words)
    value += 0.3 * (len(words.words) >= LONG)
    if cues.matter.within(words) or cues.things.within(words):
        value -= 0.6
    return value if value >= BESIDE else 0.0
