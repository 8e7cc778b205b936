"""`python -m bench.read_aloud FOLDER`: how people are heard who read French aloud.

The sessions to learn from and to measure by have synthetic voices. These are people: what children
hear when they choose a stamp in Tux Paint, each with its text. `FOLDER` is where Debian's package
`tuxpaint-stamps-default` lies unpacked (GPL-2; nothing is learnt from it):

    apt-get download tuxpaint-stamps-default && dpkg -x tuxpaint-stamps-default_*.deb FOLDER

They are joined to recordings of a minute, with pauses between, and heard as any recording is, with
the weights as they came and with those that ship.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.report import say
from bench.sessions import scorer
from bench.work import MODELS_ROOT
from media.audio import RATE, Sound, samples, sound_tracks
from media.probe import probe
from media.speech import SpeechOptions, transcribe
from media.weights import default_model

TEXT = re.compile(r"^fr\.utf8=(.+)$", re.MULTILINE)
UNSAID = re.compile(r"[\d(\[“\"]")
"""What is written and read in ways that differ: figures, names in quotes, remarks in brackets."""

SHORTEST = 4  # Words: of fewer there is too little to go by.
PAUSE = 0.8  # Seconds between two texts.
LENGTH = 60.0  # Seconds of a recording, about.


def main() -> int:
    """0, or 2 where the folder holds nothing that is read aloud."""
    parser = argparse.ArgumentParser(prog="python -m bench.read_aloud", description=__doc__)
    parser.add_argument("folder", type=Path)
    found = list(texts(parser.parse_args().folder))
    if not found:
        say("There is no …_desc_fr.ogg with its text in this folder.")
        return 2
    with tempfile.TemporaryDirectory() as aside:
        told = list(recordings(found, Path(aside)))
        words = sum(len(scorer().norm(text)) for _path, text in told)
        say(f"{len(found)} texts, {words} words in {len(told)} recordings; words wrong:")
        for name, adapted in (("as it came", False), ("as it ships", True)):
            model = default_model(MODELS_ROOT, adapted=adapted)
            say(f"{name}: {wrong(told, model):.3f}")
    return 0


def texts(folder: Path) -> Iterator[tuple[Path, str]]:
    """What is read aloud, and its text."""
    for path in sorted(folder.rglob("*_desc_fr.ogg")):
        beside = path.with_name(path.name.replace("_desc_fr.ogg", ".txt"))
        found = TEXT.search(beside.read_text("utf-8")) if beside.is_file() else None
        if found and len(found[1].split()) >= SHORTEST and not UNSAID.search(found[1]):
            yield path, found[1].strip()


def recordings(found: list[tuple[Path, str]], folder: Path) -> Iterator[tuple[Path, str]]:
    """The texts one after the other, in files of about `LENGTH`."""
    sounds: list[Sound] = []
    said: list[str] = []
    for number, (path, text) in enumerate(found, start=1):
        sounds += [_sound(path), np.zeros(round(PAUSE * RATE), np.float32)]
        said.append(text)
        if sum(map(len, sounds)) >= LENGTH * RATE or number == len(found):
            file = folder / f"{number}.wav"
            _write(file, np.concatenate(sounds))
            yield file, " ".join(said)
            sounds, said = [], []


def wrong(told: list[tuple[Path, str]], model: Path) -> float:
    """The share of the words."""
    options = SpeechOptions(model=str(model), models_root=MODELS_ROOT)
    errors = words = 0
    for path, text in told:
        heard = transcribe(path, probe(path), options).transcript
        true = scorer().norm(text)
        errors += scorer().lev(true, scorer().norm(" ".join(one.text for one in heard)))
        words += len(true)
    return errors / words


def _sound(path: Path) -> Sound:
    track = sound_tracks(probe(path))[0].index
    return np.concatenate([chunk for _start, chunk in samples(path, track=track)])


def _write(path: Path, sound: Sound) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())


if __name__ == "__main__":
    sys.exit(main())
