"""The sound of a take: two voices, each spoilt as it is in life, and both together.

How a voice is spoilt is a short list: "telephone far:0.5 babble:12 clip:9". Numbers are a
reverberation in seconds, a signal-to-noise ratio or a gain in decibels, a share, as each says.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bench.studio.take import Take
from bench.studio.voices import RATE, Voices

LEVEL = 0.06
"""The loudness of speech (root mean square), of 1."""

_TALK = (
    "La météo annonce un temps couvert sur la moitié nord, avec quelques éclaircies en soirée.",
    "Le conseil municipal se réunira jeudi pour voter le budget de la piscine et des écoles.",
    "Et tu lui as dit quoi ? Non mais moi je n'étais pas au courant, personne ne m'a prévenue.",
    "On passe à table dans dix minutes, quelqu'un peut descendre les chaises du grenier ?",
    "Le coureur breton remporte l'étape au sprint, devant deux de ses anciens équipiers.",
)
_TALKERS = ("ff_siwis:0.3+bm_george:0.7", "ff_siwis:0.5+bf_emma:0.5", "ff_siwis:0.4+hm_omega:0.6")


class Spoiler:
    """Spoils a voice, effect by effect."""

    def __init__(self, random: np.random.Generator, voices: Voices) -> None:
        self._random, self._voices = random, voices

    def spoil(self, sound: np.ndarray, effects: str, other: np.ndarray) -> np.ndarray:
        """The sound with the effects in their order; `other` is what the loudspeaker plays."""
        ways: dict[str, Callable[[np.ndarray, float], np.ndarray]] = {
            "telephone": lambda s, _: np.round(banded(s, 300, 3400) * 400) / 400,
            "muffled": lambda s, v: banded(s, 60, v),
            "far": self._far,
            "hiss": lambda s, v: s + self._noise(len(s)) * _below(v),
            "hum": lambda s, v: s + np.sin(np.arange(len(s)) * 2 * np.pi * 50 / RATE) * _below(v),
            "babble": lambda s, v: s + self._talk(len(s), 4) * _below(v),
            "tv": lambda s, v: s + banded(self._talk(len(s), 1), 150, 3000) * _below(v),
            "clip": lambda s, v: np.clip(s * 10 ** (v / 20), -0.35, 0.35),
            "echo": lambda s, v: s + banded(np.roll(other, int(0.22 * RATE)), 200, 3000) * v,
            "gain": lambda s, v: s * 10 ** (v / 20),
            "losses": self._losses,
        }
        for effect in effects.split():
            name, _, value = effect.partition(":")
            sound = ways[name](sound, float(value or 0)).astype(np.float32)
        return sound

    def _far(self, sound: np.ndarray, seconds: float) -> np.ndarray:
        tail = np.arange(int(seconds * RATE)) / RATE
        room = self._random.normal(size=len(tail)) * 10 ** (-3 * tail / seconds)
        room[0] = 4
        room = room / np.sqrt((room**2).sum())
        size = _quick(len(sound) + len(room))
        wet = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(room, size), size)
        return banded(wet[: len(sound)], 120, 7000)

    def _noise(self, length: int) -> np.ndarray:
        noise = banded(self._random.normal(size=length), 80, 6000)
        return noise / noise.std()

    def _talk(self, length: int, streams: int) -> np.ndarray:
        total = np.zeros(length, np.float32)
        for n in range(streams):
            at = int(self._random.uniform(0, 2) * RATE)
            while at < length:
                text = _TALK[self._random.integers(len(_TALK))]
                line = self._voices.say(text, _TALKERS[n % len(_TALKERS)])[: length - at]
                total[at : at + len(line)] += line
                at += len(line) + int(self._random.uniform(0.1, 0.8) * RATE)
        return total / total.std()

    def _losses(self, sound: np.ndarray, a_minute: float) -> np.ndarray:
        sound = sound.copy()
        for _ in range(int(len(sound) / RATE / 60 * a_minute)):
            at = self._random.integers(len(sound))
            sound[at : at + int(self._random.uniform(0.04, 0.25) * RATE)] = 0
        return sound


def voice_tracks(take: Take, spoken: Callable[..., np.ndarray]) -> dict[str, np.ndarray]:
    """Each speaker's own sound, clean: "H" and "L"."""
    tracks = {who: np.zeros(int(take.duration * RATE) + RATE, np.float32) for who in "HL"}
    for said in take.utterances:
        line = spoken(said.line)
        line = line / max(float(np.sqrt((line**2).mean())), 1e-4) * LEVEL
        at = int(said.start * RATE)
        tracks[said.line.speaker][at : at + len(line)] += line
    return {who: track[: int(take.duration * RATE)] for who, track in tracks.items()}


def mixed(tracks: dict[str, np.ndarray]) -> np.ndarray:
    """Both voices together, as loud as they can be without clipping."""
    total = tracks["H"] + tracks["L"]
    return total / max(1.0, float(np.abs(total).max()) / 0.95)


def banded(sound: np.ndarray, low: float, high: float) -> np.ndarray:
    """The sound between two frequencies, with soft edges."""
    size = _quick(len(sound))
    spectrum = np.fft.rfft(sound, size)
    hertz = np.fft.rfftfreq(size, 1 / RATE)
    gain = 1 / (1 + (low / np.maximum(hertz, 1e-3)) ** 6) / (1 + (hertz / high) ** 8)
    return np.fft.irfft(spectrum * gain, size)[: len(sound)].astype(np.float32)


def _quick(length: int) -> int:
    """The next length that a Fourier transform is quick on."""
    power = max(0, length.bit_length() - 4)
    return min(m << power for m in (8, 9, 10, 12, 15, 16) if m << power >= length)


def _below(decibels: float) -> float:
    return LEVEL * 10 ** (-decibels / 20)
