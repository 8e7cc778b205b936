"""What a field is called, and so whose its value is."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from media.personal import Kind

Meaning = Kind | Literal["plain"]

LONGEST = 9
"""Words: what is longer is a sentence, not a label."""

_KINDS: tuple[tuple[Meaning, str], ...] = (
    ("birth_date", r"(?:date|jour|annee|mois|lieu|ville|commune|departement) de naissance"),
    # What only looks personal.
    (
        "plain",
        r"oublie|code (?:postal|promo|de la route|naf|ape|barre|couleur)|carte (?:grise|du)\b|"
        r"nom (?:du|de l[a' ]|des) ?(?:fichier|document|dossier|entreprise|societe|site|etabliss|"
        r"employeur|banque|produit|service|commune|rue|voie|medecin|praticien|structure)|"
        r"\bou nom\b|\bnom ou\b|"
        r"(?:adresse|telephone|mail|courriel) (?:du|de la|de l|des) ?(?:site|service|mairie|cabinet|"
        r"agence|employeur|entreprise|lieu|structure)|application mobile|numero (?:vert|d.urgence)|"
        r"^(?:objet|titre(?! de sejour)|sujet|ville|commune|pays|departement|region|specialite|recherch\w*|motif|"
        r"message|commentaires?|metier|poste|fonction|profession|quoi|ou|date|heure|jour|langue|"
        r"quantite|theme|categorie|rubrique|civilite|situation)\b",
    ),
    ("email", r"\be-?mail|\bcourriel|\bmels?\b|\bmails?\b|adresse electronique|messagerie perso"),
    ("email", r"^(?:a|to|cc|cci|destinataires?|pour)$"),
    ("password", r"mot de passe|password|code secret"),
    ("birth_date", r"naissance|\bnee? le\b|\bne\(e\) le\b|anniversaire"),
    ("nir", r"securite sociale|\bsecu\b|\bnir\b|carte vitale|numero d.assure"),
    ("iban", r"\biban\b|\brib\b|numero de compte|compte bancaire|coordonnees bancaires"),
    (
        "card",
        r"carte (?:bancaire|bleue|de credit|de paiement)|numero de (?:la |votre )?carte$|"
        r"cryptogramme|\bcvv\b|\bcvc\b",
    ),
    (
        "phone",
        r"telephone|portable|\bmobile\b|\btel\b|\bgsm\b|numero (?:a|pour) (?:vous )?(?:r?appeler|"
        r"joindre)|^(?:votre |mon )?numero$",
    ),
    (
        "code",
        r"\bcodes?\b.*\b(?:chiffres|recu|sms|acces|verif|confidentiel|pin|secur|connexion|"
        r"tempora|activation|unique|confirm)|^(?:le |votre |saisi\w+ (?:le |votre )?)?code$",
    ),
    (
        "file_number",
        r"(?:numero|reference|ref|identifiant|matricule|code)s? ?(?:de |d.|du |d’)?(?:votre |la |l.)?"
        r"(?:dossier|allocataire|fiscal|client|contrat|abonn|adherent|usager|inscription|avis|"
        r"declarant|passeport|carte d.identite|permis|patient|demande|compte|locataire|eleve|"
        r"etudiant|agent|immatricul|etranger|titre|siret|assure|personne|candidat|suivi|foyer|caf)|"
        r"\bidentifiant|\bmatricule\b|\blogin\b|nom d.utilisateur|^(?:dossier|allocataire)$|"
        r"pseudo|immatriculation",
    ),
    (
        "address",
        r"^(?:(?:votre|mon|ma|l.) ?)?adresse(?: (?:postale|du domicile|de residence|complete|"
        r"actuelle|de livraison|de facturation|personnelle|principale|ligne))? ?\d?$|^(?:votre |mon |lieu de )?domicile$|"
        r"(?:numero|nom) (?:et \w+ )?(?:de )?(?:la )?(?:rue|voie)|^(?:rue|voie)$|"
        r"complement d.adresse|lieu de residence",
    ),
    (
        "name",
        r"\bprenoms?\b|^(?:votre |mon |le )?nom\b|nom (?:de (?:famille|naissance|jeune)|d.usage|"
        r"complet|marital)|titulaire|beneficiaire|^(?:assure|patient|demandeur|demandeuse|"
        r"allocataire|declarant|enfant|conjoint|usager|adherent|locataire|signataire|client)e?"
        r"(?: \d)?$",
    ),
)
_TABLE = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_BESIDES = re.compile(r"\([^)]*\)?|[*:：]|\bobligatoire\b|\bfacultatif\b|\bn[°ºo]\b|[\"«»>]")


@lru_cache(maxsize=4096)
def meaning(text: str) -> Meaning | None:
    """What a field of that name holds; "plain" where it is nobody's own, None where unknown."""
    if text.rstrip()[-1:] in ".!" and len(text.split()) > 3:
        return None
    plain = " ".join(_BESIDES.sub(_kept, fold(text)).split())
    if not plain or len(plain.split()) > LONGEST:
        return None
    return next((kind for kind, pattern in _TABLE if pattern.search(plain)), None)


def _kept(match: re.Match[str]) -> str:
    return " numero " if match.group().startswith("n") else " "


def fold(text: str) -> str:
    """The text in lower case, without accents, as long as before."""
    return "".join(_plain(letter) for letter in text)


@lru_cache(maxsize=1024)
def _plain(letter: str) -> str:
    if letter in "’‘`´":
        return "'"
    return unicodedata.normalize("NFKD", letter.lower())[:1] or letter
