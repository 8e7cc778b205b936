"""Why a step of a draft begins where it does, in words for the person who reviews it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from kb.recordings.words import clock

MOST = 5
QUOTE_MOST = 90
WEAK = 0.3
"""What weighs less than this explains nothing."""

Evidence = Mapping[str, Any]
Line = Mapping[str, Any]


def reasons(
    evidence: Sequence[Evidence], transcript: Sequence[Line], names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """What was seen and heard, in order of time: `t`, `when` (0:42) and `text`.

    Only the weightiest, and nothing of a kind that has no words here. `transcript` is masked.
    """
    told = [(one, text) for one in evidence if (text := _in_words(one, transcript, names))]
    told.sort(key=lambda pair: -pair[0]["weight"])
    strong = [pair for pair in told if pair[0]["weight"] >= WEAK] or told
    strongest = sorted(strong[:MOST], key=lambda pair: pair[0]["t"])
    return [{"t": one["t"], "when": clock(one["t"]), "text": text} for one, text in strongest]


def _in_words(one: Evidence, transcript: Sequence[Line], names: Mapping[str, str]) -> str:
    kind = one["kind"]
    if kind.startswith("speech."):
        return _heard(kind, one["t"], transcript, names)
    return {
        "timeline.mark": _("a step was marked during the session"),
        "timeline.press": _("the helper showed the place"),
        "timeline.unshown": _("the helper had not shown this place"),
        "screen.click": _("a click on the screen"),
        "screen.press": _("a click on the screen"),
        "screen.typing": _("something is typed"),
        "screen.scroll": _("the page is scrolled"),
        "screen.page": _("a new page appears"),
        "screen.dialog": _("a window opens"),
        "screen.chosen": _("a choice from the list that has opened"),
        "screen.returned": _("back to the page before"),
        "screen.back": _("one goes back"),
        "screen.undone": _("what was done is undone"),
        "screen.again": _("what was done before is done again"),
        "turn": _("another person begins to speak"),
        "pause": _("a pause, just before"),
    }.get(kind, "")


def _heard(kind: str, t: float, transcript: Sequence[Line], names: Mapping[str, str]) -> str:
    line = next((said for said in transcript if said["start"] - 0.1 <= t < said["end"]), None)
    words = _from(line, t) if line else ""
    name = names.get(line["speaker"] or "") if line else None
    sentence = (_said_by_one() if name else _said()).get(kind)
    return sentence % {"name": name, "words": words} if sentence and words else ""


def _said_by_one() -> dict[str, str]:
    return {
        "speech.instruction": _("%(name)s says what to do: “%(words)s”"),
        "speech.label": _("%(name)s names what is written there: “%(words)s”"),
        "speech.agreement": _("%(name)s says it is done: “%(words)s”"),
        "speech.wrong": _("%(name)s says it is not the right place: “%(words)s”"),
        "speech.waiting": _("%(name)s asks to wait: “%(words)s”"),
        "speech.other": _("%(name)s says: “%(words)s”"),
    }


def _said() -> dict[str, str]:
    """The same where nobody knows who speaks."""
    return {
        "speech.instruction": _("what to do is said: “%(words)s”"),
        "speech.label": _("what is written there is named: “%(words)s”"),
        "speech.agreement": _("that it is done is said: “%(words)s”"),
        "speech.wrong": _("that it is not the right place is said: “%(words)s”"),
        "speech.waiting": _("one is asked to wait: “%(words)s”"),
        "speech.other": _("is heard: “%(words)s”"),
    }


def _from(line: Line, t: float) -> str:
    """What is said from `t` on, up to the end of the sentence, and not too much of it."""
    words = [word["text"].strip() for word in line.get("words", []) if word["start"] >= t - 0.05]
    text = " ".join(words) or line["text"].strip()
    for end in range(len(words)):
        if words[end][-1:] in tuple(".!?…"):
            text = " ".join(words[: end + 1])
            break
    return text if len(text) <= QUOTE_MOST else text[:QUOTE_MOST].rsplit(" ", 1)[0] + "…"
