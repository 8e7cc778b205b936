"""Whose a number, an address or a name is, told by the lines around: somebody's or an office's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from media.shown.labels import FOOT, Meaning, fold, kind_said, meaning, of_an_office
from media.shown.page import Pages
from media.shown.people import full_names, of_another
from media.types import Box, ScreenLine

MENU, MENU_WORDS = 5, 3
"""Entries beside one, at least, and words of each, at most."""

LINKS, BELOW = 2, 3
"""Links in the row at the foot of a page, at least; lines below it, at most."""

NEARBY = 0.3
"""Of the width: in so much of a page things belong together."""

_OWN = re.compile(
    r"modifi|supprim|\bm(?:es|on|a)\b|\bv(?:os|otre)\b|fixe|rappel|joindre|joignable|coordonnees|contact"
)
_MINE = re.compile(r"domicile|rappel|\bfixe\b|joignable|\bm(?:on|a|e)\b|land ?line|\bmy\b")
_COLUMN = re.compile(r"date|taille|type|modifi|statut|etat|montant|action")
_NUMBER = re.compile(r"\d")
_DOCTOR = re.compile(r"\b(?:dr|docteur|pr)\b\.? ")
_TITLED = re.compile(r"\b(?:Mme|M\.|Mr|Mlle|Famille)\s+[A-ZÀ-Ý]")
_HOME = re.compile(
    r"coordonnees|domicile|livraison|facturation|logement|(?<!taxe d')habitation|"
    r"destinataire|expediteur|titulaire|"
    r"(?:mon|votre) adresse|resid|demeurant|mes informations|etat civil|contrat\b|compteur|"
    r"\bchez (?:moi|vous)\b|\b(?:me|vous) (?:prendre|chercher)\b"
)


def called_own(before: str) -> bool:
    """Whether these words before a telephone number call it somebody's: "Fixe :", "Joignable au".

    Those that offices say as well, "Tél. :", tell nothing.
    """
    return bool(_MINE.search(fold(before)))


def at_an_office(pages: Pages, line: ScreenLine) -> bool:
    """Whether it stands among words on opening hours, reception, a doctor and the like."""
    near = list(_near(pages, line, 3))
    return any(of_an_office(text) or _DOCTOR.search(fold(text)) for text in near)


def in_a_foot(pages: Pages, line: ScreenLine) -> bool:
    """Whether it is in the row of links that ends the pages of a site, and nothing in that row is
    somebody's or of an account."""
    row = [other.text for other in pages.row(line)]
    below = [one for one in pages.around(line) if one.box[1] > line.box[1] + 2 * line.box[3]]
    # "Conditions de vente · Cookies" is read as one line.
    links = sum(len(FOOT.findall(fold(text))) for text in row)
    others = [FOOT.sub(" ", fold(text)) for text in row]
    somebodys = any(map(_OWN.search, others)) or any(map(names_somebody, [line.text, *row]))
    return links >= LINKS and len(below) <= BELOW and not somebodys


def beside_a_person(pages: Pages, line: ScreenLine) -> bool:
    """Whether somebody is named in the line or at its height, as in the head of an account; not far
    from it where the line right above or below is an office's."""
    near = NEARBY * pages.width if _close_to_an_office(pages, line) else pages.width
    return names_somebody(line.text) or any(
        names_somebody(other.text) and _gap(line.box, other.box) <= near
        for other in pages.row(line)
    )


def at_home(pages: Pages, line: ScreenLine) -> bool:
    """Whether it stands under somebody's name, or among words on where one lives; or has such words
    itself, whatever is around: "Logement suivi : 12 impasse du Moulin"."""
    own = bool(_HOME.search(fold(line.text)))
    homely = own or any(map(names_somebody, _near(pages, line, 5))) or among_homes(pages, line)
    return homely and not of_an_office(line.text) and (own or not at_an_office(pages, line))


def among_homes(pages: Pages, line: ScreenLine) -> bool:
    """Whether it stands among words on where one lives."""
    return any(_HOME.search(fold(text)) for text in _near(pages, line, 5))


def in_a_menu(pages: Pages, kind: Meaning | None, label: str, line: ScreenLine) -> bool:
    """Whether it is a word in a row of others, "Femme, Homme, Enfant", of which but the one before
    it might be a label, and that one asks for no name."""
    row = [other.text for other in pages.row(line)]
    words = [text for text in row if len(text.split()) <= MENU_WORDS]
    labels = [text for text in row if meaning(text)]
    plain = labels == [label] and kind_said(label) != "name" and not any(map(_NUMBER.search, row))
    return kind == "name" and plain and len(words) >= MENU and not any(full_names(line.text))


def in_a_table(
    pages: Pages, kind: Meaning | None, line: ScreenLine, head: ScreenLine | None
) -> bool:
    """Whether the line above heads a column among others, as in a list of files."""
    if kind not in {"name", "file_number"} or not head or meaning(head.text) != kind:
        return False
    heads = [fold(other.text) for other in pages.row(head)]
    return any(map(_COLUMN.match, heads)) and not any(full_names(line.text))


def names_somebody(text: str) -> bool:
    """Whether it has somebody's full name, or a family's with its title."""
    full = any(not of_another(text, start) for start, _ in full_names(text))
    return full or bool(_TITLED.search(text))


def _close_to_an_office(pages: Pages, line: ScreenLine) -> bool:
    x, y, _, height = line.box
    return any(
        of_an_office(other.text)
        for other in pages.around(line)
        if abs(other.box[0] - x) <= height and 0 < abs(other.box[1] - y) <= 2 * height
    )


def _gap(box: Box, other: Box) -> int:
    """Pixels between two boxes of one row."""
    return max(other[0] - box[0] - box[2], box[0] - other[0] - other[2])


def _near(pages: Pages, line: ScreenLine, heights: int) -> Iterator[str]:
    """The lines above and below within some heights of the line, in its part of the page."""
    x, y, _, height = line.box
    for other in pages.around(line):
        across = NEARBY * pages.width
        if abs(other.box[1] - y) <= heights * height and abs(other.box[0] - x) <= across:
            yield other.text
