"""The moderation that Wagtail brings is called by its French name in the editors' menu."""

from django.db import migrations

ENGLISH, FRENCH = "Moderators approval", "relecture"


def rename(apps, old, new):
    for model in ("Workflow", "Task"):
        apps.get_model("wagtailcore", model).objects.filter(name=old).update(name=new)


def to_french(apps, schema_editor):
    rename(apps, ENGLISH, FRENCH)


def to_english(apps, schema_editor):
    rename(apps, FRENCH, ENGLISH)


class Migration(migrations.Migration):
    dependencies = [("tutorials", "0002_site_root")]

    operations = [migrations.RunPython(to_french, to_english)]
