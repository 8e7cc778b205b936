from django.db import migrations

from kb.editor_rights import AFTER, editors_may


class Migration(migrations.Migration):
    """Editors name our skills in public frames."""

    dependencies = [("paths", "0001_initial"), *AFTER]

    operations = [
        editors_may("paths", {"skillinframe": "skill in a public frame"})
    ]
