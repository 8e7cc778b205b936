"""The site's root: a home page at "/", and French as the language of content."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations


def make_root(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Locale = apps.get_model("wagtailcore", "Locale")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    HomePage = apps.get_model("tutorials", "HomePage")
    if HomePage.objects.exists():
        return
    language = settings.LANGUAGE_CODE.split("-")[0]
    locale, _ = Locale.objects.get_or_create(language_code=language)
    # Wagtail's own migration makes a bare page of welcome; the site begins with ours.
    Page.objects.filter(depth=2, slug="home").delete()
    root = Page.objects.get(depth=1)
    Page.objects.filter(pk=root.pk).update(locale=locale)
    content_type, _ = ContentType.objects.get_or_create(app_label="tutorials", model="homepage")
    home = HomePage.objects.create(
        title="Accueil",
        draft_title="Accueil",
        slug="accueil",
        content_type=content_type,
        path=root.path + "0001",
        depth=2,
        numchild=0,
        url_path="/accueil/",
        locale=locale,
        introduction=(
            "Des tutoriels pas à pas, tirés de vrais accompagnements, "
            "pour refaire une démarche à votre rythme."
        ),
    )
    Page.objects.filter(pk=root.pk).update(numchild=Page.objects.filter(depth=2).count())
    Site.objects.all().delete()
    address = urlsplit(settings.KB_PUBLIC_URL)
    Site.objects.create(
        hostname=address.hostname or "localhost",
        port=address.port or (443 if address.scheme == "https" else 80),
        site_name=settings.KB_SITE_NAME,
        root_page=home,
        is_default_site=True,
    )


def let_editors_review(apps, schema_editor):
    """Whoever may edit or publish pages may see the recordings that they are made from."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    content_type, _ = ContentType.objects.get_or_create(app_label="recordings", model="recording")
    # Django makes permissions only after the last migration.
    permission, _ = Permission.objects.get_or_create(
        codename="review_recording",
        content_type=content_type,
        defaults={"name": "Can see and review every recording"},
    )
    for group in Group.objects.filter(name__in=["Editors", "Moderators"]):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("tutorials", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunPython(make_root, migrations.RunPython.noop),
        migrations.RunPython(let_editors_review, migrations.RunPython.noop),
    ]
