"""Every address of the site, and who gets what behind it.

A new address fails here until it is listed: in OPEN, where nothing private is behind it, in
PRIVATE, with its answer to each kind of person, or in BY_SECRET, where no account opens it.
Those of live assistance have doors of their own (tests/live/test_doors.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from kb.recordings import services, uploads
from kb.recordings.agreements import ConsentGiven
from kb.recordings.models import HeardWord
from kb.search.models import AskedSearch
from kb.tutorials.models import StepReport
from tests import factories
from tests.kb.tutorials import world

pytestmark = pytest.mark.django_db

PEOPLE = ("nobody", "stranger", "participant", "owner", "editor")

OPEN = {
    # The site itself.
    "langue/",
    "compte/connexion/",
    "compte/deconnexion/",
    "accessibilite/",
    "confidentialite/",
    "sante/",
    # What is published: live pages, their masked copies, and the search among them.
    "public/<uuid:publication>/<str:name>",
    "hors-ligne.js",
    "parcours/",
    "parcours/par-ou-commencer/",
    "signaler/<int:page>/",
    "hors-ligne/",
    "mes-progres/",
    "mes-progres/titres/",
    "recherche/",
    "recherche/clic/",
    "recherche/dans/<int:page_id>/",
    "recherche/boite.js",
    "api/",
    "api/search/",
    "api/suggest/",
    "api/openapi.json",
    r"^((?:[\w\-]+/)*)$",
    # Wagtail's own: documents of the site (never of a recording), passwords of closed pages.
    r"documents/^(\d+)/(.*)$",
    "documents/authenticate_with_password/<int:restriction_id>/",
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
    "_util/login/",
}
"""Addresses with nothing private behind them."""

BY_SECRET = {
    "mon-accompagnement/<str:secret>/",
    "mon-accompagnement/<str:secret>/images/<str:name>",
    "mon-accompagnement/<str:secret>/accord/",
    "mon-accompagnement/<str:secret>/mes-donnees/",
}
"""Addresses that a secret opens, whoever asks (tests/kb/tutorials/test_own_session.py)."""


@dataclass(frozen=True)
class World:
    """A recording with a draft, two people who took part in it, and an upload that was begun."""

    recording: Any
    page: Any
    mask: Any
    consent_role: str
    upload: Any
    still: str
    search: Any
    report: Any
    word: Any


@dataclass(frozen=True)
class Door:
    """A private address. `answers` has a sign for each of PEOPLE: + comes in, - does not."""

    name: str
    answers: str
    arguments: Callable[[World], list[Any]] = lambda _world: []
    method: str = "get"


def _recording(there: World) -> list[Any]:
    return [there.recording.pk]


def _page(there: World) -> list[Any]:
    return [there.page.pk]


#                       nobody, stranger, participant, owner, editor
PRIVATE = {
    "enregistrements/": Door("recordings:list", "-++++"),
    "enregistrements/nouveau/": Door("recordings:new", "-++++"),
    "enregistrements/envois/<uuid:pk>/abandonner/": Door(
        "recordings:drop", "---+-", lambda there: [there.upload.pk], "post"
    ),
    "enregistrements/tus/": Door("recordings:tus", "-++++", method="tus"),
    "enregistrements/tus/<uuid:pk>/": Door(
        "recordings:tus_upload", "---+-", lambda there: [there.upload.pk], "head"
    ),
    "enregistrements/<uuid:pk>/": Door("recordings:detail", "--+++", _recording),
    "enregistrements/<uuid:pk>/avancement": Door("recordings:progress", "--+++", _recording),
    "enregistrements/<uuid:pk>/etapes/<str:stage>/reessayer/": Door(
        "recordings:retry", "---++", lambda there: [there.recording.pk, "probe"], "post"
    ),
    "compte/mes-donnees/": Door("my_data", "-++++"),
    "mes-progres/compte/": Door("tutorials:progress_account", "-++++"),
    "enregistrements/<uuid:pk>/donnees/<str:role>/": Door(
        "recordings:personal_data", "--+++", lambda there: [there.recording.pk, "learner"]
    ),
    "enregistrements/<uuid:pk>/garder/": Door("recordings:keep", "---++", _recording, "post"),
    "enregistrements/<uuid:pk>/supprimer/": Door("recordings:delete", "---++", _recording),
    "enregistrements/<uuid:pk>/accords/<str:role>/retirer/": Door(
        "recordings:withdraw", "--+++", lambda there: [there.recording.pk, there.consent_role]
    ),
    "enregistrements/<uuid:pk>/fichiers/<str:name>": Door(
        "recordings:file", "--+++", lambda there: [there.recording.pk, there.still]
    ),
    "enregistrements/<uuid:pk>/sous-titres.vtt": Door("recordings:captions", "--+++", _recording),
    "brouillons/<int:page>/images/<str:name>": Door(
        "tutorials:draft_still", "--+++", lambda there: [there.page.pk, there.still]
    ),
    "brouillons/enregistrements/<uuid:recording>/image/": Door(
        "tutorials:still_pick", "---++", _recording, "post"
    ),
    "brouillons/enregistrements/<uuid:recording>/masques/": Door(
        "tutorials:mask_add", "---++", _recording, "post"
    ),
    "brouillons/enregistrements/<uuid:recording>/masques/<int:mask>/": Door(
        "tutorials:mask_drawn",
        "---++",
        lambda there: [there.recording.pk, there.mask.pk],
        "delete",
    ),
    "brouillons/enregistrements/<uuid:recording>/masques/proposes/<str:key>/": Door(
        "tutorials:mask_proposed",
        "---++",
        lambda there: [there.recording.pk, "0" * 16],
        "post",
    ),
    "brouillons/enregistrements/<uuid:recording>/masques/garder/": Door(
        "tutorials:masks_keep", "---++", _recording, "post"
    ),
    "brouillons/enregistrements/<uuid:recording>/paroles/": Door(
        "tutorials:caption_edit", "---++", _recording, "post"
    ),
    "brouillons/enregistrements/<uuid:recording>/images/": Door(
        "tutorials:picture_at", "---++", _recording
    ),
    "admin/brouillons/": Door("tutorial_drafts", "----+"),
    "admin/parcours/trous/": Door("paths_holes", "----+"),
    "admin/donnees-personnelles/<uuid:recording>/": Door(
        "tutorial_personal_data", "----+", _recording
    ),
    "admin/mots-mal-entendus/": Door("vocabulary", "----+"),
    "admin/mots-mal-entendus/<int:pk>/<str:deed>/": Door(
        "heard_word", "----+", lambda there: [there.word.pk, "ignorer"], "post"
    ),
    "admin/a-revoir/": Door("tutorial_reports", "----+"),
    "admin/a-revoir/<int:pk>/vu/": Door(
        "tutorial_verified", "----+", lambda there: [there.report.pk], "post"
    ),
    "admin/recherches/sans-reponse/": Door("search_unanswered", "----+"),
    "admin/recherches/sans-clic/": Door("search_unclicked", "----+"),
    "admin/recherches/a-ecrire/": Door("search_wished", "----+"),
    "admin/snippets/search/synonymgroup/add/": Door(
        "wagtailsnippets_search_synonymgroup:add", "----+"
    ),
    "admin/snippets/search/pinnedresult/add/": Door(
        "wagtailsnippets_search_pinnedresult:add", "----+"
    ),
    "admin/recherches/<int:pk>/souhait/": Door(
        "search_wish", "----+", lambda there: [there.search.pk], "post"
    ),
    "admin/enregistrements/": Door("recordings_admin", "----+"),
    "admin/enregistrements/<uuid:pk>/": Door("recordings_admin_inspect", "----+", _recording),
    "admin/enregistrements/<uuid:pk>/etapes/<str:stage>/reessayer/": Door(
        "recordings_admin_retry", "----+", lambda there: [there.recording.pk, "probe"], "post"
    ),
    "admin/enregistrements/<uuid:pk>/etapes/<str:stage>/recommencer/": Door(
        "recordings_admin_rerun", "----+", lambda there: [there.recording.pk, "probe"], "post"
    ),
}
"""Every private address of ours."""

WAGTAIL = {
    "the admin": Door("wagtailadmin_home", "----+"),
    "the editor": Door("wagtailadmin_pages:edit", "----+", _page),
    "the draft": Door("wagtailadmin_pages:view_draft", "----+", _page),
    "the preview": Door("wagtailadmin_pages:preview_on_edit", "----+", _page),
    "the history": Door("wagtailadmin_pages:history", "----+", _page),
    "an old revision": Door(
        "wagtailadmin_pages:revisions_view",
        "----+",
        lambda there: [there.page.pk, there.page.latest_revision_id],
    ),
    "a comparison": Door(
        "wagtailadmin_pages:revisions_compare",
        "----+",
        lambda there: [there.page.pk, "earliest", "latest"],
    ),
    "the search of pages": Door("wagtailadmin_pages:search", "----+"),
    "the pages as data": Door("wagtailadmin_api:pages:listing", "----+"),
    "a page as data": Door("wagtailadmin_api:pages:detail", "----+", _page),
    "the journal": Door("wagtailadmin_reports:site_history", "----+"),
}
"""Wagtail's own addresses behind which a draft could show."""

CASES = [
    pytest.param(door, person, sign == "+", id=f"{name} {person}")
    for name, door in {**PRIVATE, **WAGTAIL}.items()
    for person, sign in zip(PEOPLE, door.answers, strict=True)
]


def addresses(patterns: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Every address of the site, with the module that answers."""
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            yield address, pattern.callback.__module__


def test_every_address_is_known_to_be_open_or_private():
    ours = {
        address
        for address, module in addresses(get_resolver().url_patterns)
        if module.startswith("kb.")
        or not (module.startswith("live.") or address.startswith("admin/"))
    }
    assert ours == OPEN | PRIVATE.keys() | BY_SECRET


@pytest.fixture
def folders(settings, tmp_path):
    settings.KB_VAR = tmp_path
    settings.KB_RECORDINGS_ROOT = tmp_path / "recordings"
    settings.KB_PUBLIC_ROOT = tmp_path / "public"
    settings.KB_UPLOADS_ROOT = tmp_path / "uploads"


@pytest.fixture
def there(folders, db) -> World:
    world.home()
    recording = world.worked_recording(transcribe={"transcript": []})
    given = ConsentGiven.to("learner", ["record", "tutorial"], person=factories.user("awa"))
    services.consent_give(recording=recording, given=given)
    box = {"start": 0.0, "end": 1.0, "box": (0, 0, 10, 10)}
    page = world.drafted(recording)
    return World(
        recording=recording,
        page=page,
        mask=services.mask_add(recording=recording, **box),
        consent_role="learner",
        upload=uploads.upload_create(owner=recording.owner, role="main", name="a.webm", size=9),
        still=f"{0:040x}.webp",
        word=HeardWord.objects.create(heard="france connecte", right="FranceConnect"),
        report=StepReport.objects.create(page=page, block="0", reason="other", times=1),
        search=AskedSearch.objects.create(key="caf", shown="caf", last_at=timezone.now()),
    )


def signed_in(person: str, there: World) -> Client:
    client = Client()
    if person != "nobody":
        user = {
            "stranger": factories.user,
            "participant": lambda: (
                there.recording.consents.get(withdrawn_at=None, role="learner").person
            ),
            "owner": lambda: there.recording.owner,
            "editor": world.reviewer,
        }[person]()
        client.force_login(user)
    return client


def ask(client: Client, door: Door, there: World) -> Any:
    address = reverse(door.name, args=door.arguments(there))
    tus = {"Tus-Resumable": "1.0.0"}
    if door.method == "tus":
        headers = tus | {"Upload-Length": "9", "Upload-Metadata": "filename YS53ZWJt"}
        return client.post(address, headers=headers)
    if door.name == "recordings:tus_upload":
        return client.head(address, headers=tus)
    return getattr(client, door.method)(address)


def let_in(answer: Any) -> bool:
    """Whether the person came through: neither refused, nor sent to sign in or away."""
    if answer.status_code in (403, 404):
        return False
    away = answer.get("Location", "")
    return not (away.startswith("/compte/connexion/") or away in ("/admin/", "/admin/login/"))


@pytest.mark.parametrize(("door", "person", "expected"), CASES)
def test_who_gets_in(there, door, person, expected):
    answer = ask(signed_in(person, there), door, there)
    assert answer.status_code < 500
    assert let_in(answer) == expected, answer.status_code


@pytest.mark.parametrize("door", PRIVATE.values(), ids=PRIVATE)
def test_nothing_private_is_kept_by_a_browser(there, door):
    in_admin = ("recordings_admin", "tutorial_drafts", "search_", "wagtailsnippets_search")
    person = door.name.startswith(in_admin)
    answer = ask(signed_in("editor" if person else "owner", there), door, there)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("address", sorted(BY_SECRET))
def test_no_account_opens_what_a_secret_opens(there, address, person):
    asked = address.replace("<str:secret>", "x" * 43).replace("<str:name>", there.still)
    assert signed_in(person, there).get(f"/{asked}").status_code == 404


CHANGING = [door for door in PRIVATE.values() if door.method not in ("get", "head")]


@pytest.mark.parametrize("door", CHANGING, ids=lambda door: door.name)
def test_whatever_changes_something_asks_for_the_forms_token(there, door):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.reviewer())
    assert ask(client, door, there).status_code == 403
