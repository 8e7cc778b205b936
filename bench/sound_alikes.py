"""`python -m bench.sound_alikes [--measure FOLDER…]`: which of the words that sound alike is meant.

Learnt from the scripts of the studio (`bench/studio`), which are written as people talk and spelt
as it should be: `media/data/sound_alikes.fr.npz`. With `--measure`, the words wrong in sessions
evaluated before are counted without and with it, learnt from all scripts but theirs.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from statistics import mean

import numpy as np

from bench.evaluate import sensed_before
from bench.report import say
from bench.sessions import Session, sessions, words_wrong
from bench.studio.scenario import DIALOGUES, SCENARIOS, Line, load
from media.language import language
from media.lexicon import Lexicon, lexicon
from media.sound_alikes import (
    MOST,
    NUMBERS,
    RARITY,
    TOKEN,
    Groups,
    SoundAlikes,
    context,
    features,
    files,
    may_change,
)
from media.speech import SpeechOptions, put_right

EPOCHS, TOGETHER = 6, 1024
RATE, RIDGE = 0.3, 1e-3
FAINT = 0.4
"""Weights below are left out: they are most, and tell least."""

NONE = -1e9


def main() -> int:
    """0 with the weights written or measured."""
    parser = argparse.ArgumentParser(prog="python -m bench.sound_alikes", description=__doc__)
    parser.add_argument("--measure", nargs="+", type=Path, default=[])
    asked = parser.parse_args()
    known = lexicon(language("fr"))
    if asked.measure:
        measure([one for folder in asked.measure for one in sessions(folder)], known)
        return 0
    numbers, weights = learnt(list(_texts()), known)
    path = files(known.language)[1]
    with path.open("wb") as file:
        np.savez_compressed(file, numbers=numbers, weights=weights)
    say(f"Written to {path}: {len(numbers)} weights.")
    return 0


def _texts(without: Collection[str] = ()) -> Iterator[str]:
    """What is said in every script."""
    for folder in (DIALOGUES, SCENARIOS):
        for path in sorted(folder.glob("*.yaml")):
            if path.stem not in without:
                script = load(path.stem).script
                yield from (item.text for item in script if isinstance(item, Line))


def learnt(texts: Sequence[str], known: Lexicon) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of the features that tell, and their weights: a softmax over the words of each
    group, by AdaGrad."""
    numbers, usual, right = _examples(texts, _alikes(known, np.zeros(NUMBERS, np.float32)))
    # The last weight is of what is not there.
    weights = np.zeros(NUMBERS + 1, np.float32)
    slopes = np.full_like(weights, 1e-2)
    random = np.random.default_rng(0)
    for _ in range(EPOCHS):
        for some in np.array_split(random.permutation(len(right)), len(right) // TOGETHER + 1):
            scores = weights[numbers[some]].sum(axis=2) + usual[some]
            told = np.exp(scores - scores.max(axis=1, keepdims=True))
            told /= told.sum(axis=1, keepdims=True)
            told[np.arange(len(some)), right[some]] -= 1
            pull = np.repeat(told[:, :, None], numbers.shape[2], axis=2).ravel()
            slope = np.bincount(numbers[some].ravel(), pull, NUMBERS + 1).astype(np.float32)
            slope += RIDGE * weights * (slope != 0)
            slope[-1] = 0
            slopes += slope**2
            weights -= RATE * slope / np.sqrt(slopes)
    telling = np.flatnonzero(np.abs(weights[:NUMBERS]) >= FAINT).astype(np.uint32)
    return telling, weights[telling].astype(np.float16)


def _alikes(known: Lexicon, weights: np.ndarray) -> SoundAlikes:
    return SoundAlikes(Groups.of(files(known.language)[0]), weights, known)


def _examples(
    texts: Sequence[str], alikes: SoundAlikes
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of each word that sounds like others: the features of all, (n, MOST, features), how usual
    they are, (n, MOST), and which of them it is, (n,)."""
    rows, usual, right = [], [], []
    for text in texts:
        tokens = TOKEN.findall(text)
        for place in range(len(tokens)):
            word = tokens[place].lower()
            group = alikes.group(word) if may_change(tokens, place) else ()
            if len(group) < 2 or word not in group:
                continue
            told = np.array(features(group, context(tokens, place)), np.int32)
            row = np.full((MOST, told.shape[1]), NUMBERS, np.int32)
            row[: len(group)] = told
            often = np.full(MOST, NONE, np.float32)
            often[: len(group)] = [RARITY * alikes.lexicon.usual(one) for one in group]
            rows.append(row)
            usual.append(often)
            right.append(group.index(word))
    return np.array(rows), np.array(usual), np.array(right)


def measure(found: Sequence[Session], known: Lexicon) -> None:
    """Say how many words are wrong before and after."""
    numbers, weights = learnt(list(_texts({one.name for one in found})), known)
    whole = np.zeros(NUMBERS, np.float32)
    whole[numbers] = weights
    alikes, shares = _alikes(known, whole), []
    for session in found:
        sensed = sensed_before(session)
        if sensed is None:
            continue
        true = session.words()
        said = [
            put_right(sensed.heard, sensed.seen, SpeechOptions(), lambda _, one=one: one)
            for one in (None, alikes)
        ]
        before, after = (
            words_wrong(true, (one.text for one in heard.transcript)) / len(true) for heard in said
        )
        shares.append((before, after))
        say(f"{session.name}: {before:.3f} {after:.3f}")
    before, after = (mean(column) for column in zip(*shares, strict=True))
    say(f"Words wrong, mean of {len(shares)}: {before:.4f} as heard, {after:.4f} put right.")


if __name__ == "__main__":
    raise SystemExit(main())
