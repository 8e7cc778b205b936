"""The site as an ASGI application."""

import os

from django.core.asgi import get_asgi_application

from kb.body_limit import BodyLimit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings")

application = BodyLimit(get_asgi_application())
