"""What live assistance remembers: who asked, who waits, the rooms, and what came of them."""

from live.models.hours import HelperPresence, OpeningHours
from live.models.requests import Answered, HelpRequest, WrongCode
from live.models.rooms import Participant, Room, SessionReport

__all__ = [
    "Answered",
    "HelpRequest",
    "HelperPresence",
    "OpeningHours",
    "Participant",
    "Room",
    "SessionReport",
    "WrongCode",
]
