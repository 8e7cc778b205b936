"""`python -m bench.studio [NAME…] --output FOLDER`: sessions with their truth."""

from __future__ import annotations

import argparse
import json
import os
import shutil
from pathlib import Path

import numpy as np

from bench.report import say
from bench.studio.director import Director
from bench.studio.encode import write_film, write_voice
from bench.studio.film import Film
from bench.studio.paper import Paper
from bench.studio.scenario import DIALOGUES, PAPER, SCENARIOS, Line, Scenario, load
from bench.studio.sound import Spoiler, mixed, voice_tracks
from bench.studio.stage import Browser
from bench.studio.take import Take
from bench.studio.truth import timeline, truth
from bench.studio.voices import RATE, Voices

LETTER = 0.051
"""Seconds that a letter takes where nobody speaks the line: measured of the voices."""


def main() -> None:
    """Each session appears in the folder complete, or not at all."""
    parser = argparse.ArgumentParser(prog="python -m bench.studio", description=__doc__)
    parser.add_argument("names", nargs="*", help="all, where none is given")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument(
        "--silent", action="store_true", help="the truth alone, lines as long as they are written"
    )
    parser.add_argument(
        "--dialogues", action="store_true", help="those that are only played; needs --silent"
    )
    parser.add_argument("--cache", type=Path, default=Path("var/studio"), help="voices and lines")
    asked = parser.parse_args()
    if asked.dialogues and not asked.silent:
        parser.error("Dialogues have neither voices nor pages: add --silent.")
    os.nice(10)
    folder = DIALOGUES if asked.dialogues else SCENARIOS
    for name in asked.names or sorted(path.stem for path in folder.glob("*.yaml")):
        aside = asked.output / f".{name}"
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        scenario = load(name)
        take = play(scenario, aside) if asked.silent else make(scenario, Voices(asked.cache), aside)
        shutil.rmtree(asked.output / name, ignore_errors=True)
        aside.rename(asked.output / name)
        say(f"{name}: {take.duration:.0f} s")


def play(scenario: Scenario, folder: Path) -> Take:
    """The take as its truth alone: nobody speaks, nothing is filmed."""
    stage = Paper() if scenario.site == PAPER else Browser(scenario.site)
    try:
        take = Director(scenario, stage, lambda line: LETTER * len(line.text)).play()
    finally:
        stage.close()
    _write_truth(scenario, take, folder)
    return take


def make(scenario: Scenario, voices: Voices, folder: Path) -> Take:
    """The take whose files were written into the folder."""

    def spoken(line: Line) -> np.ndarray:
        return voices.say(line.text, line.voice, line.speed)

    browser = Browser(scenario.site)
    try:
        take = Director(scenario, browser, lambda line: len(spoken(line)) / RATE).play()
    finally:
        browser.close()
    tracks = voice_tracks(take, spoken)
    spoiler = Spoiler(np.random.default_rng(scenario.seed), voices)
    heard = {
        who: spoiler.spoil(tracks[who], scenario.sound.get(who, "hiss:45"), tracks[other])
        for who, other in (("H", "L"), ("L", "H"))
    }
    film = Film(take, browser.pictures, scenario.cursor)
    write_film(folder / "session.mp4", film.frames(), mixed(heard))
    write_voice(folder / "helper.opus", heard["H"], 24_000)
    write_voice(folder / "learner.opus", heard["L"], 12_000)
    _write_truth(scenario, take, folder)
    return take


def _write_truth(scenario: Scenario, take: Take, folder: Path) -> None:
    _write(folder / "truth.json", json.dumps(truth(scenario, take), ensure_ascii=False, indent=1))
    rows = (json.dumps(event, ensure_ascii=False) for event in timeline(take, scenario.seed))
    _write(folder / "timeline.jsonl", "\n".join(rows))


def _write(path: Path, text: str) -> None:
    path.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
