"""The real settings, with small stages, for the processes that these tests start."""

from kb.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.services.small_stages.SmallStages"]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
