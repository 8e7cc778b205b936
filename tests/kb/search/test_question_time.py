"""No question takes long, whatever it is made of: words, slips of words, or no words at all."""

import gc
import random
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.search.engines import index_of
from kb.search.evaluation import read_documents

SET = Path(__file__).parents[2] / "samples" / "search" / "documents.jsonl"
DOCUMENTS = [document for document, _ids in read_documents(SET)]
WORDS = sorted({word for one in DOCUMENTS for step in one.steps for word in step.text.split()})
MOST = 0.2
"""Seconds of processor, which other work on the machine does not change."""


@pytest.fixture(scope="module")
def index():
    """A thousand tutorials, each with steps of others."""
    drawn = random.Random(5)
    steps = [step for one in DOCUMENTS for step in one.steps]
    index = index_of("embedded", None)
    index.rebuild(
        replace(
            one,
            id=f"{one.id}-{turn}",
            steps=tuple(replace(drawn.choice(steps), number=step.number) for step in one.steps),
        )
        for turn in range(32)
        for one in DOCUMENTS
    )
    index.search("bonjor")
    # A collection of garbage takes as long as all that the process holds asks for.
    gc.disable()
    yield index
    gc.enable()


@st.composite
def slips(draw):
    """A word with one letter that is missing, wrong or twice."""
    word = draw(st.sampled_from(WORDS))
    at = draw(st.integers(0, len(word) - 1))
    return word[:at] + draw(st.sampled_from(["", "e", word[at] * 2])) + word[at + 1 :]


QUESTIONS = st.one_of(
    st.text(max_size=400),
    st.text("abeinorst'-é ", max_size=400),
    st.lists(st.one_of(st.sampled_from(WORDS), slips()), max_size=60).map(" ".join),
)


@settings(deadline=None, max_examples=200)
@given(text=QUESTIONS)
def test_no_question_takes_long(index, text):
    for ask in (index.search, index.suggest):
        began = time.thread_time()
        ask(text)
        assert time.thread_time() - began < MOST
