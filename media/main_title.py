"""The title of a tutorial: what was done, and with what, as those say it who spoke and the pages.

Deeds ("Signaler un problème") come from the aim as stated, from what was pressed and from headings;
subjects ("Éclairage public") from headings and from what was chosen. Both are weighed by how much
else in the session speaks of them. A deed that says little by itself is told with its subject.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from media.aims import is_occasion, stated_aims
from media.infinitives import as_done, as_infinitive
from media.label_names import is_personal
from media.language import Language
from media.shown.page import is_address_bar
from media.shown.people import is_given
from media.sounds import fold
from media.titles import step_target
from media.types import ScreenLine, Step, Utterance

BEGINNING = 75.0  # Seconds in which one mostly says what for.
HEADING = 1.25  # Times as high as the other lines.
BAR = 0.15  # Of the height: above are the bars of browser and site.
LOOKED_AT = 2.0  # Seconds in which a heading is read.
STEM = 6  # Letters of a word that its forms have in common.
SHORT = 3  # Letters of a word that can tell what one is about.
MOST_SUBJECT = 6  # Words.
AROUND = " .:"
ENOUGH = 2  # Words: a deed told by more needs no subject.
EVERYWHERE = 0.9  # Of the session.
MASKED = "["  # Begins what stands for somebody's value, « [nom] ».
WORD = re.compile(r"[^\W_]+")

DEED = {"page": 0.2, "early": 0.2, "heading": 0.15, "pressed": 0.1}
SUBJECT = {"heading": 0.25, "pressed": 0.15, "early": 0.05}
"""What each kind of support counts, 0 to 1 of it; learnt (least squares) from what those who wrote
the scenarios called them: how many of the words agree."""
MEANS, VAGUE = -0.11, -0.06
WEAK = 0.05  # Means of less weight are no deed where there is a subject.
SUBJECT_OF_VAGUE, SUBJECT_OF_CLEAR = 0.08, 0.2
"""From which support on a subject is told: with a deed that says little by itself, and another."""


@dataclass(frozen=True, slots=True)
class MainTitle:
    """What was done, as an infinitive, and with what; one of them may be missing."""

    deed: str = ""
    subject: str = ""

    def __str__(self) -> str:
        if not self.deed:
            return self.subject
        return f"{self.deed} : {small(self.subject)}" if self.subject else self.deed


@dataclass(slots=True)
class Support:
    """How much of a session speaks of a word, in several ways, each 0 to 1."""

    said: list[set[str]]
    headings: list[set[str]]
    pressed: list[set[str]]
    shown: list[tuple[set[str], float]]
    """With the share of the session in which it is read."""
    language: Language
    _known: dict[str, dict[str, float]] = field(default_factory=dict)

    def of(self, text: str) -> dict[str, float]:
        """The mean over the words that can tell something."""
        words = stems(text, self.language)
        found = [self._of(word) for word in words]
        kinds = DEED.keys() | SUBJECT.keys()
        return {kind: sum(one[kind] for one in found) / max(1, len(found)) for kind in kinds}

    def _of(self, word: str) -> dict[str, float]:
        if word not in self._known:
            self._known[word] = {
                "early": min(2, sum(word in one for one in self.said)) / 2,
                "heading": min(3, sum(word in one for one in self.headings)) / 3,
                "pressed": min(2, sum(word in one for one in self.pressed)) / 2,
                "page": min(1.0, sum(share for one, share in self.shown if word in one)),
            }
        return self._known[word]


def stems(text: str, language: Language) -> tuple[str, ...]:
    """The beginnings of the words that tell what it is about, each once."""
    small = language.titles.trailing | {fold(word) for word in language.titles.possessives}
    small |= {fold(word) for word in language.titles.possessives.values()}
    words = ((word, fold(word)) for word in WORD.findall(text))
    told = (
        plain
        for word, plain in words
        if plain not in small and (len(plain) >= SHORT or (word.isupper() and len(word) > 1))
    )
    return tuple(dict.fromkeys(word[: STEM if len(word) > STEM else STEM - 1] for word in told))


def main_title(
    transcript: Sequence[Utterance],
    steps: Sequence[Step],
    lines: Sequence[ScreenLine],
    language: Language,
) -> MainTitle:
    """The title; empty where nothing tells it. What is on a wrong way must be left out before."""
    good = [step for step in steps if not step.mistake]
    heads = list(dict.fromkeys(headings(lines)))
    end = max((one.end for one in (*transcript, *steps, *lines)), default=1.0) or 1.0
    read: Counter[str] = Counter()
    for line in lines:
        read[line.text.strip(AROUND)] += line.end - line.start
    support = Support(
        [set(stems(one.text, language)) for one in transcript if one.start < BEGINNING],
        [set(stems(text, language)) for text in heads],
        [set(stems(f"{step.target or ''} {step.title}", language)) for step in good],
        [(set(stems(one.text, language)), (one.end - one.start) / end) for one in lines],
        language,
    )
    deeds = dict.fromkeys(_deeds(transcript, good, heads, lines, language))
    told_fully = {one.split()[0] for one in deeds if " " in one}
    # "Réserver" says less than "Réserver un passage".
    weights = {one: _weight(one, support) for one in deeds if one not in told_fully}
    deed = _deed(weights, language)
    # What stands on every page is whose they are, not what for.
    subjects = {
        one: _known(one, support)
        for one in _subjects(good, heads, language)
        if read[one] < EVERYWHERE * end
    }
    about = _with_subject(deed, subjects, language)
    means = language.titles.means.match(fold(deed))
    if about.subject and means and weights[deed] < WEAK:
        about = MainTitle("", about.subject)
    if not about.deed:
        occasion = next(stated_aims(transcript, lines, language), about.subject)
        return MainTitle("", about.subject if deed else occasion)
    if " " not in str(about):
        # "Déclarer" alone tells little.
        fuller = (one for one in weights if " " in one)
        return MainTitle(max(fuller, key=weights.__getitem__, default=deed))
    return about


def _deed(weights: Mapping[str, float], language: Language) -> str:
    """What was done: the deed with most weight, or what it ended if it only ends something."""
    deed = max(weights, key=weights.__getitem__, default="")
    if language.titles.closes.match(fold(deed)):
        # "Confirmer le rendez-vous" is how "Prendre rendez-vous" ended.
        about = set(stems(deed, language))
        same = (one for one in weights if about & set(stems(one, language)))
        better = [one for one in same if not language.titles.means.match(fold(one))]
        deed = max(better, key=weights.__getitem__, default=deed)
    return deed


def _with_subject(deed: str, subjects: Mapping[str, float], language: Language) -> MainTitle:
    """The deed with its subject, where it needs one and there is one known well enough."""
    closes = language.titles.closes.match(fold(deed))
    vague = not deed or closes or _is_vague(deed, language)
    least = SUBJECT_OF_VAGUE if vague else SUBJECT_OF_CLEAR
    ranked = sorted((s for s in subjects if subjects[s] >= least), key=lambda s: -subjects[s])
    about = set(stems(deed, language))
    if len(about) > ENOUGH:
        return MainTitle(deed)
    apart = [one for one in ranked if not about & set(stems(one, language))]
    if ranked and ranked[0] not in apart and closes:
        # "Envoyer l'inscription" is how "Première inscription" ended.
        return MainTitle("", ranked[0])
    return MainTitle(deed, apart[0] if apart else "")


def _weight(deed: str, support: Support) -> float:
    found, titles = support.of(deed), support.language.titles
    weight = sum(share * found[kind] for kind, share in DEED.items())
    weight += MEANS * bool(titles.means.match(fold(deed)))
    return weight + VAGUE * _is_vague(deed, support.language)


def _known(subject: str, support: Support) -> float:
    found = support.of(subject)
    return sum(share * found[kind] for kind, share in SUBJECT.items())


def _is_vague(deed: str, language: Language) -> bool:
    """Whether it says little by itself: "Faire une demande", "Commander"."""
    rest = stems(deed, language)[1:]
    return all(language.titles.vague.match(word) for word in rest)


def _deeds(
    transcript: Sequence[Utterance],
    steps: Sequence[Step],
    heads: Sequence[str],
    lines: Sequence[ScreenLine],
    language: Language,
) -> Iterator[str]:
    """What may have been done: stated, pressed, in headings, and what the helper asked for."""
    yield from (a for a in stated_aims(transcript, lines, language) if not is_occasion(a, language))
    for label in _pressed(steps, language):
        deed = as_infinitive(label, language, least=1)
        if deed and (len(deed.split()) > 1 or not language.titles.means.match(fold(deed))):
            yield deed
    for head in heads:
        deed = as_infinitive(head, language) or as_done(head, language)
        if deed and head[:1].isupper():
            yield deed
    yield from (d for o in _orders(steps, language) if (d := as_infinitive(o, language)))


def _subjects(steps: Sequence[Step], heads: Sequence[str], language: Language) -> Iterator[str]:
    """What it may have been done with: headings, and what was chosen."""
    fields = {fold(step.target) for step in steps if step.action == "type" and step.target}
    titles = language.titles
    for text in (*_pressed(steps, language), *heads):
        one = titles.part.sub("", text)
        plain = fold(one)
        few = 0 < len(one.split()) <= MOST_SUBJECT and one[:1].isupper() and plain not in fields
        thing = not titles.no_subject.search(plain) and not titles.consents.match(plain)
        thing = thing and not titles.infinitive.match(plain.split()[0])
        if few and thing and not _is_name(one) and not is_personal(one):
            yield one


def _pressed(steps: Sequence[Step], language: Language) -> Iterator[str]:
    """What is written on what was pressed, without what was ticked on the way, or names somebody:
    that is masked."""
    ticked = fold(language.titles.verb["check"])
    for step in steps:
        label = step.target or step_target(step.title) or ""
        if label[:1].isupper() and MASKED not in label and not fold(step.title).startswith(ticked):
            yield label


def _orders(steps: Sequence[Step], language: Language) -> Iterator[str]:
    """The titles of steps that say what for, the last first: "Ajoutez un bénéficiaire"."""
    telling = [verb for verb in language.verbs if verb.action == "click"]
    orders = {fold(verb.imperative) for verb in telling} - language.titles.presses
    for step in reversed(steps):
        if fold(step.title.split()[0]) in orders and not step_target(step.title):
            yield step.title


def _is_name(text: str) -> bool:
    """Whether it is a person's or a site's: "Monique", "Clavette Mobilités"."""
    words = text.split()
    if len(words) == 1:
        return is_given(text)
    return all(word[:1].isupper() for word in words)


def small(text: str) -> str:
    """The text within a title: "Éclairage public", but "CAF" and "La Poste" as they are."""
    first, *rest = text.split() or ("",)
    named = (
        not first[1:].islower()
        or "→" in text
        or (len(first) < SHORT + 1 and rest and rest[0][:1].isupper())
    )
    return text if named else text[:1].lower() + text[1:]


def headings(lines: Sequence[ScreenLine]) -> list[str]:
    """The lines in large letters, the longest shown first."""
    read = [line for line in lines if not is_address_bar(line)]
    if not read:
        return []
    height = max(line.box[1] + line.box[3] for line in read)
    usual = sorted(line.box[3] for line in read)[len(read) // 2]
    large = [
        line
        for line in read
        if line.box[3] >= HEADING * usual
        and line.end - line.start >= LOOKED_AT
        and line.box[1] >= BAR * height
    ]
    large.sort(key=lambda line: line.start - line.end)
    return [line.text.strip(AROUND) for line in large]
