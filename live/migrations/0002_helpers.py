from django.db import migrations

GROUPS = ("Helpers", "Editors", "Moderators")


def _permission(apps):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="live", model="helprequest"
    )
    # The permissions of a migration are made after all of them: too late for us.
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename="help", defaults={"name": "Can help people live"}
    )
    return permission


def allow(apps, schema_editor):
    permission = _permission(apps)
    for name in GROUPS:
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(permission)


def forbid(apps, schema_editor):
    permission = _permission(apps)
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(permission)


class Migration(migrations.Migration):
    """Helpers help; so do those who edit."""

    dependencies = [
        ("live", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        # It makes the two groups of Wagtail.
        ("wagtailcore", "0002_initial_data"),
    ]

    operations = [migrations.RunPython(allow, forbid)]
