from django.db import migrations

GROUPS = ("Editors", "Moderators")


def _permission(apps):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="recordings", model="recording"
    )
    # The permissions of a migration are made after all of them: too late for us.
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind,
        codename="review_recording",
        defaults={"name": "Can see and review every recording"},
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
    """Wagtail's editors and moderators review recordings."""

    dependencies = [
        ("recordings", "0003_stages_workers_pulse"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        # It makes the two groups.
        ("wagtailcore", "0002_initial_data"),
    ]

    operations = [migrations.RunPython(allow, forbid)]
