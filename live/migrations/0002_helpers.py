from django.db import migrations

EDITING = ("Editors", "Moderators")
PERMISSIONS = [
    ("helprequest", "help", "Can help people live", ("Helpers", *EDITING)),
    ("openinghours", "add_openinghours", "Can add opening hours", EDITING),
    ("openinghours", "change_openinghours", "Can change opening hours", EDITING),
    ("openinghours", "delete_openinghours", "Can delete opening hours", EDITING),
]


def _permission(apps, model, codename, name):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="live", model=model
    )
    # The permissions of a migration are made after all of them: too late for us.
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": name}
    )
    return permission


def allow(apps, schema_editor):
    for model, codename, name, groups in PERMISSIONS:
        permission = _permission(apps, model, codename, name)
        for group in groups:
            found, _ = apps.get_model("auth", "Group").objects.get_or_create(name=group)
            found.permissions.add(permission)


def forbid(apps, schema_editor):
    for model, codename, name, groups in PERMISSIONS:
        permission = _permission(apps, model, codename, name)
        for group in apps.get_model("auth", "Group").objects.filter(name__in=groups):
            group.permissions.remove(permission)


class Migration(migrations.Migration):
    """Helpers help; so do those who edit, who also say when it is open."""

    dependencies = [
        ("live", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        # It makes the two groups of Wagtail.
        ("wagtailcore", "0002_initial_data"),
    ]

    operations = [migrations.RunPython(allow, forbid)]
