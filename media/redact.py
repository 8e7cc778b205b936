"""A masked transcript as people decided upon it: words given back, and words covered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from media.conversation import word_places
from media.personal import LABELS
from media.protect import BLEEPED
from media.types import SpokenMask, Utterance, Word

COVERED = "[donnée personnelle]"
"""What is read in place of words that a person covers."""

UNHEARD = BLEEPED / 2
"""The confidence of what is hidden in texts alone."""

LEAST = 0.02
"""Seconds: a word that was given no time lasts so long, as a span must."""

TOUCH = 0.1
"""Seconds of a word in a span that make it a part of it."""

_KINDS = {label: kind for kind, label in LABELS.items()}
_LABEL = re.compile("|".join(map(re.escape, LABELS.values())))


def hidden_in_text(masked: Sequence[Utterance], spoken: Sequence[SpokenMask]) -> list[SpokenMask]:
    """The labels of a masked transcript that no bleep goes with, as spans of low confidence."""
    return [
        SpokenMask(
            word.start, max(word.end, word.start + LEAST), _KINDS[label], UNHEARD, said.speaker
        )
        for said in masked
        for word, label in _labels(said)
        if not any(mask.start < word.end and word.start < mask.end for mask in spoken)
    ]


def _labels(said: Utterance) -> Iterator[tuple[Word, str]]:
    """Each label of an utterance with the word that it is in, or with the whole utterance."""
    for word in said.words or (Word(said.start, said.end, said.text),):
        for found in _LABEL.finditer(word.text):
            yield word, found[0]


def give_back(
    masked: Sequence[Utterance], heard: Sequence[Utterance], spans: Sequence[SpokenMask]
) -> tuple[Utterance, ...]:
    """`masked` with the words of `heard` where their middle lies in one of the spans.

    Both are the same utterances in the same order.
    """
    return tuple(
        _words_of(hidden, plain, [span for span in spans if _meets(span, hidden)])
        for hidden, plain in zip(masked, heard, strict=True)
    )


def _words_of(hidden: Utterance, plain: Utterance, spans: Sequence[SpokenMask]) -> Utterance:
    if hidden == plain or not spans:
        return hidden
    if not hidden.words or not plain.words:
        return plain if _all_refused(hidden, spans) else hidden
    text, words = hidden.text, list[Word]()
    # From the last to the first, so that the places before stay what they are.
    for word, start, end in reversed(word_places(hidden)):
        there = [one for one in word_places(plain) if word.start <= _middle(one[0]) <= word.end]
        if there and _all_refused(word, spans):
            text = text[:start] + plain.text[there[0][1] : there[-1][2]] + text[end:]
            words += [one for one, _start, _end in reversed(there)]
        else:
            words.append(word)
    return replace(hidden, text=text, words=tuple(reversed(words)))


def _all_refused(said: Utterance | Word, spans: Sequence[SpokenMask]) -> bool:
    """Whether the text has labels, and each is of a kind refused there: another value stays
    hidden."""
    kinds = {span.kind for span in spans if _holds(span, said)}
    labels = [_KINDS[found[0]] for found in _LABEL.finditer(said.text)]
    return bool(labels) and kinds.issuperset(labels)


def cover(said: Sequence[Utterance], spans: Sequence[SpokenMask]) -> tuple[Utterance, ...]:
    """The transcript with one label for the words that each span touches.

    A span of one speaker leaves the other's words alone. An utterance whose words have no times is
    covered whole.
    """
    result = list(said)
    for span in spans:
        for number, one in enumerate(result):
            if one.text and _meets(span, one) and span.speaker in (None, one.speaker):
                result[number] = _covered(one, span)
    return tuple(result)


def _covered(said: Utterance, span: SpokenMask) -> Utterance:
    if not said.words:
        return replace(said, text=COVERED)
    places = [place for place in word_places(said) if _touches(span, place[0])]
    if not places:
        return said
    (first, start, _end), (last, _start, end) = places[0], places[-1]
    kept = [word for word in said.words if not _touches(span, word)]
    words = [*kept, Word(first.start, last.end, COVERED)]
    return replace(
        said,
        text=said.text[:start] + COVERED + said.text[end:],
        words=tuple(sorted(words, key=lambda word: word.start)),
    )


def hidden(said: Utterance, bleeped: Sequence[SpokenMask]) -> Utterance:
    """An utterance in which nothing that is bleeped is read: words in a span that are not labels
    get one. A bleep reaches a little into the words beside its own; where it has its label, only
    words whose middle it holds count."""
    for span in bleeped:
        if span.speaker not in (None, said.speaker):
            continue
        touched = [word for word in said.words if _touches(span, word)]
        labelled = any(_is_label(word) for word in touched)
        said = _without(
            said,
            [one for one in touched if not _is_label(one) and (_holds(span, one) or not labelled)],
        )
        if said.text and not said.words and _meets(span, said) and _label_of(span) not in said.text:
            said = replace(said, text=COVERED)
    return said


def _without(said: Utterance, bare: Sequence[Word]) -> Utterance:
    """The utterance with one label for each run of these words."""
    text, words = said.text, list[Word]()
    run: list[tuple[Word, int, int]] = []
    places = word_places(said)
    # From the last to the first, so that the places before stay what they are.
    for number in range(len(places) - 1, -1, -1):
        word, start, end = places[number]
        if word not in bare:
            words.append(word)
            continue
        run.append((word, start, end))
        if number == 0 or places[number - 1][0] not in bare:
            first, last = run[-1], run[0]
            text = text[: first[1]] + COVERED + text[last[2] :]
            words.append(Word(first[0].start, last[0].end, COVERED))
            run = []
    return replace(said, text=text, words=tuple(reversed(words)))


def _label_of(span: SpokenMask) -> str:
    return next((label for kind, label in LABELS.items() if kind == span.kind), COVERED)


def _is_label(word: Word) -> bool:
    return COVERED in word.text or _LABEL.search(word.text) is not None


def words_in(said: Sequence[Utterance], span: SpokenMask) -> str:
    """What is said in the span, for whoever decides upon it."""
    parts = []
    for one in said:
        if not _meets(span, one) or span.speaker not in (None, one.speaker):
            continue
        places = [place for place in word_places(one) if _touches(span, place[0])]
        if places:
            parts.append(one.text[places[0][1] : places[-1][2]])
        elif not one.words:
            parts.append(one.text)
    return " ".join(parts)


def _meets(span: SpokenMask, said: Utterance | Word) -> bool:
    return span.start < said.end and said.start < span.end


def _touches(span: SpokenMask, word: Word) -> bool:
    """Whether enough of the word lies in the span to be heard: its times err by about a tenth."""
    return _holds(span, word) or min(span.end, word.end) - max(span.start, word.start) > TOUCH


def _holds(span: SpokenMask, said: Utterance | Word) -> bool:
    return span.start <= _middle(said) <= span.end


def _middle(said: Utterance | Word) -> float:
    return (said.start + said.end) / 2
