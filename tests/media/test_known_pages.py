"""Pages that are known again when one comes back to them."""

from __future__ import annotations

from media.known_pages import known_again
from media.types import ScreenEvent, ScreenLine

HEIGHT = 720.0
BAR = (103, 43, 250, 21)


def page(t: float, heading: str = "") -> ScreenEvent:
    return ScreenEvent(t, "page", end=t + 0.3, text=heading)


def before(events: list[ScreenEvent], lines: tuple[ScreenLine, ...] = ()) -> list[float | None]:
    return [event.same_as for event in known_again(events, lines, HEIGHT)]


def by_heading(*headings: str) -> list[float | None]:
    return before([page(10.0 + 5 * n, heading) for n, heading in enumerate(headings)])


def test_a_page_is_known_again_by_its_heading():
    found = by_heading("Où est le problème ?", "Ascenseur", "Où est le problème ?")
    assert found == [None, None, 15.0]


def test_the_next_page_of_a_form_with_the_same_heading_is_another():
    assert by_heading("Votre demande", "Votre demande", "Votre demande") == [None, None, None]


def by_address(*addresses: str) -> list[float | None]:
    """For each page after the first, which was there when the recording began."""
    starts = [10.0 * n for n in range(len(addresses) + 1)]
    lines = tuple(
        ScreenLine(starts[n], starts[n + 1], address, BAR) for n, address in enumerate(addresses)
    )
    return before([page(t) for t in starts[1:-1]], lines)


def test_the_page_at_the_beginning_is_known_again_by_its_address():
    home, wrong = "https://mairie.exemple", "https://mairie.exemple/factures"
    assert by_address(home, wrong, home) == [None, 10.0]


def test_an_address_misread_at_its_beginning_is_the_same():
    assert by_address("mairie.exemple/", "mairie.exemple/eau", "-https://mairie.exemple") == [
        None,
        10.0,
    ]


def test_pages_of_one_address_are_not_told_apart_by_it():
    assert by_address("mairie.exemple", "mairie.exemple", "mairie.exemple") == [None, None]


def test_an_address_in_the_page_is_none_of_the_bar():
    lines = (
        ScreenLine(0.0, 10.0, "mairie.exemple", (103, 300, 250, 21)),
        ScreenLine(10.0, 20.0, "ville.exemple", (103, 300, 250, 21)),
        ScreenLine(20.0, 30.0, "mairie.exemple", (103, 300, 250, 21)),
    )
    assert before([page(10.0), page(20.0)], lines) == [None, None]
