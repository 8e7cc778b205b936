"""What editors may add, change and delete in the admin: one operation for the migrations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.migrations import RunPython

GROUPS = ("Editors", "Moderators")
DEEDS = ("add", "change", "delete")

AFTER = [
    ("auth", "0012_alter_user_first_name_max_length"),
    ("contenttypes", "0002_remove_content_type_name"),
    # It makes the two groups of Wagtail.
    ("wagtailcore", "0002_initial_data"),
]
"""What a migration that gives rights depends on, beside the one that made its models."""


def editors_may(app: str, models: dict[str, str]) -> RunPython:
    """The operation that lets both groups of Wagtail's editors work on `models` of `app`: the name
    in plain English by the model's."""

    def permissions(apps: Any) -> Iterator[Any]:
        # The permissions of a migration are made after all of them: too late for us.
        kinds = apps.get_model("contenttypes", "ContentType").objects
        rights = apps.get_model("auth", "Permission").objects
        for model, name in models.items():
            kind, _made = kinds.get_or_create(app_label=app, model=model)
            for deed in DEEDS:
                right, _made = rights.get_or_create(
                    content_type=kind,
                    codename=f"{deed}_{model}",
                    defaults={"name": f"Can {deed} {name}"},
                )
                yield right

    def allow(apps: Any, _schema_editor: Any) -> None:
        rights = list(permissions(apps))
        for name in GROUPS:
            group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=name)
            group.permissions.add(*rights)

    def forbid(apps: Any, _schema_editor: Any) -> None:
        rights = list(permissions(apps))
        for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
            group.permissions.remove(*rights)

    return RunPython(allow, forbid)
