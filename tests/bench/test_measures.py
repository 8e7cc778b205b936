"""What an analysis is measured by."""

from __future__ import annotations

from bench.measures import shared_words


def test_titles_about_the_same_share_their_words_whatever_their_form():
    assert shared_words("Inscription à la cantine", "Inscrire à la cantine") == 1.0
    assert shared_words("Résilier votre abonnement", "Résilier son abonnement de films") == 0.8
    assert shared_words("Valider", "Changer le mot de passe") == 0.0
    assert shared_words("", "Changer le mot de passe") == 0.0
