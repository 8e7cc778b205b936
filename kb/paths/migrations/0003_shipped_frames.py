import json
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).parents[1] / "data" / "frames.fr.json"


def name_in_frames(apps, _schema_editor):
    """The skills that are there already get their names as new ones do."""
    shipped = json.loads(DATA.read_text("utf-8"))["skills"]
    named = apps.get_model("paths", "SkillInFrame").objects
    for skill in apps.get_model("tutorials", "Skill").objects.filter(name__in=shipped):
        if not named.filter(skill=skill).exists():
            for frame, labels in shipped[skill.name].items():
                for label in labels:
                    named.create(skill=skill, frame=frame, label=label)


class Migration(migrations.Migration):
    """Skills have their names in public frames from the start."""

    dependencies = [("paths", "0002_editors"), ("tutorials", "0010_small_stills")]

    operations = [migrations.RunPython(name_in_frames, migrations.RunPython.noop)]
