"""What Celery may call: an id in, nothing out."""

from celery import shared_task

from live import services


@shared_task(ignore_result=True)
def finish_room(pk: str) -> None:
    """Makes the recording of room `pk`, if nobody else does."""
    services.room_finish(pk)
