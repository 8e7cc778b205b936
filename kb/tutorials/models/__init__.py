"""What people read, and what is kept beside it."""

from kb.tutorials.models.pages import Device, HomePage, Level, TutorialPage
from kb.tutorials.models.progress import KeptProgress
from kb.tutorials.models.records import Publication, RecordingDraft
from kb.tutorials.models.reports import StepReport, StepVerified
from kb.tutorials.models.shared import SharedSteps
from kb.tutorials.models.skills import Skill, SkillOfTutorial

__all__ = [
    "Device",
    "HomePage",
    "KeptProgress",
    "Level",
    "Publication",
    "RecordingDraft",
    "SharedSteps",
    "Skill",
    "SkillOfTutorial",
    "StepReport",
    "StepVerified",
    "TutorialPage",
]
