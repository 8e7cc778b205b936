from django.db import migrations

from kb.editor_rights import AFTER, editors_may


class Migration(migrations.Migration):
    """Editors keep the steps that tutorials share."""

    dependencies = [("tutorials", "0008_shared_steps"), *AFTER]

    operations = [
        editors_may("tutorials", {"sharedsteps": "shared steps"})
    ]
