from django.db import migrations

from kb.editor_rights import AFTER, editors_may


class Migration(migrations.Migration):
    """Editors answer to what was searched for."""

    dependencies = [("search", "0001_initial"), *AFTER]

    operations = [
        editors_may("search", {"synonymgroup": "words for the same thing", "pinnedresult": "pinned result"})
    ]
