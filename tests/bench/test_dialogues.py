"""The dialogues can be played, and every step and wrong way in them has something done in it."""

from __future__ import annotations

import pytest

pytest.importorskip("playwright", reason="the studio's stage is made for Playwright as well")

from bench.studio.__main__ import play
from bench.studio.paper import Paper
from bench.studio.scenario import DIALOGUES, load


@pytest.mark.parametrize("name", sorted(path.stem for path in DIALOGUES.glob("*.yaml")))
def test_in_every_passage_something_is_done(name, tmp_path):
    take = play(load(name), tmp_path)
    assert all(passage.acted for passage in take.passages)
    assert (tmp_path / "truth.json").is_file()


def test_a_press_brings_what_the_script_says():
    stage = Paper()
    stage.show("home")
    stage.find("Suivant -> adresse")
    stage.press(0, 0)
    assert stage.look().pending == "adresse"
    assert stage.look().pending is None
    stage.key("Enter -> +liste")
    assert stage.look().dialogs == 1
    stage.find("Fermer -> -")
    stage.press(0, 0)
    assert stage.look().dialogs == 0


def test_a_thing_is_always_at_one_place_of_its_page():
    stage = Paper()
    stage.show("home")
    there = stage.find("Suivant").box
    assert there == stage.find("Suivant").box
    stage.show("adresse")
    assert there != stage.find("Suivant").box
