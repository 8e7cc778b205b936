"""The site as an ASGI application."""

import os
import warnings

from django.core.asgi import get_asgi_application

from kb.body_limit import BodyLimit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings")

# WhiteNoise gives the site's own small files this way; recordings have an iterator for each server.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous")

application = BodyLimit(get_asgi_application())
