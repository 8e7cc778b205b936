"""What our skills are called in public frames: what is shipped, put beside each new skill.

Editors change it in the admin; what is there once is never written over.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from kb.paths.models import SkillInFrame
from kb.tutorials.models import Skill

_DATA = Path(__file__).parent / "data" / "frames.fr.json"


@cache
def shipped() -> dict[str, dict[str, list[str]]]:
    """By the name of a skill and that of a frame: its labels there."""
    return json.loads(_DATA.read_text("utf-8"))["skills"]


def skill_made(instance: Skill, created: bool, **_kwargs: Any) -> None:
    """Gives a new skill its names in the frames, where they are known."""
    if not created:
        return
    SkillInFrame.objects.bulk_create(
        SkillInFrame(skill=instance, frame=frame, label=label)
        for frame, labels in shipped().get(instance.name, {}).items()
        for label in labels
    )
