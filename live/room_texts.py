"""What the page of a room says from its module, in the language of who reads it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from live.models import Participant


def room_texts(role: str) -> dict[str, str | dict[str, str]]:
    """The sentences by name; `{names}` and the like are filled in by the module."""
    own = _learner() if role == Participant.Role.LEARNER else _helper()
    return {**_common(), **own}


def _common() -> dict[str, str | dict[str, str]]:
    return {
        "state_connecting": _("Connecting…"),
        "state_connected": _("You are connected."),
        "state_events": _("Only written words and signs pass here. Use the telephone to speak."),
        "state_reconnecting": _("The connection is lost. It comes back by itself: wait a moment."),
        "state_ended": _("The session is over."),
        "state_refused": _("The room cannot be entered."),
        "recorded": _("This session is being recorded."),
        "not_recorded": _("Nothing is recorded."),
        "off_by_me": _("Off the record: nothing is kept until you go on."),
        "off_by_other": _("Off the record, at the other’s wish: nothing is kept."),
        "off_record": _("Off the record"),
        "on_record": _("Record again"),
        "here_are": _("With you: {names}."),
        "nobody_here": _("Nobody else is here yet."),
        "microphone_on": _("Turn the microphone off"),
        "microphone_off": _("Turn the microphone on"),
        "answers_kept": _("Your answers are kept."),
        "answers_not_kept": _("Your answers could not be kept. Try once more."),
        "me": _("Me:"),
        "step": _("step {number}"),
    }


def _learner() -> dict[str, str | dict[str, str]]:
    return {
        "own_picture": _("What you show"),
        "demonstration": _("What your helper shows you"),
        "no_picture": _("You show nothing at the moment."),
        "sent_done": _("Your helper knows that it is done."),
        "sent_stuck": _("Your helper knows that you are stuck. Wait a moment."),
        "tutorial": _("A tutorial"),
    }


def _helper() -> dict[str, str | dict[str, str]]:
    places = {
        "top left": _("at the top left"),
        "top centre": _("at the top"),
        "top right": _("at the top right"),
        "middle left": _("on the left"),
        "middle centre": _("in the middle"),
        "middle right": _("on the right"),
        "bottom left": _("at the bottom left"),
        "bottom centre": _("at the bottom"),
        "bottom right": _("at the bottom right"),
    }
    colours = {
        "red": _("the red zone"),
        "orange": _("the orange zone"),
        "yellow": _("the yellow zone"),
        "green": _("the green zone"),
        "blue": _("the blue zone"),
        "purple": _("the purple zone"),
        "pink": _("the pink zone"),
    }
    return {
        "places": places,
        "colours": colours,
        "here": _("here"),
        "shows_nothing": _("{name} shows nothing at the moment."),
        "learner_awaited": _("The person is not here yet."),
        "says_done": _("{name}: it is done."),
        "says_stuck": _("{name} is stuck."),
        "step_unnamed": _("Step without a title"),
        "said_with_press": _("Said: {words}"),
        "quality_good": _("Good connection"),
        "quality_fair": _("Fair connection"),
        "quality_poor": _("Poor connection"),
        "searching": _("Searching…"),
        "nothing_found": _("No tutorial answers these words."),
        "search_failed": _("The search did not answer. Try once more."),
        "show_it": _("Show it to the person"),
        "shown": _("The person sees it now."),
        "notes_kept": _("Notes kept."),
        "notes_not_kept": _("The notes could not be kept. Try once more."),
    }
