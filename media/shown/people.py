"""Names of people on a page: by their shape, by given names, and by where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz

from media.shown.labels import fold

ALIKE = 84.0
"""Of 100: so alike are two readings of one name."""

_TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?")
PARTICLES = frozenset({"de", "du", "des", "le", "la", "el", "ben", "van", "von", "da", "dos", "d"})
PAGE_WORDS = """
mon ma mes votre vos notre nos espace compte profil aide accueil contact contacts offre offres
formation formations document documents message messages messagerie bonjour bienvenue deconnexion
connexion connecter deconnecter menu recherche rechercher service services demarche demarches
public publique tableau bord parametres reglages notification notifications personnel personnelle
agenda calendrier rendez vous dossier dossiers facture factures paiement paiements contrat contrats
panier commande commandes boutique actualites forum blog faq plan site quitter fermer retour suivant
se en nous les des une un je il elle et ou sur pour par avec sans au aux du de la le l exemple
particulier particuliers professionnel professionnels entreprise entreprises association mairie
ville commune region departement france connect travail emploi caf ameli impots sante banque poste
nouveau nouvelle ajouter modifier supprimer envoyer valider annuler continuer imprimer telecharger
madame monsieur mademoiselle mme mlle docteur dr rue avenue boulevard place ecole college lycee
universite hopital clinique centre maison pharmacie bibliotheque mediatheque musee theatre piscine
lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout
septembre octobre novembre decembre french francais francaise english home login logout account
carte vitale cookies mentions legales confidentialite accessibilite conditions generales version
fichier edition affichage historique favoris outils fenetre onglet navigateur partage ecran cours
informations information donnees securite sociale assurance retraite famille enfants enfant parent
logement transport transports energie eau gaz electricite credit mutuelle premier premiere tout
toute tous toutes voir plus moins gerer suivre consulter mobile application accepter refuser
"""
NOT_NAMES = frozenset(PAGE_WORDS.split())
TITLES = frozenset({"mme", "mme.", "madame", "m.", "mr", "monsieur", "mlle", "mademoiselle"})
DOCTORS = frozenset({"dr", "dr.", "docteur", "pr", "pr.", "professeur", "maitre", "me"})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody known: the words of their name, folded."""

    words: tuple[str, ...]

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the text names them: all their words, in either order, side by side."""
        tokens = [
            (match.start(), match.end(), fold(match.group()))
            for match in re.finditer(r"[^\W\d_]+", text)
        ]
        wanted = [word for name in self.words for word in re.split(r"[^\w]+", name) if word]
        size = len(wanted)
        for at in range(len(tokens) - size + 1):
            part = tokens[at : at + size]
            if _same([word for _, _, word in part], wanted):
                yield part[0][0], part[-1][1]


def _same(words: list[str], wanted: list[str]) -> bool:
    return any(
        all(word == name or fuzz.ratio(word, name) >= ALIKE for word, name in zip(order, wanted, strict=True))
        for order in (words, [*words[1:], words[0]], [words[-1], *words[:-1]])
    )


@cache
def given_names() -> frozenset[str]:
    """The given names of the list, folded."""
    path = Path(__file__).parents[1] / "data" / "given_names.fr.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(fold(name) for line in lines if line[:1] != "#" for name in line.split())


def is_given(word: str) -> bool:
    """Whether the word is a given name, double ones ("Jean-Pierre") included."""
    plain = fold(word).rstrip(".")
    return plain in given_names() or all(
        part in given_names() for part in plain.split("-") if "-" in plain
    ) and "-" in plain


def full_names(text: str) -> Iterator[tuple[int, int]]:
    """Where the text has a given name and a family name, in either order."""
    tokens = list(_TOKEN.finditer(text))
    at = 0
    while at < len(tokens) - 1:
        size = _full_name(text, tokens[at:])
        if size:
            yield tokens[at].start(), tokens[at + size - 1].end()
        at += size or 1


def _full_name(text: str, tokens: list[re.Match[str]]) -> int:
    """How many of the first tokens are a full name; 0 where they are none."""
    words = [token.group() for token in tokens[:5]]
    if not _capital(words[0]):
        return 0
    size = 1
    while size < len(words) and size < 4 and _joined(text, tokens, size):
        if fold(words[size]) in PARTICLES and size + 1 < len(words) and _capital(words[size + 1]):
            size += 2
        elif _capital(words[size]) and fold(words[size]) not in NOT_NAMES:
            size += 1
        else:
            break
    if size == 1:
        return 0
    first, last = words[0], words[size - 1]
    if is_given(first) or (fold(first) not in NOT_NAMES and is_given(last)):
        return size
    return 0


def _joined(text: str, tokens: list[re.Match[str]], size: int) -> bool:
    return text[tokens[size - 1].end() : tokens[size].start()] == " "


def _capital(word: str) -> bool:
    return word[:1].isupper() and len(word) > 1


def shaped_like_a_name(text: str) -> bool:
    """Whether the whole text is two or three capitalised words, none of them a page's word."""
    words = text.split()
    return 2 <= len(words) <= 3 and all(
        _TOKEN.fullmatch(word) and _capital(word) and fold(word).rstrip(".") not in NOT_NAMES
        for word in words
    )


def after_doctor(text: str, start: int) -> bool:
    """Whether the name at `start` is given as a doctor's or lawyer's, who is found in lists."""
    before = fold(text[:start]).split()
    return bool(before) and before[-1] in DOCTORS
