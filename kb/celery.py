"""The bell of the pipeline: Celery carries ids, the rows carry the truth."""

import os
import warnings

from celery import Celery
from celery.platforms import SecurityWarning

from kb import folder_broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings")

# Celery warns who runs it as root, for fear of pickled messages; ours are JSON (its default).
warnings.filterwarnings("ignore", category=SecurityWarning)

folder_broker.install()
app = Celery("kb")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="worker")
