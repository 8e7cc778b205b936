"""Words for the steps: titles in the imperative and texts."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from media.cues import Said
from media.label_names import tidy
from media.label_titles import label_title
from media.language import Language
from media.protect import mask_text
from media.spoken_titles import clean, spoken_title, way_back
from media.types import Action
from media.wording import says_something, without_remains

__all__ = ["clean", "mistake_title", "step_target", "step_text", "step_title"]

TELLING = 0.2  # How much a sentence has to sound like an instruction to be a step's text.
MARKED = re.compile(r"[«“]\s*(.+?)\s*[»”]")


def step_title(
    said: Sequence[Said],
    action: Action,
    label: str | None,
    language: Language,
    *,
    up: bool = False,
) -> str:
    """A short order for the step: from the label of what is pressed or filled in where it was read,
    else from its sentences; a plain one where they say too little. One scrolls to the `label`, `up`
    the page where that was seen.

    Sentences of the learner serve only for presses: what is typed may be personal.
    """
    title = label_title(said, action, label, language) if label else None
    titles = language.titles
    plain = titles.templates["scroll_up"] if up else titles.plain[action]
    title = title or spoken_title(said, action, language) or plain
    if action == "scroll" and label and not step_target(title):
        verb = _scrolling(said) or plain.partition(" ")[0]
        title = titles.templates["seek_up" if up else "seek"].format(verb=verb, label=label)
    return mask_text(title[:1].upper() + title[1:])


def _scrolling(said: Sequence[Said]) -> str | None:
    """The verb of the last order to scroll: "remontez"."""
    acts = (act for one in reversed(said) for act in one.acts)
    return next((act.imperative for act in acts if act.ordered and act.action == "scroll"), None)


def mistake_title(said: Sequence[Said], label: str | None, language: Language) -> str:
    """The way back from a mistake: in the helper's words, else by the `label` of what led back."""
    titles = language.titles
    way = way_back(said, language)
    if not way and label and tidy(label):
        way = label_title(said, "click", label, language)
    if not way:
        return titles.templates["mistake_plain"]
    return mask_text(titles.templates["mistake"].format(what=way[:1].lower() + way[1:]))


def step_target(title: str) -> str | None:
    """The label named in the title, between its quotation marks."""
    found = MARKED.search(title)
    return found[1] if found else None


def step_text(
    said: Sequence[Said], title: str, language: Language, written: Container[str] = ()
) -> str:
    """What the helper says in the step, without hesitations, at most two sentences.

    A sentence is left out of which the ear hardly believes a word, unless the word is `written` on
    the screen: better no text than a wrong one.
    """
    spoken = [s for s in said if s.speaker != "learner" and not s.off and not s.wrong]
    spoken = [s for s in spoken if all(word in written for word in s.unsure)]
    # What tells nothing of what to do is small talk, or the value that is typed.
    spoken = [s for s in spoken if s.call >= TELLING and says_something(s.text)]
    spoken.sort(key=lambda s: s.call, reverse=True)
    chosen = sorted(spoken[:2], key=lambda s: s.start)
    whole = ""
    for text in (s.text.strip() for s in chosen):
        # "… sur nouveau message," "le bouton rouge." is one sentence said in two breaths.
        goes_on = whole.endswith(",") and text[:1].islower()
        whole = f"{whole} {text}" if goes_on else _ended(whole) + clean(text, language)
    return without_remains(_ended(whole)) or f"{title}."


def _ended(text: str) -> str:
    """The text with a full stop and the space for the next sentence."""
    text = text.rstrip(" ,;:-")
    return text and (f"{text} " if text[-1] in ".!?…" else f"{text}. ")
