"""What is kept of a recording is what was found in it, not what was looked at."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

from media.ocr import Image, Written
from media.screen import look
from media.shots import Shot
from tests.films import SIZE, page, pointed, whole

SHORT, LONG = 40, 240
"""Pictures of a film, and of one that is six times as long."""

FEW = 2 * 3 * SIZE[0] * SIZE[1]
"""Bytes of two whole pictures: what is held grows by no more, though each picture is another."""


class Clerk:
    """Reads other words each time, of which each is found and kept."""

    def __init__(self) -> None:
        self.reads = 0

    def read(self, image: Image, *, scale: float = 0.5) -> tuple[Written, ...]:
        self.reads += 1
        high, wide = image.shape[:2]
        return (Written(f"Dossier numéro {self.reads}", (0, 0, wide, min(24, high))),)


def film() -> Iterator[Shot]:
    """Pages that come every two seconds while a cursor moves about and something is typed; each
    picture is made when it is asked for and is nobody's but the watcher's."""
    for n in range(LONG):
        turn, moment = divmod(n, 10)
        image = page(turn % 7)
        for letter in range(moment):
            image[67:77, 406 + 8 * letter : 411 + 8 * letter] = 20
        image = pointed(image, (60 + 50 * min(moment, 6), 300 - 40 * (turn % 5)))
        yield Shot(n * 0.2, image, lambda image=image: whole(image, 1.0))


def weighed(shots: Iterator[Shot], held: list[int]) -> Iterator[Shot]:
    """The shots; the bytes that are held after a short film and after a long one."""
    for n, shot in enumerate(shots, start=1):
        if n in (SHORT, LONG):
            held.append(tracemalloc.get_traced_memory()[0])
        yield shot


def test_what_is_held_of_a_film_six_times_as_long_is_no_more():
    held: list[int] = []
    tracemalloc.start()
    try:
        seen = look(weighed(film(), held), 1.0, Clerk(), 0.2 * LONG)
    finally:
        tracemalloc.stop()
    pages = [event.t for event in seen.events if event.kind == "page"]
    assert len(pages) > 0.9 * LONG / 10
    early, late = held
    assert late - early < FEW
