"""A published tutorial with the bytes of its public files: nothing else is ever exported."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kb.tutorials import public_files
from kb.tutorials.addresses import public_address
from kb.tutorials.models import TutorialPage
from kb.tutorials.published import PublishedStep, PublishedTutorial
from kb.tutorials.selectors import published_tutorial


@dataclass(frozen=True, slots=True)
class Material:
    """What exports are made of. `folder` is that of the public copies; None without any."""

    tutorial: PublishedTutorial
    folder: Path | None = None

    def file(self, address: str | None) -> Path | None:
        """The public copy behind an address; None where there is none."""
        if not address or self.folder is None:
            return None
        # A shared step has its picture in the folder of its own tutorial.
        publication, name = address.split("/")[-2:]
        path = public_files.root() / publication / name
        return path if path.is_file() else None

    def still(self, step: PublishedStep) -> bytes | None:
        """The masked picture of a step."""
        path = self.file(step.still_url)
        return path.read_bytes() if path else None

    @property
    def video(self) -> Path | None:
        return self.file(self.tutorial.video_url)

    @property
    def captions(self) -> Path | None:
        return self.file(self.tutorial.captions_url)

    @property
    def address(self) -> str:
        """The whole address of the tutorial, as it is typed from paper."""
        return public_address(self.tutorial.url)


def material_of(page: TutorialPage) -> Material:
    """What the public may have of `page`, which is live."""
    publication = getattr(page, "publication", None)
    return Material(published_tutorial(page), publication.folder if publication else None)
