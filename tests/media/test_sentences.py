"""What is heard in 167 sentences: as they are said, and as Whisper writes them on bad sound.

The rules were written with the half "learning" in view; "held out" tells how they do on others.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from media.cues import judge
from media.language import language

FRENCH = language("fr")
BESIDE = {"greeting", "digression", "transition"}


def sentences():
    path = Path(__file__).parent / "sentences.fr.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def judged(half: str, column: str, *, voices: bool):
    return [
        (
            "beside" if row["kind"] in BESIDE else row["kind"],
            judge(1.0, 3.0, row["speaker"] if voices else None, row[column], FRENCH),
        )
        for row in sentences()
        if row["half"] == half
    ]


@pytest.mark.parametrize("voices", [True, False], ids=["two-voices", "one-track"])
@pytest.mark.parametrize(
    ("half", "column", "least"),
    [
        ("learning", "said", 0.94),
        ("learning", "heard", 0.86),
        ("held out", "said", 0.90),
        ("held out", "heard", 0.78),
    ],
)
def test_sentences_are_told_apart(half, column, least, voices):
    found = judged(half, column, voices=voices)
    assert sum(kind == said.kind for kind, said in found) / len(found) >= least


@pytest.mark.parametrize("column", ["said", "heard"])
def test_talk_is_hardly_ever_an_instruction(column):
    talk = [
        said
        for half in ("learning", "held out")
        for kind, said in judged(half, column, voices=True)
        if kind == "beside"
    ]
    wrong = [said.text for said in talk if said.kind in ("instruction", "correction")]
    assert len(wrong) <= 0.04 * len(talk), wrong
