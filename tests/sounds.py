"""Sounds made by code that nobody speaks in, and files of them."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

RATE = 16_000


def wav(path: Path, sound: np.ndarray, rate: int = RATE) -> Path:
    """The file, mono 16 bit."""
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
    return path


def silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * RATE), dtype=np.float32)


def noise(seconds: float, level: float = 0.1) -> np.ndarray:
    return np.random.default_rng(1).normal(0, level, round(seconds * RATE)).astype(np.float32)


def tone(seconds: float, hertz: float = 440.0, level: float = 0.3) -> np.ndarray:
    t = np.arange(round(seconds * RATE)) / RATE
    return (level * np.sin(2 * np.pi * hertz * t)).astype(np.float32)


def chords(seconds: float) -> np.ndarray:
    """Struck chords that fade, two seconds each, as on a piano."""
    struck = []
    for number in range(int(seconds // 2)):
        root = (220.0, 246.9, 261.6, 196.0)[number % 4]
        t = np.arange(2 * RATE) / RATE
        notes = sum(np.sin(2 * np.pi * root * part * t) for part in (1, 1.26, 1.5, 2, 2.52))
        struck.append(0.12 * notes * np.exp(-1.2 * t))
    return np.concatenate(struck).astype(np.float32)
