"""Words that sound alike, told by the words around."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.language import language
from media.lexicon import lexicon
from media.sound_alikes import MOST, Groups, features, sound_alikes
from media.types import Utterance, Word

KNOWN = lexicon(language("fr"))
ALIKES = sound_alikes(KNOWN)
assert ALIKES is not None


def said(text: str, probability: float = 0.6) -> Utterance:
    words = tuple(
        Word(0.4 * n, 0.4 * n + 0.3, word, probability) for n, word in enumerate(text.split())
    )
    return Utterance(0.0, words[-1].end, None, text, words)


@pytest.mark.parametrize(
    ("heard", "right"),
    [
        ("Cliquez sur le bouton verre.", "Cliquez sur le bouton vert."),
        ("Vous pouvez cliqué dessus.", "Vous pouvez cliquer dessus."),
        ("Bon, attend, je regarde.", "Bon, attends, je regarde."),
        ("Elle vit là-bas, dit donc !", "Elle vit là-bas, dis donc !"),
    ],
)
def test_the_word_that_fits_is_written(heard: str, right: str) -> None:
    assert ALIKES.applied(said(heard)).text == right


@pytest.mark.parametrize(
    "text",
    [
        "Il boit un verre d'eau.",
        "Vous avez cliqué dessus.",
        "Cliquez sur Enregistrer.",
        "Madame Verre",
        "Bonjour. Claire Morin.",
        "Mme. Désirée Leroy",
        "Aimée Martin",
    ],
)
def test_what_fits_or_is_a_name_stays(text: str) -> None:
    assert ALIKES.applied(said(text)) == said(text)


def test_what_the_ear_surely_heard_stays() -> None:
    doubted, sure = said("Bon, attend, je regarde.", 0.6), said("Bon, attend, je regarde.", 1.0)
    assert ALIKES.applied(doubted) != doubted
    assert ALIKES.applied(sure) == sure


def test_a_language_without_a_list_stays_as_it_is_heard() -> None:
    assert sound_alikes(lexicon(language("en"))) is None


def test_groups_and_endings_are_read_from_a_list(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(
        "# a remark\n\n-er -ez\n- -s\nvert verre\nvers verre\n", "utf-8"
    )
    found = Groups.of(tmp_path / "list.txt")
    assert found.endings == (("er", "ez"), ("", "s"))
    assert found.words["verre"] == {"vert", "verre", "vers"}
    assert found.words["vers"] == {"vers", "verre"}


@pytest.mark.parametrize(
    ("word", "alike", "other"),
    [
        ("cliquer", "cliquez", "cliques"),
        ("vert", "verre", "verte"),
        ("mutuel", "mutuelle", "mutuellement"),
        ("musicien", "musiciens", "musicienne"),
    ],
)
def test_forms_of_a_word_are_those_that_sound_alike(word: str, alike: str, other: str) -> None:
    group = ALIKES.group(word)
    assert {word, alike} <= set(group)
    assert other not in group
    assert len(group) <= MOST


@given(st.text(st.sampled_from("abcdeilrstuéè' .,ABC1"), max_size=60).filter(str.strip))
def test_times_stay_and_a_second_look_at_sure_words_changes_nothing(text: str) -> None:
    was = said(text)
    found = ALIKES.applied(was)
    assert [(word.start, word.end) for word in found.words] == [
        (word.start, word.end) for word in was.words
    ]
    assert len(found.text.split()) == len(text.split())


def test_features_of_a_word_depend_on_what_stands_around() -> None:
    here, there = (
        features(["vert", "verre"], around)
        for around in (("le", "bouton", ".", "$"), ("boire", "un", "d", "eau"))
    )
    assert here[0] != there[0]
    assert here[0] != here[1]
