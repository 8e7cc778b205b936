"""What can be done with requests and rooms: small typed use cases, one transaction each.

Views, tasks, the sweep and the live process call these, never the models.
"""

from live.services.consents import consents_answer
from live.services.finishing import room_finish, room_finish_again
from live.services.participants import (
    helper_seen,
    participant_join,
    participant_leave,
    participant_token,
    room_invite,
)
from live.services.reports import notes_keep, report_write, thanks_say
from live.services.requests import (
    request_autonomy_say,
    request_call_back_done,
    request_cancel,
    request_create,
    request_leave_message,
    request_seen,
    requests_close_old,
)
from live.services.rooms import (
    request_accept,
    room_ended,
    room_join_by_code,
    room_open_by_helper,
    rooms_alive,
)

__all__ = [
    "consents_answer",
    "helper_seen",
    "notes_keep",
    "participant_join",
    "participant_leave",
    "participant_token",
    "report_write",
    "request_accept",
    "request_autonomy_say",
    "request_call_back_done",
    "request_cancel",
    "request_create",
    "request_leave_message",
    "request_seen",
    "requests_close_old",
    "room_ended",
    "room_finish",
    "room_finish_again",
    "room_invite",
    "room_join_by_code",
    "room_open_by_helper",
    "rooms_alive",
    "thanks_say",
]
