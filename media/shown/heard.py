"""What was typed, found in what was said meanwhile, where Whisper mangled it or heard nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from media.personal import Found
from media.personal.spoken_numbers import digits, runs
from media.shown.alike import in_one_piece, letters, own, sounds, word_by_word, words_of
from media.shown.answers import is_answer, tells_other
from media.shown.labels import fold
from media.shown.people import TITLES
from media.shown.sights import Sight
from media.shown.spelt import is_spelt, read_out
from media.shown.spoken import FEWEST, Said, same_figures
from media.sounds import sound
from media.types import SpokenMask, Utterance

EARLIER, LATER = 18.0, 1.0
"""Seconds from a value that is said to its first letter, and after its last one."""

MISHEARD = 65.0
"""Of 100: so alike are a number and what was heard of it."""

SOMEWHAT = 50.0
"""The same, where as many figures were said at the moment in which such a number is."""

UNCLEAR = 8.0
"""Seconds before its first letter in which a voice that nobody understood may say a value."""

YEAR = 3
"""Figures of a year that tell which: Whisper writes "2 941" for "deux juin 1941"."""

SURELY = 84.0
"""Of 100: so alike are what was heard and a name that nobody typed; of half of it it is less."""

IN_FULL = 0.8
"""The share of a name's sounds that somebody says who says all of it."""

ENDS_LIKE_MAIL = re.compile(
    r"\bpoint[\s,]+(?:fr|com|org|net|eu|gouv|exemple|f[\s,.]+r|c[\s,.]+o[\s,.]+m)\b"
    r"|\w\.(?:fr|com|org|net|eu|exemple)\b"
    r"|(?<!\bl')(?<!\bla )(?<!\ble )(?<!\bun )(?<!\bune )\b\w?a?r+oba[sz]"
)
"""How an e-mail address is heard at least, when one is typed; of "l'arobase" one but speaks."""

LETTER_SECONDS = 0.09
"""For a letter of an e-mail address, read out with its "point" and "arobase"."""

BEFORE = 2.5
"""Seconds before its first letter in which a value is said that was not understood at all."""

GARBLED = 5.0
"""Letters a second: of a voice that goes on for longer, little was understood."""

LONG_NUMBER = 8
"""Figures of a number that nobody says otherwise than by reading it out."""

CERTAIN = 6
"""Figures of a number that is known though one of them is another."""

NEARLY_ALL = 0.8
"""Of the figures of a number: after so many no voice tells the rest."""

AT_ONCE = 0.3
SURE = 0.6

_LEADING = frozenset(
    {"alors", "c'est", "donc", "voila", "oui", "euh", "et", "mon", "ma", "adresse", "mail", "est"}
)


def heard(
    transcript: Sequence[Utterance], sights: Sequence[Sight], values: Sequence[Said]
) -> list[tuple[int, Found]]:
    """The parts of utterances, by number, in which a value is said that was typed about then, or
    somebody is named in full whose name the screen shows. `values`: those that the words tell."""
    parts: list[tuple[int, Found]] = []
    people = list({own(one): one for one in sights if _in_full(one)}.values())
    for number, said in enumerate(transcript):
        told = len(parts)
        for one in sights:
            if _about_then(said, one):
                found = [(number, part) for part in _in_words(said.text, one)]
                parts += [(number, part) for part in _nearly(said, one, found)]
                if found and one.kind in {"name", "address"} and is_answer(said, one):
                    found = [(number, Found(0, len(said.text), one.kind, SURE))]
                parts += found
                if found and one.kind in {"email", "address"}:
                    parts += _rest(transcript, number, one)
                elif not found and (_garbled(said, one) or _read_out(said, one)):
                    parts.append((number, Found(0, len(said.text), one.kind, SURE)))
        if len(parts) == told:
            parts += [(number, part) for part in _named(said.text, people)]
    for one in sights:
        if one.typed and one.kind != "password" and not _told(one, transcript, values):
            parts += _answer(transcript, one)
    return parts


def _answer(transcript: Sequence[Utterance], one: Sight) -> Iterator[tuple[int, Found]]:
    """What the learner said right before it was typed, since that is when a value is said: whole,
    where no words of it were understood."""
    for number, said in enumerate(transcript):
        if is_answer(said, one) and not tells_other(said, one):
            yield number, Found(0, len(said.text), one.kind, SURE)


def unheard(
    unclear: Sequence[tuple[float, float]],
    sights: Sequence[Sight],
    transcript: Sequence[Utterance],
    said: Sequence[Said],
) -> Iterator[SpokenMask]:
    """The voices that were not understood, about when a value was typed that no words tell."""
    typed = [one for one in sights if one.typed]
    counted = [one for one in typed if _counted(one, transcript)]
    untold = [
        (*one.typed, one.kind)
        for one in typed
        if one.typed
        and not _told(one, transcript, said)
        and not any(_same_typing(one, other) for other in counted)
    ]
    for start, end in unclear:
        for begun, done, kind in untold:
            if end >= begun - UNCLEAR and start <= done + LATER:
                yield SpokenMask(start, end, kind, SURE)
                break


def _same_typing(one: Sight, other: Sight) -> bool:
    """Whether both are of one value, of which more was read as it grew."""
    if one.kind != other.kind or not one.typed or not other.typed:
        return False
    return one.typed[0] <= other.typed[1] and other.typed[0] <= one.typed[1]


def _told(one: Sight, transcript: Sequence[Utterance], said: Sequence[Said]) -> bool:
    """Whether words that were understood are known to tell the value, about when it was typed."""
    if any(_about_then(each, one) and any(_in_words(each.text, one)) for each in transcript):
        return True
    return any(
        value.kind == one.kind and _about_then(value, one) and _may_be(value, one) for value in said
    )


def _counted(one: Sight, transcript: Sequence[Utterance]) -> bool:
    """Whether about as many and such figures were said right before."""
    typed = re.sub(r"\D", "", one.text)
    for number, _ in _answer(transcript, one):
        figures = "".join(map(digits, runs(transcript[number].text)))
        as_many = NEARLY_ALL * len(typed) <= len(figures) <= len(typed) / NEARLY_ALL
        if len(typed) >= FEWEST and as_many and fuzz.ratio(figures, typed) >= SOMEWHAT:
            return True
    return False


def _may_be(value: Said, one: Sight) -> bool:
    """Whether the value said may be the one typed: most of its figures are, or none are known."""
    typed = re.sub(r"\D", "", one.text)
    if len(typed) < FEWEST or not value.figures:
        return True
    misheard = fuzz.ratio(value.figures, typed) >= MISHEARD
    return misheard or same_figures(value.figures, one.text)


def _rest(transcript: Sequence[Utterance], number: int, one: Sight) -> Iterator[tuple[int, Found]]:
    """The next utterance, where it follows at once and the address cannot have been all said."""
    said, following = transcript[number], transcript[number + 1 : number + 2]
    brief = said.end - said.start < LETTER_SECONDS * len(one.text)
    if not brief or not following or following[0].start - said.end > AT_ONCE:
        return
    if following[0].voice == said.voice:
        yield number + 1, Found(0, len(following[0].text), one.kind, SURE)


def _in_full(one: Sight) -> bool:
    """Whether it is a given and a family name: by a surname with a title people are greeted."""
    words = [word for word in fold(one.text).split() if len(word.strip(".")) > 1]
    return one.kind == "name" and len(words) > 1 and not TITLES.intersection(words)


def _named(text: str, people: Sequence[Sight]) -> Iterator[Found]:
    """Where somebody is named in full, as Whisper heard it."""
    words = words_of(text)
    for one in people:
        like = in_one_piece(words, one, SURELY)
        heard = "".join(sound(letters(words[number][2])) for number in like)
        # By a long surname alone people are greeted.
        if like and len(heard) >= IN_FULL * len(sounds(one)):
            yield Found(words[like[0]][0], words[like[-1]][1], "name", SURE)


def _meanwhile(said: Utterance, one: Sight) -> bool:
    return bool(one.typed and said.end > one.typed[0] and said.start < one.typed[1])


def _read_out(said: Utterance, one: Sight) -> bool:
    """Whether a long number is read out here as it is typed, though misheard: half of the words are
    figures."""
    if not _meanwhile(said, one) or sum(map(str.isdigit, one.text)) < LONG_NUMBER:
        return False
    lengths = [len(digits(run)) for run in runs(said.text)]
    # Most are read two figures at a time.
    pairs = sum((length + 1) // 2 for length in lengths)
    return sum(lengths) >= FEWEST and 2 * pairs >= len(words_of(said.text))


def _garbled(said: Utterance, one: Sight) -> bool:
    """Whether somebody speaks here, as the value is typed, and next to nothing was understood."""
    if not one.typed or not _meanwhile(said, one):
        return False
    brief = said.end - said.start < AT_ONCE
    few = len(said.text) < GARBLED * (said.end - said.start)
    return said.start >= one.typed[0] - BEFORE and few and not brief


def _about_then(said: Utterance | Said, one: Sight) -> bool:
    begun, done = one.typed or (one.start, one.end)
    return said.end >= begun - EARLIER and said.start <= done + LATER


def _in_words(text: str, one: Sight) -> Iterator[Found]:
    if one.kind != "email" and any(map(str.isdigit, one.text)):
        for run in runs(text):
            if same_figures(digits(run), one.text) or _year_of(one, digits(run)):
                yield _with_letters(text, Found(run[0].start, run[-1].end, one.kind, SURE), one)
    if one.typed and one.kind in {"email", "name", "address"}:
        yield from _by_sound(text, one)


def _with_letters(text: str, found: Found, one: Sight) -> Found:
    """The figures with as many words around them as the value has letters: "AZ 77 402 18 K"."""
    ends = re.fullmatch(r"\W*([A-Za-z]{0,3})\W*\d.*?([A-Za-z]{0,3})\W*", one.text)
    if not ends or one.kind == "address":
        return found
    words = words_of(text)
    before = [start for start, end, _ in words if end <= found.start]
    after = [end for start, end, _ in words if start >= found.end]
    first = [*before[len(before) - len(ends[1]) :], found.start][0]
    last = [found.end, *after[: len(ends[2])]][-1]
    return Found(first, last, found.kind, found.confidence)


def _nearly(said: Utterance, one: Sight, found: Sequence[object]) -> Iterator[Found]:
    """Where a typed number that was not found is said with one figure misheard, a short one shortly
    before, or sounds alike read out sign by sign. It is not known for sure: another voice may still
    tell it."""
    if found or not one.typed or one.kind == "email":
        return
    text, typed = said.text, re.sub(r"\D", "", one.text)
    for run in runs(text):
        figures = digits(run)
        apart = Levenshtein.distance(figures, typed)
        soon = len(figures) == len(typed) >= FEWEST and said.end >= one.typed[0] - UNCLEAR
        if apart <= 1 and (len(typed) >= CERTAIN or soon):
            yield Found(run[0].start, run[-1].end, one.kind, SURE)
    if is_spelt(one.text, one.kind) and (place := read_out(text, one.text)):
        yield Found(*place, one.kind, SURE)


def _year_of(one: Sight, figures: str) -> bool:
    """Whether the figures end like the year of a birth: the month is a word."""
    year = re.sub(r"\D", "", one.text)[-YEAR:]
    return one.kind == "birth_date" and len(figures) >= YEAR and figures.endswith(year)


def _by_sound(text: str, one: Sight) -> Iterator[Found]:
    """From the first to the last word that sounds like one of the value's, or like a part of it;
    all of an e-mail address, whose other words are "point" and "arobase" in whatever form."""
    words = words_of(text)
    like = word_by_word(words, one) or in_one_piece(words, one)
    if one.kind == "email" and not like and ENDS_LIKE_MAIL.search(fold(text)):
        like = range(len(words))
    if not like:
        return
    first, last = like[0], like[-1]
    if one.kind == "address" and words[0][2][:1].isdigit():
        # The number of the house is said first.
        first = 0
    if one.kind == "email":
        while first > 0 and words[first - 1][2] not in _LEADING:
            first -= 1
        last = len(words) - 1
    yield Found(words[first][0], words[last][1], one.kind, SURE)
