"""The sweep of search."""

from celery import shared_task

from kb.search.services import index_repair


@shared_task
def repair() -> None:
    """Makes the index hold what may be found, where a change was missed."""
    index_repair()
