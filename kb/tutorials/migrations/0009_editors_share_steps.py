from django.db import migrations

GROUPS = ("Editors", "Moderators")
MODELS = {"sharedsteps": "shared steps"}


def _permissions(apps):
    # The permissions of a migration are made after all of them: too late for us.
    kinds = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    for model, name in MODELS.items():
        kind, _ = kinds.get_or_create(app_label="tutorials", model=model)
        for deed in ("add", "change", "delete"):
            permission, _ = permissions.get_or_create(
                content_type=kind,
                codename=f"{deed}_{model}",
                defaults={"name": f"Can {deed} {name}"},
            )
            yield permission


def allow(apps, schema_editor):
    permissions = list(_permissions(apps))
    for name in GROUPS:
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*permissions)


def forbid(apps, schema_editor):
    permissions = list(_permissions(apps))
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(*permissions)


class Migration(migrations.Migration):
    """Editors keep the steps that tutorials share."""

    dependencies = [
        ("tutorials", "0008_shared_steps"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        # It makes the two groups of Wagtail.
        ("wagtailcore", "0002_initial_data"),
    ]

    operations = [migrations.RunPython(allow, forbid)]
