"""`python -m bench.screen_words FOLDER…`: which words that sound like some on the screen are these.

Every proposal of `media/screen_words.py` is tried in sessions with a truth: how many words wrong it
leaves less is what the trees learn. Sessions must have been evaluated before
(`make evaluate SESSIONS=FOLDER`), which keeps what was heard and seen. `--folds` tells what to
expect of sessions not learnt from. Needs LightGBM (`bench/studio/requirements.txt`).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import numpy as np

from bench.evaluate import sensed_before
from bench.report import say
from bench.roles import as_arrays
from bench.sessions import Session, sessions, words_wrong
from media.language import language
from media.lexicon import lexicon
from media.passages import replaced
from media.screen_words import MODEL, Proposal, ScreenWords
from media.shown import shown_values
from media.trees import Trees
from media.types import Utterance

MOST = 3
"""Words right or wrong that a proposal counts at most: one that shifts much tells no more."""

ROUNDS = 200
OPTIONS = {
    "objective": "regression",
    "learning_rate": 0.05,
    "num_leaves": 12,
    "min_data_in_leaf": 30,
    "lambda_l2": 5.0,
    "feature_fraction": 0.6,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
    "seed": 0,
    "verbose": -1,
}


@dataclass(frozen=True)
class Lesson:
    """One session: its proposals, and how many words right each of them brings."""

    name: str
    words: ScreenWords
    transcript: tuple[Utterance, ...]
    true: list[str]
    proposals: list[Proposal]
    gains: list[int]

    @property
    def rows(self) -> np.ndarray:
        return np.array([one.features for one in self.proposals], np.float64)

    def wrong(self, transcript: Sequence[Utterance]) -> int:
        """Words wrong in a transcript of the session."""
        return words_wrong(self.true, (one.text for one in transcript))


def main() -> int:
    """0 with the trees written or measured, 2 where nothing was kept to learn from."""
    parser = argparse.ArgumentParser(prog="python -m bench.screen_words", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=0, help="measure instead of writing")
    asked = parser.parse_args()
    found = [session for folder in asked.folders for session in sessions(folder)]
    lessons = [lesson for session in found if (lesson := _lesson(session))]
    if not lessons:
        say("Nothing kept from an evaluation of these sessions.")
        return 2
    if asked.folds:
        measure(lessons, asked.folds)
        return 0
    with MODEL.open("wb") as file:
        np.savez_compressed(file, **learnt(lessons).arrays())
    say(f"Written to {MODEL}: {sum(len(one.gains) for one in lessons)} proposals.")
    return 0


def _lesson(session: Session) -> Lesson | None:
    kept = sensed_before(session)
    if kept is None:
        return None
    heard, seen = kept.heard, kept.seen
    known = lexicon(language(heard.language))
    words = ScreenWords(seen.lines, shown_values(seen.lines, seen.events), known)
    proposals = list(words.proposals(heard.transcript))
    true = session.words()
    texts = [one.text for one in heard.transcript]
    before, gains = words_wrong(true, texts), []
    for one in proposals:
        put = replaced(heard.transcript[one.number], [(one.passage, one.written.text)]).text
        changed = [*texts[: one.number], put, *texts[one.number + 1 :]]
        gains.append(before - words_wrong(true, changed))
    return Lesson(session.name, words, heard.transcript, true, proposals, gains)


def learnt(lessons: Sequence[Lesson]) -> Trees:
    """The trees of all the lessons."""
    import lightgbm

    rows = np.vstack([one.rows for one in lessons if one.proposals])
    gains = np.clip(np.concatenate([one.gains for one in lessons]), -MOST, MOST)
    booster = lightgbm.train(OPTIONS, lightgbm.Dataset(rows, gains), ROUNDS)
    structures = [tree["tree_structure"] for tree in booster.dump_model()["tree_info"]]
    return as_arrays(structures, classes=1)


def measure(lessons: Sequence[Lesson], folds: int) -> None:
    """Say how many words are wrong before and after, by trees that did not know the session."""
    shares = []
    for fold in range(folds):
        trees = learnt([one for n, one in enumerate(lessons) if n % folds != fold])
        for one in lessons[fold::folds]:
            put = one.words.applied(one.transcript, trees)
            before, after = (one.wrong(said) / len(one.true) for said in (one.transcript, put))
            shares.append((before, after))
            say(f"{one.name}: {before:.3f} {after:.3f}")
    before, after = (mean(column) for column in zip(*shares, strict=True))
    say(f"Words wrong, mean of {len(shares)}: {before:.4f} as heard, {after:.4f} put right.")


if __name__ == "__main__":
    raise SystemExit(main())
