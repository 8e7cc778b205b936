"""The web project: recordings, tutorials, search."""

from kb.celery import app as celery_app

__all__ = ["celery_app"]
