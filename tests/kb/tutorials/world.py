"""What tests of tutorials are made of: the site, and a small real recording, worked on."""

from __future__ import annotations

import shutil
from typing import Any

from django.contrib.auth.models import Group
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from kb.recordings.models import Recording
from kb.recordings.pipeline.registry import StageContext
from kb.recordings.selectors import proposals_left, stage_output
from kb.recordings.services import consent_give, proposals_keep
from kb.tutorials import stages
from kb.tutorials.models import HomePage, TutorialPage
from media.types import Step, Summary, Utterance, to_json
from tests import clips, factories

STEPS = (
    Step(0.5, 1.5, "Ouvrir le message", "click", (160, 60), "Mairie", (100, 40, 120, 40), 0.8),
    Step(1.8, 2.8, "Écrire le texte", "type", None, None, None, 2.2, "On écrit ici."),
    Step(3.0, 3.8, "Envoyer", "click", (40, 200), "Envoyer", None, 3.4, mistake=True),
)
TRANSCRIPT = (
    Utterance(0.5, 1.4, "helper", "On ouvre le message."),
    Utterance(1.9, 2.6, "learner", "Comme ça ?"),
    Utterance(3.0, 3.7, "helper", "Et on envoie."),
)


def home() -> HomePage:
    """The site's root, as the migrations make it."""
    locale, _made = Locale.objects.get_or_create(language_code="fr")
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=locale)
    page = root.add_child(instance=HomePage(title="Accueil", slug="accueil", locale=locale))
    Site.objects.create(hostname="localhost", root_page=page, is_default_site=True)
    return page


def worked_recording(
    steps: tuple[Step, ...] = STEPS, *, still: bytes = b"RIFF0000WEBPdraft", **outputs: Any
) -> Recording:
    """A recording of four seconds with the outputs of the stages before the draft."""
    recording = factories.bare_recording(title="Une séance", owner=factories.user())
    for given in factories.consents():
        consent_give(recording=recording, given=given)
    master = f"{'a' * 40}.mkv"
    recording.folder.mkdir(parents=True)
    shutil.copy(clips.mkv(), recording.folder / master)
    names = [f"{number:040x}.webp" for number, _step in enumerate(steps)]
    for name in names:
        (recording.folder / name).write_bytes(still)
    tracks = [{"index": 1, "kind": "audio", "codec": "aac", "speaker": None}]
    media = {"duration": 4.0, "width": 320, "height": 240, "tracks": tracks}
    done = {
        "probe": {"media": media},
        "join": {"media": media, "master": master, "timeline": []},
        "transcribe": {"transcript": to_json(TRANSCRIPT), "unclear": [], "language": "fr"},
        "protect": {
            "masks": {"spoken": [{"start": 2.0, "end": 2.4, "kind": "phone", "confidence": 0.9}]},
            "transcript": to_json(TRANSCRIPT),
            "steps": to_json(steps),
            "tutorial": to_json(Summary("Envoyer un message", "En trois gestes.", "CAF")),
        },
        "illustrate": {"preview": None, "waveform": [0.1, 0.9], "stills": names},
    }
    for name, output in {**done, **outputs}.items():
        factories.stage_done(recording, name, output)
    looked_at(recording)
    return recording


def looked_at(recording: Recording) -> None:
    """A person keeps every mask that is proposed."""
    proposals_keep(recording=recording, proposals=proposals_left(recording))


def context(recording: Recording, **request: Any) -> StageContext:
    """What the pipeline gives a stage of this app."""
    names = ("join", "transcribe", "protect", "illustrate")
    return StageContext(
        recording_id=str(recording.pk),
        folder=recording.folder,
        parts={},
        inputs={name: stage_output(recording, name) for name in names},
        request=request,
        progress=lambda _share: None,
    )


def drafted(recording: Recording) -> TutorialPage:
    """The page that the stage `draft` makes."""
    return TutorialPage.objects.get(pk=stages.draft(context(recording))["page"])


def edited(page: TutorialPage, title: str = "Relu par une personne") -> TutorialPage:
    """The page after a person changed its title."""
    page.title = title
    page.save_revision()
    page.refresh_from_db()
    return page


def published(page: TutorialPage) -> TutorialPage:
    """The page after its latest revision was published."""
    page.get_latest_revision().publish()
    page.refresh_from_db()
    return page


def reviewer(username: str = "relectrice"):
    """A person who edits and publishes pages, and reviews recordings."""
    person = factories.moderator(username)
    root = Page.get_first_root_node()
    group = Group.objects.get(name="Moderators")
    for kind in ("add", "change", "publish"):
        GroupPagePermission.objects.create(group=group, page=root, permission_type=kind)
    return person


def moderation() -> Workflow:
    """Wagtail's own workflow: the moderators approve."""
    group, _made = Group.objects.get_or_create(name="Moderators")
    task = GroupApprovalTask.objects.create(name="Moderators approval")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="Moderators approval")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=Page.get_first_root_node())
    return workflow
