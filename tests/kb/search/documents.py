"""Documents for the tests of search."""

from kb.search.documents import StepDocument, TutorialDocument

RENDEZ_VOUS = TutorialDocument(
    id="1",
    title="Prendre rendez-vous avec la CAF",
    summary="Voir un conseiller.",
    service="CAF",
    duration=95.0,
    stamp="a",
    steps=(
        StepDocument(1, "Ouvrez le site", "Tapez l'adresse dans la barre, en haut."),
        StepDocument(
            2,
            "Cliquez sur « Se connecter »",
            "Le bouton est bleu.",
            "alors là vous voyez le bouton bleu en haut à droite",
            12.5,
            "/public/a/b.webp",
        ),
        StepDocument(3, "Choisissez l'heure", "Les heures libres sont en vert.", "", 30.0),
    ),
)
COURRIEL = TutorialDocument(
    id="2",
    title="Envoyer un courriel avec une pièce jointe",
    summary="Joindre une photo à un message.",
    service="Messagerie",
    stamp="a",
    steps=(
        StepDocument(1, "Écrivez l'adresse", "Dans la case du destinataire."),
        StepDocument(2, "Cliquez sur le trombone", "Choisissez le document."),
    ),
)
IMPOTS = TutorialDocument(
    id="3",
    title="Déclarer ses impôts",
    summary="Vérifier la déclaration et l'envoyer.",
    service="Impôts",
    stamp="a",
    steps=(StepDocument(1, "Signez la déclaration", "Gardez l'accusé de réception."),),
)
ALL = (RENDEZ_VOUS, COURRIEL, IMPOTS)
