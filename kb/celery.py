"""The bell of the pipeline: Celery carries ids, the rows carry the truth."""

import os

from celery import Celery

from kb import folder_broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings")

folder_broker.install()
app = Celery("kb")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="worker")
