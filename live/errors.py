"""Why something cannot be done, in a sentence that the person asking reads."""

from django.utils.translation import gettext as _


class NotPossible(Exception):
    """`sentence` says why, in the language of the page."""

    @property
    def sentence(self) -> str:
        return _("This is not possible at the moment.")


class TooMany(NotPossible):
    """Too much was asked from one address in a short time."""

    @property
    def sentence(self) -> str:
        return _("Many requests came from your connection. Please try again in a few minutes.")


class AlreadyTaken(NotPossible):
    """The request no longer waits."""

    @property
    def sentence(self) -> str:
        return _("This request no longer waits: another helper has it, or it was cancelled.")


class CodeUnknown(NotPossible):
    """No room waits for this code."""

    @property
    def sentence(self) -> str:
        return _("No room waits for this code. Ask your helper to read it to you once more.")


class RoomClosed(NotPossible):
    """The session is over."""

    @property
    def sentence(self) -> str:
        return _("This session is over.")


class RoomFull(NotPossible):
    """There is no seat left."""

    @property
    def sentence(self) -> str:
        return _("This room is full: four people can be in it.")
