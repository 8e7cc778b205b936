"""What one is told, or says, at the beginning that the session is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from media.heard import code_of
from media.infinitives import LEAST_WORDS, MOST_WORDS, as_name, infinitive, to_oneself
from media.language import Language
from media.service import known_words
from media.sounds import fold
from media.types import ScreenLine, Utterance

BEGINNING = 120.0  # Seconds in which the aim is stated, if it is.
TELLING = 4  # Letters of sound by which a misheard word is known on the screen.
ALIKE = 82.0  # Of 100: how near it comes.
WORD = re.compile(r"[\w'’-]+")


def stated_aims(
    transcript: Sequence[Utterance], lines: Sequence[ScreenLine], language: Language
) -> Iterator[str]:
    """The aims as stated, as titles, the plainest first; misheard words put right or left out."""
    early = [u for u in transcript if u.start < BEGINNING] if language.verbs else []
    for pattern in language.titles.aims:
        for utterance in early:
            found = pattern.search(utterance.text.replace("’", "'"))
            aim = _as_title(_deed(found, language), lines, language) if found else ""
            told = len(aim.split()) >= LEAST_WORDS
            if told and not language.titles.idle.match(fold(aim)):
                yield aim


def is_occasion(aim: str, language: Language) -> bool:
    """Whether the words name an occasion ("Votre rendez-vous"), not what is done."""
    return fold(aim.split()[0]) in language.titles.possessives.values()


def _deed(aim: re.Match[str], language: Language) -> str:
    """What is done: "je voudrais m'inscrire" is to s'inscrire, "je veux vous montrer" to show."""
    titles, deed = language.titles, aim[1]
    to_whom = titles.aim_start.match(deed)
    if to_whom and titles.aim_own.search(aim.string, aim.start(), aim.start(1) + to_whom.end()):
        deed = to_oneself(deed, language)
    return titles.aim_start.sub("", deed)


def _as_title(phrase: str, lines: Sequence[ScreenLine], language: Language) -> str:
    titles = language.titles
    phrase = titles.aim_breaks.split(phrase)[0]
    phrase = _without_unknown_names(_put_right(phrase, lines, language), lines, language)
    words = phrase.split()[:MOST_WORDS]
    while words and fold(words[-1]) in titles.trailing:
        words.pop()
    occasion = words and words[0].lower() in titles.possessives.values()
    # "Se désabonner" is told by its second word.
    done = any(titles.infinitive.match(fold(" ".join(words[:count]))) for count in (1, 2))
    if words and not occasion and not done:
        # "Aujourd'hui on inscrit votre fille."
        first = infinitive(words[0], language)
        words = [first, *words[1:]] if first else []
    return as_name(words, language)


def _put_right(phrase: str, lines: Sequence[ScreenLine], language: Language) -> str:
    """The phrase with words as the screen writes them, where they sound the same or nearly so."""
    written = {word for line in lines for word in WORD.findall(line.text)}
    plain = {fold(word): word for word in written if not word[:1].isupper()}
    shown = {fold(word) for word in written}
    by_sound = {code_of(word, language.sound): word for word in written if not word[:1].isupper()}

    def right(found: re.Match[str]) -> str:
        word, code = found[0], code_of(found[0], language.sound)
        if not found.start() or fold(word) in shown or len(code) < TELLING:
            # The first is the verb, which the screen has in many forms.
            return word
        near = process.extractOne(code, by_sound.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
        alike = process.extractOne(fold(word), plain.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
        spelt = alike and alike[0][0] == fold(word)[0]
        better = by_sound[near[0]] if near else plain[alike[0]] if alike and spelt else word
        return word if _inflected(word, better, language) else better

    return WORD.sub(right, phrase)


def _inflected(one: str, two: str, language: Language) -> bool:
    """Whether both are forms of one word, neither of which is wrong."""
    ending = language.titles.inflection
    return ending.sub("", fold(one)) == ending.sub("", fold(two))


def _without_unknown_names(phrase: str, lines: Sequence[ScreenLine], language: Language) -> str:
    """The phrase up to a name that stands nowhere on the screen: it is misheard, or a person's."""
    shown = {fold(word) for line in lines for word in WORD.findall(line.text)} | known_words()
    for found in WORD.finditer(phrase):
        word = found[0].split("'")[-1]
        name = word[:1].isupper() and not word.isupper()
        if found.start() and name and fold(word) not in shown:
            return language.titles.before_names.sub("", phrase[: found.start()] + " ").strip()
    return phrase.strip()
